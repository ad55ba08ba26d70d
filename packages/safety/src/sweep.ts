import { type FileUnit, importFrom } from "@cachelint/types";
import { followLibrary } from "./callables.js";
import { type Census, visit } from "./census.js";
import { methodPattern, qualified, sinkOf, sinkPattern } from "./encoders.js";
import { followAll, indicesOf } from "./follow.js";
import { foreignFunctions } from "./foreign.js";
import { isTest } from "./names.js";
import { noteOutside } from "./outside-go.js";
import { pointerNames } from "./pointer-names.js";

/**
 * Reads what may speak of any struct without saying its name: the declarations that use unsafe, reflect, encoders and
 * printers. Once for the universe; found by the imports of files, by names of methods, and a look at their text.
 */
export function sweep(census: Census): void {
  const { universe } = census;
  const imported = new Set(universe.folders.flatMap(({ imports }) => [...imports.values()].flat()));
  const [methods, inTests] = [methodPattern(imported, { isTest: false }), methodPattern(imported, { isTest: true })];
  const pointers = pointerNames(universe);
  for (const folder of universe.folders) {
    const usesUnsafe = [...folder.imports.values()].some((paths) => paths.includes("unsafe"));
    visit(census, universe.unitsIn(folder).map((unit) => {
      const indices = [...importedCalls(census, unit), ...methodCalls(unit, isTest(unit) ? inTests.called : methods.called), ...conversions(unit, usesUnsafe, pointers.get(unit) ?? [])];
      return { unit, indices: [...new Set(indices)] };
    }));
    noteOutside(census, folder);
  }
  for (const unit of universe.units()) for (const index of functionValues(census, unit, methods.named)) followLibrary(census, unit, index);
  visit(census, foreignFunctions(universe));
  followAll(census);
}

function importedCalls(census: Census, unit: FileUnit): readonly number[] {
  const { universe: { world }, callees: { ordered } } = census;
  return unit.source.outline.imports.flatMap(({ path, name }) => {
    if (patternFor(path, "x", ordered, isTest(unit)) === null) return [];
    const pattern = patternFor(path, name ?? packageName(world, unit, path), ordered, isTest(unit));
    return pattern === null ? [] : indicesOf(unit, pattern, path === "fmt" || path === "log");
  });
}

/** A file need not import what its values are of: `s.log.Printf(…)`. */
function methodCalls(unit: FileUnit, pattern: RegExp | null): readonly number[] {
  return pattern === null ? [] : indicesOf(unit, pattern, true);
}

/** Conversions to pointers need no word of unsafe, and others go by names that are declared for unsafe.Pointer elsewhere. */
function conversions(unit: FileUnit, usesUnsafe: boolean, pointers: readonly string[]): readonly number[] {
  const ofNames = pointers.length === 0 ? [] : indicesOf(unit, new RegExp(`(?<!\\w)(?:${pointers.join("|")})\\)?\\(`, "gu"));
  return usesUnsafe || 0 < pointers.length ? [...ofNames, ...indicesOf(unit, /\(\*[\w.]+(?:\[[^\n]*?\])?\)\(/g)] : ofNames;
}

/** The declarations of a file that name an encoder or a printer without calling it. */
function functionValues(census: Census, unit: FileUnit, methods: RegExp | null): readonly number[] {
  const { universe: { world }, callees: { ordered } } = census;
  const { source: { outline, file: { text } } } = unit;
  const found = outline.imports.flatMap(({ path, name }) => {
    if (sinkPattern(path, "x", ordered) === null) return [];
    const values = new RegExp(`(?<![\\w.])${(name ?? packageName(world, unit, path)).replace(/\W/g, "\\$&")}\\.([A-Z]\\w*)(?![\\w(])`, "g");
    const names = new Set([...text.matchAll(values)].map(([, value = ""]) => value).filter((value) => sinkOf({ path, type: null, name: value }, ordered) !== null));
    return names.size === 0 ? [] : indicesOf(unit, new RegExp(`\\.(?:${[...names].join("|")})(?![\\w(])`, "g"));
  });
  return [...new Set([...found, ...(methods === null ? [] : indicesOf(unit, methods))])];
}

const reflecting = /TypeOf\([^\n]*\)\.Size\(|\.(?:Field|NumField|FieldByIndex|Fields|Convert|CanConvert|ConvertibleTo|UnsafePointer|UnsafeAddr|Pointer)\(|(?:VisibleFields|StructOf|NewAt)\(/g;

function patternFor(path: string, qualifier: string, ordered: readonly string[], inTest: boolean): RegExp | null {
  const q = qualified(qualifier);
  switch (path) {
    case "unsafe":
      return new RegExp(`${q}[A-Z]`, "g");
    case "reflect":
      return inTest ? new RegExp(`${reflecting.source}|\\.Size\\(`, "g") : reflecting;
    case "runtime":
      return new RegExp(`${q}SetFinalizer\\(`, "g");
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
