import type { Expr, VarDecl } from "@cachelint/syntax";
import { declarationsAt, evaluate, operandType, type Package, type Type, underlying, type World } from "@cachelint/types";
import { lengthClass, type Sight } from "./index-class.js";
import type { Allocation, Ref } from "./model.js";
import { unparenthesised } from "./places.js";
import { isFreshValue } from "./bind.js";
import { placeType, pointed, typeRoot } from "./roots.js";
import { operandOf, typeOf, type Walk } from "./walk.js";

/** How many elements a slice is made with. */
export type SliceLength = Pick<Allocation, "length" | "count">;
type Made = SliceLength & { /** Of the slice. */ readonly type: Type; readonly element: Type };

const single: SliceLength = { length: null, count: null };

/** Notes where objects of a declared type are made; `length` for slices of them. */
export function noteAllocation(walk: Walk, type: Type | null, length: SliceLength = single): void {
  const named = placeType(type);
  if (named !== null && type !== null) add(walk, typeRoot(named.object), type, length);
}

/** Notes a slice by its elements and, where it has a declared type, by that. */
export function noteMade(walk: Walk, { type, element, length, count }: Made): void {
  noteAllocation(walk, element, { length, count });
  const named = placeType(type);
  if (named !== null) add(walk, `S:${typeRoot(named.object)}`, element, { length, count });
}

/** Notes that a place is given a slice made for it. */
export function noteSlice(walk: Walk, { views: [outer] }: Ref, value: Expr): void {
  const made = outer === undefined ? null : madeSlice(walk, value);
  if (made !== null && outer !== undefined) add(walk, `S:${outer.root}${outer.path}`, made.element, { length: made.length, count: made.count });
}

/** The root under which it is noted that loops make objects of a type, by its root, and keep each in a table. */
export function looseRoot(root: string): string {
  return `P:${root}`;
}

/** Notes that a loop fills a table with objects of their own: `shards[i] = &shard{}`, `shards = append(shards, newShard())`. */
export function noteKept(walk: Walk, left: Expr, value: Expr): void {
  if (walk.nLoops === 0) return;
  for (const kept of keptIn(walk, left, unparenthesised(value))) {
    const inner = unparenthesised(kept);
    const named = isFreshValue(walk, inner, "pointer") ? placeType(pointed(typeOf(walk, inner))) : null;
    if (named !== null) add(walk, looseRoot(typeRoot(named.object)), named, single);
  }
}

function keptIn(walk: Walk, left: Expr, value: Expr): readonly Expr[] {
  if (left.kind === "index") return [value];
  if (value.kind !== "call" || value.callee.kind !== "ident" || value.callee.name !== "append") return [];
  const callee = operandOf(walk, value.callee);
  return callee.mode === "builtin" && !value.spread ? value.args.slice(1) : [];
}

function add(walk: Walk, root: string, type: Type, length: SliceLength): void {
  if (!walk.isQuiet) walk.fn.allocations.push({ root, type, isInLoop: 0 < walk.nLoops, ...length });
}

/** The slice that `make([]T, n)` makes, or the array of `new([n]T)`; null for any other expression. */
export function madeSlice(sight: Sight, outer: Expr): Made | null {
  const call = unparenthesised(outer);
  const [made, shorter, longer] = call.kind === "call" ? call.args : [];
  const length = longer ?? shorter;
  if (call.kind !== "call" || made === undefined) return null;
  const callee = evaluate(sight.world, sight.scope, call.callee);
  if (callee.mode !== "builtin" || (callee.name !== "make" && callee.name !== "new")) return null;
  const type = operandType(evaluate(sight.world, sight.scope, made));
  const under = underlying(type);
  if (length === undefined) return under.kind === "array" ? { type, element: under.elem, length: "constant", count: null } : null;
  return under.kind === "slice" ? { type, element: under.elem(), ...lengthClass(sight, length) } : null;
}

/** What a package variable is made with where it is declared: `var shards = make([]shard, 64)`. */
export function madeAtDeclaration(world: World, pkg: Package, name: string): SliceLength | null {
  const place = pkg.members.get(name);
  if (place === undefined) return null;
  const declares = (decl: { readonly kind: string }): decl is VarDecl => decl.kind === "var-decl" && (decl as VarDecl).names.some((own) => own.name === name);
  const decl = declarationsAt(world.sources, place.unit.source, place.index).find(declares);
  const value = decl?.names.length === decl?.values.length ? decl?.values[decl.names.findIndex((own) => own.name === name)] : undefined;
  return value === undefined ? null : madeSlice({ world, scope: place.unit.scope, locals: new Map() }, value);
}
