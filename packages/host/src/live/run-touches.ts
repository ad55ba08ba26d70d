import { type Touch, touchesOf } from "@cachelint/lint";
import { displayPath } from "@cachelint/project";
import { lineAndColumn } from "@cachelint/syntax";
import { isExported, type Package, structsOf } from "@cachelint/types";
import { loadPackages } from "../load-packages.js";
import { openRun, type RunOptions } from "../open-run.js";
import { selectQuietly } from "../select.js";

/** A place in the code that touches a field; `line` and `column` count from 1. */
export type ShownTouch = Pick<Touch, "field" | "access" | "functionName" | "path"> & { readonly file: string; readonly line: number; readonly column: number };

export type TouchQuestion = {
  /** The file that declares the struct; absolute. */
  readonly path: string;
  /** Of the struct's name in the text of the file, in UTF-16 units. */
  readonly offset: number;
};

/** Who touches the fields of a struct, in the packages that the patterns select; empty where there is no such struct. */
export async function runTouches(options: RunOptions, { path, offset }: TouchQuestion): Promise<readonly ShownTouch[]> {
  const run = await openRun(options);
  await run.ready();
  const packages = selectQuietly(run);
  const own = packages.find(({ ref }) => ref.directory === path.slice(0, path.lastIndexOf("/")));
  const [target] = own?.targets ?? [];
  if (own === undefined || target === undefined) return [];
  const { place } = own;
  const record = loadPackages(run, { place, ref: own.ref, target }).flatMap((pkg) => structsOf(target.world, pkg)).find(({ unit, span, kind }) => unit.source.file.path === path && span.start === offset && kind !== "instance");
  if (record === undefined) return [];
  const concerned = packages.filter((selected) => selected.place === place && selected.targets.includes(target)).flatMap(({ ref }) => loadPackages(run, { place, ref, target })).filter((pkg) => canName(pkg, record.unit.pkg, record.name));
  return touchesOf(target.world, concerned, record.type).map(({ field, access, functionName, path: at, text, span }) => ({ field, access, functionName, path: at, file: displayPath(place.workspace, run.base, at), ...lineAndColumn(text)(span.start) }));
}

/** The package itself, its tests, and what imports it; a type that is not exported only the package itself can name. */
function canName(pkg: Package, declaring: Package, name: string): boolean {
  if (pkg === declaring || pkg.ref?.directory === declaring.ref?.directory) return true;
  return isExported(name) && pkg.units.some(({ source }) => source.outline.imports.some(({ path }) => path === declaring.importPath));
}
