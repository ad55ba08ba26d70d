import type { Expr } from "@cachelint/syntax";
import { coreType, type Type } from "@cachelint/types";
import { callResult } from "./calls.js";
import type { IndexUse, Ref, Relative, View } from "./model.js";
import { partAt } from "./parts.js";
import { arrayBehind, entityUnit, localOf, placeOf, unparenthesised } from "./places.js";
import { elementViews, isArray, placeType, typeRoot } from "./roots.js";
import { type Local, nowhere, quietly, typeOf, type Walk } from "./walk.js";

type SlicePlace = { readonly holder: Ref; /** The place that holds the slice, followed through local variables. */ readonly origin: Ref; readonly local: Local | null };

export function sliceOf(walk: Walk, expr: Expr): SlicePlace {
  const inner = unparenthesised(expr);
  const holder = placeOf(walk, inner);
  const local = inner.kind === "ident" ? (localOf(walk, inner.name) ?? null) : null;
  return { holder, origin: local?.slice ?? slicePlace(walk, inner) ?? holder, local };
}

export function elementOfSlice(walk: Walk, { holder, origin, local }: SlicePlace, element: Type, index: IndexUse): Ref {
  const [outer] = origin.views;
  const named = placeType(element);
  const views: View[] = [];
  if (outer !== undefined && (!outer.root.startsWith("L:") || isArray(origin))) views.push(...elementViews(origin));
  else if (local !== null && holder.trail[0] !== undefined) views.push({ root: `S:L:${topOf(local)}.${holder.trail[0].name}`, path: "" });
  if (named !== null) views.push({ root: typeRoot(named.object), path: "" });
  const relative: Relative | null = local !== null && 0 <= local.param && local.slice === null ? { param: local.param, isSlice: true, path: "" } : null;
  return { ...nowhere(element), views, relative, trail: origin === holder ? holder.trail : [...origin.trail], isFresh: holder.isFresh && (local === null ? isMadeHere(walk, views) : holder.isLocal && local.isFresh), index, element, isOwnSlice: local !== null && !local.isPerGoroutine && local.param < 0 && local.slice === null && local.fn === holder.trail[0]?.fn };
}

/** The function has made the slice for an object of its own. */
export function isMadeHere({ fn }: Walk, views: readonly View[]): boolean {
  return fn.allocations.some(({ root }) => views.some((view) => view.root === root && view.path === "" && root.startsWith("S:")));
}

function topOf({ fn }: Local): string {
  let top = fn;
  while (top.parent !== null) top = top.parent;
  return `${top.unit.pkg.importPath}.${top.name}`;
}

/** The field or variable whose slice an expression is; null where it is none of a known place. */
export function slicePlace(walk: Walk, expr: Expr): Ref | null {
  const inner = unparenthesised(expr);
  switch (inner.kind) {
    case "slice-expr": {
      const type = typeOf(walk, inner.operand);
      const under = type && coreType(walk.world, type);
      if (under?.kind === "slice") return slicePlace(walk, inner.operand);
      const array = under?.kind === "array" ? quietly(walk, () => placeOf(walk, inner.operand)) : under?.kind === "pointer" ? quietly(walk, () => arrayBehind(walk, inner.operand)) : null;
      return array !== null && 0 < array.views.length && !array.isFresh ? array : null;
    }
    case "ident": {
      const local = localOf(walk, inner.name);
      if (local?.slice) return local.slice;
      return local === undefined && entityUnit(walk, inner.name) !== null ? quietly(walk, () => placeOf(walk, inner)) : null;
    }
    case "selector": {
      const part = partAt(walk, inner);
      if (part !== null) return part;
      const ref = quietly(walk, () => placeOf(walk, inner));
      return 0 < ref.views.length && !ref.isFresh ? ref : null;
    }
    case "star": {
      // `*x.slice.Load()`: the slice that an atomic pointer leads to.
      const call = unparenthesised(inner.operand);
      const load = call.kind === "call" && call.callee.kind === "selector" && call.callee.name.name === "Load" ? call.callee.operand : null;
      const ref = load === null ? null : quietly(walk, () => placeOf(walk, load));
      return ref !== null && 0 < ref.views.length ? ref : null;
    }
    case "call":
      return quietly(walk, () => callResult(walk, inner));
    default:
      return null;
  }
}
