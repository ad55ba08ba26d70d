import { declarationAt, type Call, type FuncDecl } from "@cachelint/syntax";
import { evaluate, fileOf, type FileUnit, importFrom, functionAt, isExported, underlying } from "@cachelint/types";
import type { Census, Site, Wanted } from "./census.js";
import { isKnownLibrary } from "./encoders.js";
import { holdsAnything, isReflectValue } from "./handed.js";
import { directoryOf } from "./names.js";
import { typeOf } from "./memory.js";
import { unparenthesised } from "./structs.js";
import type { Universe } from "./universe.js";

/**
 * Functions of other modules, as far as these are downloaded: a logger prints what it is handed, an encoder writes it. Their bodies
 * are read for what becomes of parameters that take anything, and those of the functions that they hand these on to.
 */
export type Foreign = {
  readonly queue: Wanted[];
  /** Where a function of another module is called by one that hands on its parameters. */
  readonly callers: Map<FuncDecl, Wanted[]>;
};

/** Whether a file belongs to none of the main modules. */
export function isForeign({ folderOf }: Universe, unit: FileUnit): boolean {
  return folderOf(directoryOf(unit)) === undefined;
}

/** The functions that take anything, of all packages of other modules that the main ones import, but for their tests. */
export function foreignFunctions({ world, units }: Universe): readonly Wanted[] {
  const seen = new Set<object>();
  return units().flatMap(({ source, pkg }) => (source.file.name.endsWith("_test.go") ? [] : source.outline.imports.flatMap(({ path }): readonly Wanted[] => {
    if (path === "C" || path === "unsafe" || isKnownLibrary(path)) return [];
    const imported = importFrom(world, pkg, path);
    if ("missing" in imported || seen.has(imported) || !isOfOtherModule(imported)) return [];
    seen.add(imported);
    return imported.units.map((unit) => ({ unit, indices: takingAnything(unit) }));
  })));
}

function isOfOtherModule({ ref }: FileUnit["pkg"]): boolean {
  return ref !== null && (ref.origin === "dependency" || ref.origin === "vendor" || ref.origin === "gopath");
}

const anything = /\bany\b|\binterface\s*\{/;

function takingAnything({ source: { outline, file: { text } } }: FileUnit): readonly number[] {
  return outline.declarations.flatMap(({ keyword, names, method, start, bodySpan }, index) => {
    const name = method?.name ?? names[0] ?? "";
    return keyword === "func" && bodySpan !== null && isExported(name) && anything.test(text.slice(start, bodySpan.start)) ? [index] : [];
  });
}

/** Of a call in a function of another module: has the function read that it hands anything on to. */
export function followForeign({ census, scope, place: { unit, decl } }: Site, { callee: written, args }: Call): void {
  const { universe: { world } } = census;
  if (decl.kind !== "func-decl" || !args.some((arg) => handsOn({ census, scope }, arg))) return;
  const callee = evaluate(world, scope, written);
  const inner = unparenthesised(written);
  const from = { unit, indices: [declarationAt(unit.source.outline.declarations, decl.start)] };
  if (callee.mode === "function") return want(census, callee.func.decl, fileOf(callee.func.scope), from);
  // What a logger's interface stands for is mostly declared beside it.
  if (inner.kind !== "selector" || underlying(typeOf({ census, scope }, inner.operand)).kind !== "interface") return;
  for (const methods of unit.pkg.methods().values()) {
    const place = methods.get(inner.name.name);
    const method = place && functionAt(world, place);
    if (method !== undefined) want(census, method, place?.unit ?? null, from);
  }
}

function handsOn(site: Pick<Site, "census" | "scope">, arg: Call["args"][number]): boolean {
  if (arg.kind === "literal") return false;
  const type = typeOf(site, arg);
  return underlying(type).kind === "type-param" || holdsAnything(type) || isReflectValue(type);
}

function want({ foreign }: Census, decl: FuncDecl, unit: FileUnit | null, from: Wanted): void {
  if (unit === null || !isOfOtherModule(unit.pkg) || isKnownLibrary(unit.pkg.importPath)) return;
  foreign.callers.set(decl, [...(foreign.callers.get(decl) ?? []), from]);
  foreign.queue.push({ unit, indices: [declarationAt(unit.source.outline.declarations, decl.start)] });
}

const nearPackages = new WeakMap<Universe, Map<string, readonly FileUnit[]>>();

/** Files of the main modules that may call a function of another module: by its package's name, or a method in a folder that imports the package or one that does. */
export function usersOfForeign(universe: Universe, { name, receiver }: FuncDecl, unit: FileUnit): readonly FileUnit[] {
  const path = unit.pkg.importPath;
  if (!isExported(name.name)) return [];
  if (receiver === null) return universe.importersOf(path);
  const known = nearPackages.get(universe) ?? new Map<string, readonly FileUnit[]>();
  nearPackages.set(universe, known);
  const near = known.get(path) ?? unitsNear(universe, path);
  known.set(path, near);
  return near;
}

function unitsNear({ folders, unitsIn }: Universe, path: string): readonly FileUnit[] {
  const near = folders.filter(({ imports }) => [...imports.values()].some((paths) => paths.includes(path)));
  const paths = new Set(near.map(({ ref }) => ref.importPath));
  const next = folders.filter((folder) => !near.includes(folder) && [...folder.imports.values()].some((all) => all.some((one) => paths.has(one))));
  return [...near, ...next].flatMap(unitsIn);
}
