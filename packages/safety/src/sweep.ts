import { declarationAt } from "@cachelint/syntax";
import type { SourceFolder } from "@cachelint/project";
import { type FileUnit, importFrom } from "@cachelint/types";
import type { Wrapper } from "./calls.js";
import { type Census, visit, type Wanted } from "./census.js";
import { lineEnd } from "./comments.js";
import { isKnownLibrary, printsPlainly, sinkPattern } from "./encoders.js";
import { unitsNaming } from "./names.js";
import { noteOutside } from "./outside-go.js";

/**
 * Reads what may speak of any struct without saying its name: the declarations that use unsafe, reflect, encoders and
 * printers. Once for the universe; found by the imports of files and a look at their text.
 */
export function sweep(census: Census): void {
  for (const folder of census.universe.folders) {
    visit(census, wantedIn(census, folder));
    noteOutside(census, folder);
  }
  followWrappers(census);
}

/** Reads the callers of functions that hand on what they are given, until none is new. */
export function followWrappers(census: Census): void {
  const { queue } = census.callees;
  while (0 < queue.length) {
    const wrappers = queue.splice(0);
    visit(census, joined(wrappers.flatMap((wrapper) => callersOf(census, wrapper))), new Set(wrappers.map(({ decl }) => decl.name.name)));
  }
}

/** Each declaration once, whoever asks for it. */
function joined(wanted: readonly Wanted[]): readonly Wanted[] {
  const byUnit = new Map<FileUnit, Set<number>>();
  for (const { unit, indices } of wanted) {
    const own = byUnit.get(unit) ?? new Set<number>();
    byUnit.set(unit, own);
    for (const index of indices) own.add(index);
  }
  return [...byUnit].map(([unit, indices]) => ({ unit, indices: [...indices] }));
}

function callersOf({ universe, callees: { wrappers } }: Census, { decl, unit }: Wrapper): readonly Wanted[] {
  const { name } = decl.name;
  const arePrinting = [...(wrappers.get(decl)?.values() ?? [])].every((kind) => kind === "printed");
  const call = new RegExp(`(?<![\\w])${name}(?:\\[[^\\n\\]]*\\])?\\(`, "gu");
  const units = unitsNaming(universe, { name, unit }).filter((place) => place.pkg.importPath === unit.pkg.importPath || !isKnownLibrary(unit.pkg.importPath));
  return units.map((place) => ({ unit: place, indices: indicesOf(place, call, arePrinting) }));
}

function wantedIn({ universe, callees: { ordered } }: Census, folder: SourceFolder): readonly Wanted[] {
  const paths = new Set([...folder.imports.values()].flat());
  if (![...paths].some((path) => patternFor(path, "x", ordered, false) !== null)) return [];
  return universe.unitsIn(folder).map((unit) => {
    const { source: { outline, file } } = unit;
    const isTest = file.name.endsWith("_test.go");
    const indices = outline.imports.flatMap(({ path, name }) => {
      if (patternFor(path, "x", ordered, isTest) === null) return [];
      const pattern = patternFor(path, name ?? packageName(universe.world, unit, path), ordered, isTest);
      return pattern === null ? [] : indicesOf(unit, pattern, path === "fmt" || path === "log");
    });
    return { unit, indices };
  });
}

function patternFor(path: string, qualifier: string, ordered: readonly string[], isTest: boolean): RegExp | null {
  const q = `(?<![\\w.])${qualifier.replace(/\W/g, "\\$&")}\\.`;
  switch (path) {
    case "unsafe":
      return new RegExp(`${q}[A-Z]`, "g");
    case "reflect":
      return isTest ? /\.(?:Field|NumField|FieldByIndex|Fields|Size)\(|VisibleFields\(/g : /\.(?:Field|NumField|FieldByIndex|Fields)\(|VisibleFields\(/g;
    case "sync/atomic":
    case "internal/runtime/atomic":
      return new RegExp(`${q}(?:\\w*64)\\(`, "g");
    default: {
      const pattern = sinkPattern(path, qualifier, ordered);
      return pattern && new RegExp(pattern, "g");
    }
  }
}

/** What a package calls itself is in its files; the path says it well enough where they are missing. */
function packageName(world: Census["universe"]["world"], unit: FileUnit, path: string): string {
  const last = path.replace(/\/v\d+$/, "").replace(/\.v\d+$/, "").split("/").at(-1) ?? "";
  if (unit.source.file.text.includes(`${last}.`)) return last;
  const pkg = path === "unsafe" || path === "C" ? null : importFrom(world, unit.pkg, path);
  return pkg === null || "missing" in pkg ? last : pkg.name;
}

function indicesOf({ source: { outline, file: { text } } }: FileUnit, pattern: RegExp, arePrinting = false): readonly number[] {
  const found = [...text.matchAll(pattern)].filter(({ index }) => !arePrinting || !printsPlainly(text.slice(index, lineEnd(text, index))));
  return [...new Set(found.map(({ index }) => declarationAt(outline.declarations, index)))].filter((index) => 0 <= index);
}

