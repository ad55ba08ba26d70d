import type { Call, Expr, FuncDecl, FuncLit } from "@cachelint/syntax";
import { evaluate, type FileUnit, findMember, isConcrete, lookup, memberOf, parameterTypes, type Type, typeKey, unalias, underlying } from "@cachelint/types";
import { noteAtomic } from "./atomic-words.js";
import { calledBy, type Held } from "./callables.js";
import type { Site } from "./census.js";
import { type CalleeName, isKnownLibrary, isPrinting, serialisers, runsTemplate, sinkOf, type SinkKind } from "./encoders.js";
import { followForeign, isForeign } from "./foreign.js";
import { noteArguments } from "./handed.js";
import { noteGivenBack } from "./held-values.js";
import { sinkOfInterface } from "./interface-sinks.js";
import { nameOf, packageOf, type Place, typeOf } from "./memory.js";
import { isTest } from "./names.js";
import { pointeeOf, unparenthesised } from "./structs.js";
import { noteTypeArguments } from "./type-params.js";

/** Functions of the module that hand what they are given on to an encoder, by parameter; numbers below 0 are type parameters. */
export type Callees = {
  readonly ordered: readonly string[];
  readonly wrappers: Map<FuncDecl | FuncLit, Map<number, Set<SinkKind>>>;
  /** The file of each. */
  readonly units: Map<FuncDecl | FuncLit, FileUnit>;
  /** Those that are methods, by name: what an interface may hold. */
  readonly methods: Map<string, Set<FuncDecl>>;
  /** Wrappers whose callers were not looked for yet. */
  readonly queue: Wrapper[];
  readonly held: Held;
};

export type Wrapper = { readonly decl: FuncDecl | FuncLit; readonly unit: FileUnit };

/** Notes structs that are handed to what encodes, prints or reflects on them, also by functions in between. */
export function noteCall(site: Site, node: Call): void {
  const { callees } = site.census;
  noteHeldCall(site, node);
  if (isForeign(site.census.universe, site.place.unit)) followForeign(site, node);
  const method = sinkOfInterface(site, node);
  if (method !== null) noteArguments(site, method, method === "printed" ? printedArguments(nameOf(node.callee), node) : node.args, node.spread);
  if (nameOf(node.callee) === "Func" && packageOf(site, node.callee) === "expvar") for (const arg of node.args) noteGivenBack(site, "serialised", arg);
  const callee = calleeOf(site, node.callee);
  if (callee === null) return;
  const isOutside = callee.path !== site.place.unit.pkg.importPath;
  for (const decl of isOutside && callee.decl !== null && isKnownLibrary(callee.path) ? [] : declarationsOf(site, node, callee)) {
    for (const [param, kinds] of callees.wrappers.get(decl) ?? []) {
      for (const kind of kinds) {
        if (isTestMessage(site, decl, kind)) continue;
        if (param < 0) noteTypeArguments(site, node, param, kind);
        else noteArguments(site, kind, argumentsFor(decl, callee.name, { param, kind }, node), node.spread);
      }
    }
  }
  for (const kinds of callee.path === "container/heap" && callee.name === "Push" ? [pushed(site, node)] : []) for (const kind of kinds) noteArguments(site, kind, node.args.slice(1));
  // An encoder's own functions hand on its own state.
  const kind = isOutside ? sinkOf(callee, callees.ordered) : null;
  if (kind !== null) noteArguments(site, kind, encodedArguments(site, callee, kind, node), node.spread);
  if (runsTemplate(callee)) noteArguments(site, "templated", node.args.slice(-1));
  if (callee.decl === null || kind !== null) return;
  // Its own package may not be read for its own sake.
  const [index] = atomic64.test(callee.name) && /^(?:sync\/atomic|internal\/runtime\/atomic)$/.test(callee.path) ? [0] : [];
  if (index !== undefined) noteAtomic(site, node.args[index]);
}

/** What the `Push` method of a heap does with what `heap.Push` is given for it. */
function pushed(site: Site, { args: [heap] }: Call): Iterable<SinkKind> {
  const { census: { universe: { world }, callees: { wrappers } } } = site;
  const push = heap && findMember(world, typeOf(site, heap), "Push");
  return (push?.kind === "method" && wrappers.get(push.func.decl)?.get(0)) || [];
}

/** What tests compare and tell by other modules' functions says no more than their own messages do. */
function isTestMessage({ place: { unit }, census: { universe, callees } }: Site, decl: FuncDecl, kind: SinkKind): boolean {
  const of = callees.units.get(decl);
  return (isPrinting(kind) || kind === "walked") && of !== undefined && isTest(unit) && isForeign(universe, of);
}

/** The same of functions that are called by a variable, a parameter or a field. */
function noteHeldCall(site: Site, node: Call): void {
  for (const callable of calledBy(site, node)) {
    if (callable.kind === "library") noteArguments(site, callable.sink, encodedArguments(site, callable, callable.sink, node), node.spread);
    else {
      const name = callable.kind === "func-lit" ? nameOf(node.callee) : callable.name.name;
      for (const [param, kinds] of site.census.callees.wrappers.get(callable) ?? []) {
        for (const kind of kinds) if (0 <= param) noteArguments(site, kind, argumentsFor(callable, name, { param, kind }, node), node.spread);
      }
    }
  }
}

/** What a call may run: the function, or all methods that are called as that of an interface is. */
function declarationsOf(site: Site, { callee: written, args }: Call, { decl, name }: Callee): readonly FuncDecl[] {
  if (decl !== null) return [decl];
  const callee = unparenthesised(written);
  const methods = site.census.callees.methods.get(name);
  if (methods === undefined || callee.kind !== "selector" || underlying(typeOf(site, callee.operand)).kind !== "interface") return [];
  const called = underlying(typeOf(site, callee));
  const wanted = called.kind === "func" ? parameterTypes(site.census.universe.world, called.signature.params, called.scope) : null;
  return [...methods].filter((method) => {
    const { params } = method.signature;
    const nParams = params.reduce((n, param) => n + Math.max(1, param.names.length), 0);
    return (params.at(-1)?.variadic === true ? nParams - 1 <= args.length : nParams === args.length) && implementsCall(site, method, wanted);
  });
}

/** A method of an interface has parameters of the same types wherever it is implemented; of what is generic or unknown any may be. */
function implementsCall({ census: { callees, universe: { world } } }: Site, method: FuncDecl, wanted: readonly Type[] | null): boolean {
  const unit = callees.units.get(method);
  if (wanted === null || unit === undefined) return true;
  return parameterTypes(world, method.signature.params, unit.scope).every((type, i) => {
    const other = wanted[i];
    return other === undefined || !isConcrete(world, type) || !isConcrete(world, other) || typeKey(world, type) === typeKey(world, other);
  });
}

const atomic64 = /^(?:Add|Load|Store|Swap|CompareAndSwap|And|Or)(?:Int64|Uint64)$|^(?:Load|Store|Xadd|Xchg|Cas)(?:int)?64$/;

type Callee = CalleeName & { readonly decl: FuncDecl | null };

/** The function or method that an expression names. */
export function calleeOf(site: Place, written: Expr): Callee | null {
  const { scope, census: { universe: { world } }, place: { unit } } = site;
  const callee = unparenthesised(written.kind === "index" ? written.operand : written);
  if (callee.kind !== "ident" && callee.kind !== "selector") return null;
  const dotted = callee.kind === "ident" ? dotImported(site, callee.name) : null;
  if (dotted !== null) return dotted;
  const operand = evaluate(world, scope, callee);
  if (operand.mode === "type" || operand.mode === "builtin") return null;
  const decl = operand.mode === "function" ? operand.func.decl : null;
  if (callee.kind === "ident") return lookup(world, scope, callee.name)?.kind === "func" ? { path: unit.pkg.importPath, type: null, name: callee.name, decl } : null;
  const path = packageOf(site, callee);
  if (path !== "") return { path, type: null, name: callee.name.name, decl };
  const operandIs = typeOf(site, callee.operand);
  // A method of an embedded type is that type's own.
  const owner = operand.mode === "function" ? findMember(world, operandIs, callee.name.name)?.path.at(-1)?.type : undefined;
  const receiver = unalias(pointeeOf(owner ?? operandIs));
  // An encoder of a module that is not downloaded.
  if (receiver.kind === "unknown" && callee.name.name.startsWith("Encode")) return { path: unit.source.outline.imports.find(({ path: one }) => serialisers.includes(one))?.path ?? "", type: null, name: callee.name.name, decl };
  return receiver.kind === "named" ? { path: receiver.object.pkg?.importPath ?? "", type: receiver.object.name, name: callee.name.name, decl } : decl && { path: "", type: "", name: callee.name.name, decl };
}

/** A library's encoder or printer in a file that imports it by `.`. */
function dotImported({ scope, census: { universe: { world }, callees: { ordered } }, place: { unit } }: Place, name: string): Callee | null {
  const dots = unit.source.outline.imports.filter((spec) => spec.name === "." && sinkOf({ path: spec.path, type: null, name }, ordered) !== null);
  const [spec] = dots;
  if (spec === undefined || memberOf(world, unit.pkg, name) !== undefined || lookup(world, scope, name)?.kind === "var") return null;
  return { path: spec.path, type: null, name, decl: null };
}

function argumentsFor({ signature }: FuncDecl | FuncLit, name: string, { param, kind }: { readonly param: number; readonly kind: SinkKind }, node: Call): readonly Expr[] {
  const flat = signature.params.flatMap(({ names, variadic }) => new Array<boolean>(Math.max(1, names.length)).fill(variadic));
  const own = flat[param] === true ? node.args.slice(param) : node.args.slice(param, param + 1);
  if (!isPrinting(kind) || flat[param] !== true || !/f$/.test(name)) return own;
  const printed = printedArguments(name, node);
  return own.filter((arg) => printed.includes(arg));
}

/** What a library's function encodes or prints of its arguments: not the writer, nor the order of bytes. */
function encodedArguments(site: Site, { path, name }: CalleeName, kind: SinkKind, node: Call): readonly Expr[] {
  if (isPrinting(kind)) return printedArguments(name, node);
  if (path === "encoding/binary") return node.args.slice(-1);
  const args = /^(?:MarshalWrite|MarshalEncode)$/.test(name) ? node.args.slice(1, 2) : node.args;
  return args.filter((arg) => {
    const type = underlying(typeOf(site, arg));
    return type.kind !== "interface" || !type.syntax.methods.some((method) => method.name.name === "Write" || method.name.name === "Read");
  });
}

/** Of a format, `%T` and `%p` say nothing of a struct's fields; all other verbs go through them in their order. A template is told what to show by its last argument. */
function printedArguments(name: string, { args }: Call): readonly Expr[] {
  if (name.startsWith("Execute")) return args.slice(-1);
  const at = /f$/.test(name) ? args.findIndex((arg) => arg.kind === "literal" && arg.type === "string") : -1;
  const format = args[at];
  if (format?.kind !== "literal") return /^F/.test(name) ? args.slice(1) : args;
  // `%[2]d` and `%*d` count in their own way.
  if (/%[-+# 0]*[\d.]*[[*]/.test(format.text)) return args.slice(at + 1);
  const verbs = [...format.text.matchAll(/%[-+# 0]*[\d.]*([a-zA-Z%])/g)].map(([, verb]) => verb).filter((verb) => verb !== "%");
  return args.slice(at + 1).filter((_, i) => verbs[i] !== "T" && verbs[i] !== "p");
}
