import { type Call, type Expr, type Stmt, walkExpr } from "@cachelint/syntax";
import { defineScope, eachDeclaration, evaluate, findMember, lookup, type MentionPlace, resolveType, type Scope, type StructType, type Type, underlying } from "@cachelint/types";
import { type Census, note, type Site } from "./census.js";
import { flowsTo, indexOf } from "./flows.js";
import { isComparable, mayPanic, riskyTypes } from "./comparable.js";
import { containerCall } from "./containers.js";
import { indicesOf } from "./follow.js";
import { isReflectValue, noteArguments, noteValue, siteOf, structsFor, told } from "./handed.js";
import type { StructEdit } from "./model.js";
import { nameOf, packageOf, typeOf } from "./memory.js";
import { directoryOf } from "./names.js";
import { unparenthesised } from "./structs.js";
import type { Universe } from "./universe.js";

/**
 * Whether a new order changes after which fields one is compared that may hold a value without `==`. Comparison goes by the order of
 * fields and ends at the first difference (Go spec, "Comparison operators"), and gc moves nothing past a field that may panic. Keys of
 * maps are hashed whole before they are compared, so that they panic in any order.
 */
export function changesPanics(type: StructType, { kind, order }: StructEdit): boolean {
  const fields = type.fields();
  const risky = fields.flatMap(({ name, type: own }, i) => (name !== "_" && mayPanic(own) ? [i] : []));
  if (kind === "pad" || risky.length === 0 || !isComparable(type)) return false;
  if (order === null) return true;
  const moved = order.flatMap((one) => (typeof one === "number" && fields[one]?.name !== "_" ? [one] : []));
  const source = moved.toSorted((a, b) => a - b);
  return risky.some((field) => {
    const before = new Set(source.slice(0, source.indexOf(field)));
    const after = moved.slice(0, moved.indexOf(field));
    return before.size !== after.length || !after.every((one) => before.has(one));
  });
}

type InterfaceType = Type & { readonly kind: "interface" };

/** `==` and `!=` but for those with nil, a number, a text or a length, and switches over what may be no number or text. */
const comparing = /[!=]=[ \t]*(?!nil\b|[-+]?\d|["'`]|true\b|false\b|(?:len|cap)\()[\w(&*]|\bswitch [^{\n]*[\w)\]] \{(?!\s*case ["'\d])|(?<![\w.])(?:slices|maps|errors)\.(?:Contains|Index|Equal|Compact|Is)\(|\.(?:CompareAndSwap|CompareAndDelete|Equal)\(/g;

/** Notes all structs that are compared in the main modules, by operators, switches, and functions of the standard library. */
export function sweepComparisons(census: Census): void {
  const { universe: { world, units } } = census;
  let last: MentionPlace["decl"] | null = null;
  const begin = ({ decl }: MentionPlace): void => {
    if (last !== decl) world.operands.clear();
    last = decl;
  };
  eachDeclaration(world, units().map((unit) => ({ unit, indices: indicesOf(unit, comparing) })), (place, scope, outermost) => {
    begin(place);
    const site = siteOf(census, place, scope, outermost);
    walkExpr(outermost, {
      expr: (node) => {
        if (node.kind === "binary" && (node.op === "==" || node.op === "!=")) noteComparison(site, node.left, node.right);
        if (node.kind === "call") noteComparingCall(site, node);
        return node.kind !== "func-lit";
      },
    });
  }, (place, scope, stmt) => {
    begin(place);
    if (stmt.kind === "switch" && stmt.tag !== null) noteSwitch(census, place, scope, { ...stmt, tag: stmt.tag });
  });
}

function noteSwitch(census: Census, place: MentionPlace, scope: Scope, { init, tag, clauses }: Stmt & { readonly kind: "switch"; readonly tag: Expr }): void {
  const inner = init?.kind === "define" ? defineScope(census.universe.world, scope, init, scope) : scope;
  for (const { expressions } of clauses) for (const one of expressions) noteComparison(siteOf(census, place, inner, one), tag, one);
}

function noteComparison(site: Site, left: Expr, right: Expr): void {
  const sides = [unparenthesised(left), unparenthesised(right)];
  const kinds = sides.map((side) => comparedAs(site, typeOf(site, side)));
  if (kinds.includes("plain") || sides.some((side) => isHarmless(site, side))) return;
  // What an interface holds is compared with a struct only where it is one.
  const structs = sides.filter((_, i) => kinds[i] === "struct");
  for (const side of structs.length === 0 ? sides : structs.slice(0, 1)) noteValue(site, "compared", side);
}

/** How values of a type are compared: `plain` where nothing in them can panic, or no struct with such a field can be in them. */
function comparedAs({ census: { universe } }: Site, type: Type): "plain" | "struct" | "open" {
  const under = underlying(type);
  if (under.kind === "type-param") return "open";
  if (under.kind === "struct" || under.kind === "array") return mayPanic(type) ? "struct" : "plain";
  return under.kind === "interface" && mayHoldRisk(universe, under) ? "open" : "plain";
}

const risks = new WeakMap<Universe, Map<object, boolean>>();

/** Whether an interface can hold a struct whose comparison may panic, not only a pointer at one. */
function mayHoldRisk(universe: Universe, type: InterfaceType): boolean {
  const { world } = universe;
  const known = risks.get(universe) ?? new Map<object, boolean>();
  risks.set(universe, known);
  const has = (one: Type, name: string): boolean => {
    const member = findMember(world, one, name);
    return member !== null && member.kind !== "field" && (member.kind !== "method" || 0 < member.path.length || member.func.decl.receiver?.type.kind !== "star");
  };
  const kept = known.get(type.syntax);
  if (kept !== undefined) return kept;
  const names = methodsOf(world, type);
  const isAny = names.length === 0 || riskyTypes(universe).some((one) => names.every((name) => has(one, name)));
  known.set(type.syntax, isAny);
  return isAny;
}

function methodsOf(world: Census["universe"]["world"], { syntax, scope }: InterfaceType, depth = 0): readonly string[] {
  const embedded = syntax.embeds.flatMap((embed) => {
    const under = underlying(resolveType(world, scope, embed));
    return under.kind === "interface" && depth < 5 ? methodsOf(world, under, depth + 1) : [];
  });
  return [...syntax.methods.map(({ name }) => name.name), ...embedded];
}

/** A value whose comparison cannot panic: the zero value, a literal of others, an error that `errors.New` made. */
function isHarmless(site: Site, side: Expr): boolean {
  if (side.kind === "composite") return side.elements.every(({ value }) => isHarmlessPart(site, unparenthesised(value)));
  const [converted] = side.kind === "call" && evaluate(site.census.universe.world, site.scope, side.callee).mode === "type" ? side.args : [];
  if (converted !== undefined) return isHarmlessPart(site, unparenthesised(converted));
  return (side.kind === "ident" || side.kind === "selector") && (isZero(site, side) || isSentinel(site, side));
}

function isHarmlessPart(site: Site, value: Expr): boolean {
  const type = typeOf(site, value);
  if (type.kind === "unknown" || !isComparable(type)) return false;
  return !mayPanic(type) || (value.kind === "composite" && isHarmless(site, value));
}

/** `var zero T` that nothing is assigned to. */
function isZero({ census: { universe, universe: { world } }, scope, place: { unit, decl } }: Site, side: Expr): boolean {
  if (side.kind !== "ident" || scope.kind !== "local" || decl.kind !== "func-decl" || decl.bodySpan === null) return false;
  const text = unit.source.file.text.slice(decl.bodySpan.start, decl.bodySpan.end);
  if (lookup(world, scope, side.name)?.kind !== "var" || !new RegExp(`\\bvar ${side.name} [^=\\n]+\\n`, "u").test(text) || new RegExp(`&${side.name}\\b`, "u").test(text)) return false;
  return !flowsTo(universe, unit, indexOf(unit, decl), decl).some(({ to }) => typeof to === "object" && to.name === side.name);
}

/** A variable of a package that is `errors.New(…)` or the address of something; or of a package of other modules, which cannot hold structs of the main ones. */
function isSentinel(site: Site, side: Expr): boolean {
  const { census: { universe, universe: { world } }, scope, place: { unit } } = site;
  const entity = side.kind === "selector" && side.operand.kind === "ident" ? lookup(world, scope, side.operand.name) : undefined;
  if (side.kind === "selector" && entity?.kind !== "package") return false;
  const pkg = entity?.kind === "package" ? entity.pkg : unit.pkg;
  if ("missing" in pkg) return true;
  const name = nameOf(side);
  if (side.kind === "ident" && lookup(world, scope, name) !== lookup(world, unit.scope, name)) return false;
  const place = pkg.members.get(name);
  if (place === undefined) return false;
  if (universe.folderOf(directoryOf(place.unit)) === undefined) return true;
  const { source: { file: { text } } } = place.unit;
  return new RegExp(`(?<![\\w.])${name}(?:[ \\t]+[\\w.]+)?[ \\t]*=[ \\t]*(?:errors\\.New\\(|fmt\\.Errorf\\(|&)`, "u").test(text);
}

/** `slices.Contains(all, t)`, `errors.Is(err, t)`, `v.CompareAndSwap(t, u)` and `Equal` of a reflect.Value compare what they are given. */
function noteComparingCall(site: Site, node: Call): void {
  const name = nameOf(node.callee);
  const path = packageOf(site, node.callee);
  const [first, second] = node.args;
  if (first === undefined) return;
  if (/^(?:golang\.org\/x\/exp\/)?slices$/.test(path) && /^(?:Contains|Index|Equal|Compact)$/.test(name)) return noteArguments(site, "compared", [first]);
  const all = underlying(typeOf(site, first));
  if (/^(?:golang\.org\/x\/exp\/)?maps$/.test(path) && name === "Equal" && all.kind === "map") return note(site, structsFor(site, "compared", all.value()), { ...told.compared, node: first });
  if (path === "errors" && name === "Is" && second !== undefined) return noteComparison(site, first, second);
  const callee = unparenthesised(node.callee);
  if (callee.kind !== "selector" || !/^(?:CompareAnd(?:Swap|Delete)|Equal)$/.test(name)) return;
  const old = name === "Equal" ? (isReflectValue(typeOf(site, callee.operand)) ? [callee.operand, first] : []) : comparedBy(site, node);
  noteArguments(site, "compared", old);
}

/** The old value of `CompareAndSwap(old, new)` of an atomic.Value, `CompareAndSwap(key, old, new)` of a sync.Map. */
function comparedBy({ census: { universe }, scope }: Site, node: Call): readonly Expr[] {
  const call = containerCall(universe, scope, node);
  if (call === null) return [];
  return node.args.slice(-1 - Number(call.method === "CompareAndSwap")).slice(0, 1);
}
