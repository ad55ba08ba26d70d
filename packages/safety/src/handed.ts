import type { Expr, FuncLit, StructType as StructSyntax } from "@cachelint/syntax";
import { walkBlock, walkExpr } from "@cachelint/syntax";
import { bodyOf, evaluate, findMember, type MentionPlace, type Scope, type Type, unalias, underlying } from "@cachelint/types";
import { type Census, note, type Site } from "./census.js";
import { containerCall, givesBack, isContainer, isContent } from "./containers.js";
import { insideOf, isPrinting, ownWriters, type SinkKind } from "./encoders.js";
import { noteHeldField, noteHeldValue } from "./held-values.js";
import { parameterNames } from "./holders.js";
import { nameOf, packageOf, typeOf } from "./memory.js";
import { type OnField, pointeeOf, structsIn, unparenthesised } from "./structs.js";
import { isShown, keyText, structsShown } from "./templates.js";
import { addWrapper, noteOpenType } from "./type-params.js";

/** Notes the structs in values that are handed to what encodes, prints or reflects on them; `isSpread`: the last is a slice of such values. */
export function noteArguments(site: Site, kind: SinkKind, args: readonly Expr[], isSpread = false): void {
  for (const arg of args) noteValue(site, kind, arg, isSpread);
}

/** The same of one value. Of a parameter, whoever calls the function says what it is; of a variable, whoever sets it. */
export function noteValue(site: Site, kind: SinkKind, written: Expr, isSpread = false): void {
  const arg = reflectedOn(site, unparenthesised(written));
  if (kind === "templated") noteKeys(site, arg);
  for (const part of partsOf(site, arg)) noteValue(site, arg.kind === "composite" ? insideOf(kind) : kind, part);
  const type = typeForOf(site, arg) ?? typeOf(site, arg);
  const under = underlying(type);
  const elem = under.kind === "slice" && isSpread ? underlying(under.elem()) : under;
  const isOpen = elem.kind === "interface" || elem.kind === "type-param" || isReflectValue(type) || holdsInterfaces(type) || isContainer(type) || isTakenOut(site, arg);
  if (!isOpen) note(site, structsFor(site, kind, type, (field, owner) => noteHeldField(site, insideOf(kind), field, owner)), { ...told[kind], node: written });
  noteOpenType(site, kind, type);
  const isWrapper = isOpen && noteWrapper(site, kind, containerIn(site, arg));
  // A parameter may be set anew.
  if (isOpen) noteHeldValue(site, kind, arg, isReflectValue(type) ? type : elem);
  // Nearly every function prints something; that it makes a struct besides says too little.
  if (!isWrapper && kind !== "compared" && kind !== "templated" && !isPrinting(kind) && holdsAnything(elem)) site.takesAnything.add(kind);
}

/** `map[string]any{"Item": item}`: a template that shows `.Item` prints what the pointer points at. */
function noteKeys(site: Site, arg: Expr): void {
  if (arg.kind !== "composite") return;
  for (const { key, value } of arg.elements) {
    const name = keyText(key);
    if (name !== null && isShown({ universe: site.census.universe, unit: site.place.unit }, name)) noteValue(site, "printed", value);
  }
}

/** `m.Load(k)` gives two values, the first of which was put there somewhere. */
function isTakenOut(site: Site, arg: Expr): boolean {
  return arg.kind === "call" && containerIn(site, arg) !== arg;
}

/** `m` of `m.Load(k)`, `l` of `l.Front().Value`; what is taken out of nothing is itself. */
function containerIn(site: Site, written: Expr): Expr {
  const { census: { universe }, scope } = site;
  const expr = unparenthesised(written);
  if (expr.kind === "selector" && isContent(typeOf(site, expr.operand), expr.name.name)) return containerIn(site, expr.operand);
  const call = expr.kind === "call" ? containerCall(universe, scope, expr) : null;
  return call !== null && givesBack(call) ? containerIn(site, call.operand) : expr;
}

/** `any`, `[]any`, `map[string]any`, `chan any`: what is in it was put there somewhere. */
export function holdsAnything(type: Type, depth = 0): boolean {
  const under = underlying(type);
  if (under.kind === "interface") return under.syntax.methods.length === 0 && under.syntax.embeds.length === 0;
  if (under.kind === "slice" || under.kind === "chan") return depth < 3 && holdsAnything(under.elem(), depth + 1);
  if (under.kind === "array") return depth < 3 && holdsAnything(under.elem, depth + 1);
  return under.kind === "map" && depth < 3 && holdsAnything(under.value(), depth + 1);
}

/** The same of interfaces with methods: what is in it was put there somewhere, if not as often by code that knows nothing of it. */
export function holdsInterfaces(type: Type, depth = 0): boolean {
  const under = underlying(type);
  switch (under.kind) {
    case "interface":
      return true;
    case "slice":
    case "chan":
      return depth < 3 && holdsInterfaces(under.elem(), depth + 1);
    case "array":
      return depth < 3 && holdsInterfaces(under.elem, depth + 1);
    case "map":
      return depth < 3 && holdsInterfaces(under.value(), depth + 1);
    default:
      return false;
  }
}

/** What a literal or a conversion of a type that says nothing holds: `[]any{t}`, `any(t)`, `append(all, t)`. */
function partsOf(site: Site, expr: Expr): readonly Expr[] {
  if (expr.kind === "composite") return holdsInterfaces(typeOf(site, expr)) ? expr.elements.flatMap(({ key, value }) => (key === null ? [value] : [key, value])) : [];
  if (expr.kind !== "call" || expr.callee.kind !== "ident" || !holdsInterfaces(typeOf(site, expr))) return [];
  const { census: { universe: { world } }, scope } = site;
  const callee = evaluate(world, scope, expr.callee);
  return callee.mode === "type" || (callee.mode === "builtin" && callee.name === "append") ? expr.args : [];
}

/** Of what a function makes and hands on without its type, any may be what it encodes or prints. */
export function noteMade(site: Site, node: Expr): void {
  for (const kind of site.takesAnything) note(site, structsFor(site, kind, typeOf(site, node)), { ...told[kind], node });
}

/** `reflect.ValueOf(x)`, `reflect.Indirect(v)`, `v.Elem()` and `v.Type()` speak of what is in them. */
function reflectedOn(site: Site, expr: Expr): Expr {
  if (expr.kind !== "call") return expr;
  const [arg] = expr.args;
  if (arg !== undefined && packageOf(site, expr.callee) === "reflect" && /^(?:ValueOf|TypeOf|Indirect)$/.test(nameOf(expr.callee))) return reflectedOn(site, unparenthesised(arg));
  const receiver = expr.callee.kind === "selector" && /^(?:Elem|Type)$/.test(expr.callee.name.name) ? unparenthesised(expr.callee.operand) : null;
  if (receiver === null) return expr;
  return receiver.kind === "call" ? reflectedOn(site, receiver) : isReflectValue(typeOf(site, receiver)) ? receiver : expr;
}

/** `T` of `reflect.TypeFor[T]()`. */
function typeForOf(site: Site, expr: Expr): Type | null {
  const [given] = expr.kind === "call" && expr.callee.kind === "index" && nameOf(expr.callee) === "TypeFor" && packageOf(site, expr.callee) === "reflect" ? expr.callee.indices : [];
  return given === undefined ? null : typeOf(site, given);
}

export function isReflectValue(type: Type): boolean {
  const actual = unalias(type);
  return actual.kind === "named" && (actual.object.pkg?.importPath === "reflect") && /^(?:Value|Type)$/.test(actual.object.name);
}

/** Whether a type says itself how it is written. */
export function looksAfterItself({ census: { universe: { world } } }: Pick<Site, "census">, type: Type, names: readonly string[]): boolean {
  const actual = unalias(type);
  const named = actual.kind === "pointer" ? unalias(actual.elem()) : actual;
  return named.kind === "named" && names.some((name) => {
    const member = findMember(world, actual, name);
    return member !== null && member.kind !== "field";
  });
}

/** The structs in a type that a function of some kind goes through; `onField` hears of their fields where these are encoded or printed. */
export function structsFor(site: Pick<Site, "census" | "place">, kind: SinkKind, type: Type, onField: OnField = () => undefined): ReadonlySet<StructSyntax> {
  switch (kind) {
    case "ordered":
      return structsIn(type, "all");
    case "compared":
      return structsIn(type, "value", undefined, onField);
    case "reflected":
    case "converted":
    case "raw":
      return structsIn(pointeeOf(type), "value");
    case "serialised":
    case "walked":
      return structsIn(type, "all", (one) => looksAfterItself(site, one, ownWriters.serialised), onField);
    case "templated":
      return structsShown({ universe: site.census.universe, unit: site.place.unit }, type, onField);
    case "printed":
    case "printed-inside":
      // Of what other packages cannot name, fmt never calls a method.
      return looksAfterItself(site, type, ownWriters.printed) ? new Set() : structsIn(kind === "printed" ? pointeeOf(type) : type, "shown", (one, isExported) => isExported && looksAfterItself(site, one, ownWriters.printed), onField);
  }
}

export const told = {
  ordered: { reason: "ordered-encoding", detail: "it is read or written field by field, in their order", weight: "withholds" },
  reflected: { reason: "reflection", detail: "reflection goes through its fields by their numbers", weight: "withholds" },
  converted: { reason: "reflection", detail: "reflection converts it to or from a struct of the same fields", weight: "withholds" },
  compared: { reason: "comparison", detail: "two of it are compared, field by field in their order up to the first difference, which may be an interface that holds what has no ==", weight: "withholds" },
  raw: { reason: "unsafe", detail: "its memory is reached through an unsafe.Pointer", weight: "withholds" },
  serialised: { reason: "serialised", detail: "it is encoded, and its fields are written in their order", weight: "unsafe" },
  walked: { reason: "serialised", detail: "another module goes through its fields by their numbers", weight: "unsafe" },
  printed: { reason: "printed", detail: "it is printed whole, its fields in their order", weight: "unsafe" },
  templated: { reason: "printed", detail: "a template may print it whole, its fields in their order", weight: "unsafe" },
  "printed-inside": { reason: "printed", detail: "what holds it is printed whole, its fields in their order", weight: "unsafe" },
} as const;

/** Of a parameter that is handed on, whoever calls the function says what it is; false for what is no parameter. */
export function noteWrapper(site: Site, kind: SinkKind, arg: Expr): boolean {
  const { place: { decl, unit }, census: { callees } } = site;
  // Of arguments that come in a slice, each counts.
  if (arg.kind === "index" || arg.kind === "slice-expr") return noteWrapper(site, kind, unparenthesised(arg.operand));
  if (arg.kind !== "ident") return false;
  const around = [...literalsAround(site, arg), ...(decl.kind === "func-decl" ? [decl] : [])];
  for (const callable of around) {
    const param = parameterNames(callable.signature.params).indexOf(arg.name);
    if (0 <= param) {
      addWrapper(callees, { decl: callable, unit }, param, kind);
      return true;
    }
  }
  return false;
}

const literalsOf = new WeakMap<MentionPlace["decl"], readonly FuncLit[]>();

/** The function literals around an expression, the innermost first. */
function literalsAround({ census: { universe: { world } }, place: { unit, decl } }: Pick<Site, "census" | "place">, { start, end }: Expr): readonly FuncLit[] {
  const known = literalsOf.get(decl);
  const literals = known ?? literalsIn(decl.kind === "func-decl" && decl.bodySpan !== null && /\bfunc\b/.test(unit.source.file.text.slice(decl.bodySpan.start, decl.bodySpan.end)) ? { ...decl, body: bodyOf(world.sources, unit.source, decl) } : decl);
  if (known === undefined) literalsOf.set(decl, literals);
  return literals.filter((literal) => literal.start <= start && end <= literal.end);
}

function literalsIn(decl: MentionPlace["decl"]): readonly FuncLit[] {
  const found: FuncLit[] = [];
  const visitor = { expr: (expr: Expr) => void (expr.kind === "func-lit" && found.push(expr)) };
  if (decl.kind === "func-decl" && decl.body !== null) walkBlock(decl.body, visitor);
  if (decl.kind === "var-decl") for (const value of decl.values) walkExpr(value, visitor);
  return found.toSorted((a, b) => b.start - a.start);
}

/** An expression to be looked at by itself. */
export function siteOf(census: Census, place: MentionPlace, scope: Scope, outermost: Expr): Site {
  return { census, place, scope, context: "other", outermost, pinned: new Set(), pads: new Set(), moved: new Set(), takesAnything: new Set(), handedToSystem: new Set() };
}
