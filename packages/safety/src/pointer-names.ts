import { type FileUnit } from "@cachelint/types";
import { unitsNaming } from "./names.js";
import type { Universe } from "./universe.js";

/** The names that files know unsafe.Pointer by without saying `unsafe`: `type ptr = unsafe.Pointer`, `type ptr unsafe.Pointer`, and names for those in turn. */
export function pointerNames(universe: Universe): ReadonlyMap<FileUnit, readonly string[]> {
  const found = new Map<FileUnit, Set<string>>();
  const queue = universe.units().filter(({ source }) => source.outline.imports.some(({ path }) => path === "unsafe")).flatMap((unit) => declaredAs(unit, "unsafe\\.Pointer"));
  for (const { name, unit } of queue) {
    for (const place of unitsNaming(universe, { name, unit })) {
      const own = found.get(place) ?? new Set<string>();
      found.set(place, own);
      if (own.has(name)) continue;
      own.add(name);
      queue.push(...declaredAs(place, `(?:\\w+\\.)?${name}`));
    }
  }
  return new Map([...found].map(([unit, names]) => [unit, [...names]]));
}

type Declared = { readonly name: string; readonly unit: FileUnit };

function declaredAs(unit: FileUnit, written: string): readonly Declared[] {
  const { outline, file: { text } } = unit.source;
  const pattern = new RegExp(`(?<![\\w.])(\\p{L}\\w*)[ \\t]*(?:=[ \\t]*)?(?<=[ \\t=])${written}[ \\t]*(?:$|[;/)])`, "gmu");
  return outline.declarations.flatMap(({ keyword, names, start, end }) => {
    if (keyword !== "type") return [];
    return [...text.slice(start, end).matchAll(pattern)].flatMap(([, name = ""]) => (names.includes(name) ? [{ name, unit }] : []));
  });
}
