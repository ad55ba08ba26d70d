import type { Call, Expr, FuncDecl, StructType as StructSyntax } from "@cachelint/syntax";
import { evaluate, type FileUnit, findMember, lookup, type Type, unalias, underlying } from "@cachelint/types";
import { note, type Site } from "./census.js";
import { type CalleeName, isKnownLibrary, ownWriters, serialisers, sinkOf, type SinkKind } from "./encoders.js";
import { nameOf, packageOf, typeOf } from "./memory.js";
import { pointeeOf, structsIn, unparenthesised } from "./structs.js";

/** Functions of the module that hand what they are given on to an encoder, by parameter. */
export type Callees = {
  readonly ordered: readonly string[];
  readonly wrappers: Map<FuncDecl, Map<number, SinkKind>>;
  /** Wrappers whose callers were not looked for yet. */
  readonly queue: Wrapper[];
};

export type Wrapper = { readonly decl: FuncDecl; readonly unit: FileUnit };

/** Notes structs that are handed to what encodes, prints or reflects on them, also by functions in between. */
export function noteCall(site: Site, node: Call): void {
  const { callees } = site.census;
  const callee = calleeOf(site, node.callee);
  if (callee === null) return;
  const isOutside = callee.path !== site.place.unit.pkg.importPath;
  const own = callee.decl === null || (isOutside && isKnownLibrary(callee.path)) ? undefined : callees.wrappers.get(callee.decl);
  if (own !== undefined && callee.decl !== null) for (const [param, kind] of own) noteArguments(site, node, kind, argumentsFor({ ...callee, decl: callee.decl }, { param, kind }, node));
  // An encoder's own functions hand on its own state.
  const kind = isOutside ? sinkOf(callee, callees.ordered) : null;
  if (kind !== null) noteArguments(site, node, kind, kind === "printed" ? printedArguments(callee, node) : node.args);
  if (callee.decl === null || kind !== null) return;
  // Its own package may not be read for its own sake.
  const [index] = atomic64.test(callee.name) && /^(?:sync\/atomic|internal\/runtime\/atomic)$/.test(callee.path) ? [0] : [];
  if (index !== undefined) noteAtomic(site, node.args[index]);
}

const atomic64 = /^(?:Add|Load|Store|Swap|CompareAndSwap|And|Or)(?:Int64|Uint64)$|^(?:Load|Store|Xadd|Xchg|Cas)(?:int)?64$/;

type Callee = CalleeName & { readonly decl: FuncDecl | null };

function calleeOf(site: Site, written: Expr): Callee | null {
  const { scope, census: { universe: { world } }, place: { unit } } = site;
  const callee = unparenthesised(written.kind === "index" ? written.operand : written);
  if (callee.kind !== "ident" && callee.kind !== "selector") return null;
  const operand = evaluate(world, scope, callee);
  if (operand.mode === "type" || operand.mode === "builtin") return null;
  const decl = operand.mode === "function" ? operand.func.decl : null;
  if (callee.kind === "ident") return lookup(world, scope, callee.name)?.kind === "func" ? { path: unit.pkg.importPath, type: null, name: callee.name, decl } : null;
  const path = packageOf(site, callee);
  if (path !== "") return { path, type: null, name: callee.name.name, decl };
  const receiver = unalias(pointeeOf(typeOf(site, callee.operand)));
  // An encoder of a module that is not downloaded.
  if (receiver.kind === "unknown" && callee.name.name.startsWith("Encode")) return { path: unit.source.outline.imports.find(({ path: one }) => serialisers.includes(one))?.path ?? "", type: null, name: callee.name.name, decl };
  return receiver.kind === "named" ? { path: receiver.object.pkg?.importPath ?? "", type: receiver.object.name, name: callee.name.name, decl } : decl && { path: "", type: "", name: callee.name.name, decl };
}

function argumentsFor(callee: CalleeName & { readonly decl: FuncDecl }, { param, kind }: { readonly param: number; readonly kind: SinkKind }, node: Call): readonly Expr[] {
  const flat = callee.decl.signature.params.flatMap(({ names, variadic }) => new Array<boolean>(Math.max(1, names.length)).fill(variadic));
  const own = flat[param] === true ? node.args.slice(param) : node.args.slice(param, param + 1);
  if (kind !== "printed" || flat[param] !== true || !/f$/.test(callee.name)) return own;
  const printed = printedArguments(callee, node);
  return own.filter((arg) => printed.includes(arg));
}

/** Of a format, only `%v` shows the fields of a struct in their order to people who did not ask for each. */
function printedArguments({ name }: CalleeName, { args }: Call): readonly Expr[] {
  const at = /f$/.test(name) ? args.findIndex((arg) => arg.kind === "literal" && arg.type === "string") : -1;
  const format = args[at];
  if (format?.kind !== "literal") return /^F/.test(name) ? args.slice(1) : args;
  const verbs = [...format.text.matchAll(/%[-+# 0]*[\d.*]*([a-zA-Z%])/g)].map(([, verb]) => verb).filter((verb) => verb !== "%");
  return args.slice(at + 1).filter((_, i) => (verbs[i] ?? "v") === "v");
}

function noteArguments(site: Site, node: Call, kind: SinkKind, args: readonly Expr[]): void {
  for (const written of args) {
    const arg = reflectedOn(site, unparenthesised(written));
    const type = typeOf(site, arg);
    const under = underlying(type);
    const elem = under.kind === "slice" && node.spread ? underlying(under.elem()) : under;
    const isOpen = elem.kind === "interface" || elem.kind === "type-param" || isReflectValue(type);
    if (!isOpen) note(site, structsFor(site, kind, type), { ...told[kind], node: written });
    const isWrapper = isOpen && noteWrapper(site, kind, arg);
    // Nearly every function prints something; that it makes a struct besides says too little.
    if (!isWrapper && kind !== "printed" && holdsAnything(elem)) site.takesAnything.add(kind);
  }
}

/** `any`, `[]any`, `map[string]any`: what is in it was put there somewhere. */
function holdsAnything(type: Type, depth = 0): boolean {
  const under = underlying(type);
  if (under.kind === "interface") return under.syntax.methods.length === 0 && under.syntax.embeds.length === 0;
  if (under.kind === "slice") return depth < 3 && holdsAnything(under.elem(), depth + 1);
  return under.kind === "map" && depth < 3 && holdsAnything(under.value(), depth + 1);
}

/** Of what a function makes and hands on without its type, any may be what it encodes or prints. */
export function noteMade(site: Site, node: Expr): void {
  for (const kind of site.takesAnything) note(site, structsFor(site, kind, typeOf(site, node)), { ...told[kind], node });
}

/** `reflect.ValueOf(x)`, `reflect.Indirect(v)` and `v.Elem()` speak of what is in them. */
function reflectedOn(site: Site, expr: Expr): Expr {
  if (expr.kind !== "call") return expr;
  const [arg] = expr.args;
  if (arg !== undefined && packageOf(site, expr.callee) === "reflect" && /^(?:ValueOf|TypeOf|Indirect)$/.test(nameOf(expr.callee))) return reflectedOn(site, unparenthesised(arg));
  const receiver = expr.callee.kind === "selector" && expr.callee.name.name === "Elem" ? unparenthesised(expr.callee.operand) : null;
  return receiver !== null && receiver.kind === "call" ? reflectedOn(site, receiver) : expr;
}

export function isReflectValue(type: Type): boolean {
  const actual = unalias(type);
  return actual.kind === "named" && (actual.object.pkg?.importPath === "reflect") && /^(?:Value|Type)$/.test(actual.object.name);
}

export function structsFor(site: Site, kind: SinkKind, type: Type): ReadonlySet<StructSyntax> {
  const { universe: { world } } = site.census;
  const looksAfterItself = (one: Type, names: readonly string[]): boolean => {
    const actual = unalias(one);
    const named = actual.kind === "pointer" ? unalias(actual.elem()) : actual;
    return named.kind === "named" && names.some((name) => findMember(world, actual, name)?.kind === "method");
  };
  switch (kind) {
    case "ordered":
      return structsIn(type, "all");
    case "reflected":
      return structsIn(pointeeOf(type), "value");
    case "serialised":
      return structsIn(type, "all", (one) => looksAfterItself(one, ownWriters.serialised));
    case "printed":
      // Of what other packages cannot name, fmt never calls a method.
      return looksAfterItself(type, ownWriters.printed) ? new Set() : structsIn(pointeeOf(type), "value", (one, isExported) => isExported && looksAfterItself(one, ownWriters.printed));
  }
}

const told = {
  ordered: { reason: "ordered-encoding", detail: "it is read or written field by field, in their order", weight: "withholds" },
  reflected: { reason: "reflection", detail: "reflection goes through its fields by their numbers", weight: "withholds" },
  serialised: { reason: "serialised", detail: "it is encoded, and its fields are written in their order", weight: "unsafe" },
  printed: { reason: "printed", detail: "it is printed whole, its fields in their order", weight: "unsafe" },
} as const;

/** Of a parameter that is handed on, whoever calls the function says what it is; false for what is no parameter. */
export function noteWrapper(site: Site, kind: SinkKind, arg: Expr): boolean {
  const { place: { decl, unit }, census: { callees } } = site;
  if (decl.kind !== "func-decl" || arg.kind !== "ident") return false;
  const param = decl.signature.params.flatMap(({ names }) => (names.length === 0 ? [""] : names.map(({ name }) => name))).indexOf(arg.name);
  if (param < 0) return false;
  const own = callees.wrappers.get(decl) ?? new Map<number, SinkKind>();
  callees.wrappers.set(decl, own);
  if (own.has(param)) return true;
  own.set(param, kind);
  callees.queue.push({ decl, unit });
  return true;
}

/** The word `&x.f` of an atomic operation on 64 bits; a nested field belongs to all structs around it. */
function noteAtomic(site: Site, arg: Expr | undefined): void {
  const inner = arg && unparenthesised(arg);
  if (inner?.kind !== "unary" || inner.op !== "&") return;
  let place = unparenthesised(inner.operand);
  while (place.kind === "index") place = unparenthesised(place.operand);
  if (place.kind !== "selector") return;
  const { atomicWords, universe: { world } } = site.census;
  const member = findMember(world, typeOf(site, place.operand), place.name.name);
  if (member?.kind !== "field") return;
  const owner = member.path.length < 2 ? pointeeOf(typeOf(site, place.operand)) : pointeeOf(member.path.at(-2)!.type);
  const under = underlying(owner);
  if (under.kind !== "struct") return;
  const words = atomicWords.get(under.syntax) ?? new Map();
  atomicWords.set(under.syntax, words);
  words.set(place.name.name, { unit: site.place.unit, offset: inner.start, length: inner.end - inner.start });
}
