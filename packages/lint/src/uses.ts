import { lineAndColumn, type Span } from "@cachelint/syntax";
import { isOnlyHeld, type OrderUse, type Type, type TypeObject, type TypeUses, unalias, usesOf, type World } from "@cachelint/types";
import type { StructUses } from "./model.js";

type Layout = { readonly world: World; readonly type: Type };

/** What the packages of a declared struct do with it, under all targets; null for a struct without a name. */
export function declaredUses(layouts: readonly Layout[]): readonly TypeUses[] | null {
  const declared = declaredObjects(layouts);
  return declared.length === 0 ? null : declared.map(({ world, object }) => usesOf(world, object));
}

/** Whether a declared struct lies in other structs and variables only, under all targets. */
export function isDeclaredHeld(layouts: readonly Layout[]): boolean {
  const declared = declaredObjects(layouts);
  return 0 < declared.length && declared.every(({ world, object }) => isOnlyHeld(world, object));
}

function declaredObjects(layouts: readonly Layout[]): readonly { readonly world: World; readonly object: TypeObject }[] {
  return layouts.flatMap(({ world, type }) => {
    const actual = unalias(type);
    return actual.kind === "named" ? [{ world, object: actual.object }] : [];
  });
}

/** Joins what was found under each target. */
export function joinUses(uses: readonly TypeUses[], displayPathOf: (path: string) => string): StructUses {
  const orderUses = new Map<string, StructUses["orderUses"][number]>();
  for (const use of uses.flatMap((one) => one.orderUses)) {
    const place = placeOf(use, displayPathOf);
    orderUses.set(`${use.kind} ${place}`, { kind: use.kind, place });
  }
  return { origin: originOf(uses), orderUses: [...orderUses.values()] };
}

function originOf(uses: readonly TypeUses[]): StructUses["origin"] {
  if (uses.some(({ isAllocated }) => isAllocated)) return "allocated";
  if (uses.every(({ isOnlyHeld }) => isOnlyHeld)) return "held";
  return uses.some(({ isHeld }) => isHeld) ? "likely-held" : "unseen";
}

function placeOf({ unit, functionName, offset }: OrderUse, displayPathOf: (path: string) => string): string {
  const { path, text } = unit.source.file;
  const at = `${displayPathOf(path)}:${lineAndColumn(text)(offset).line}`;
  return functionName === null ? at : `${functionName} (${at})`;
}

/** What a struct type without a name stands as: what its text follows says it. */
export function anonymousPlace(text: string, { start }: Span): "element" | "allocated" | "held" {
  const before = text.slice(Math.max(0, start - 300), start).trimEnd();
  if (before.endsWith("*") || before.endsWith("&") || /(?<![\w.])new\($/.test(before)) return "allocated";
  return /(?<!map)\[[^[\]]*\]$/.test(before) ? "element" : "held";
}
