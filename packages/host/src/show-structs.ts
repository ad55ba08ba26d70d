import { sizeClassBytes } from "@cachelint/layout";
import { displayPath } from "@cachelint/project";
import type { ShownField, ShownLayout, ShownStruct, ShownUnknowns } from "@cachelint/report";
import { type LineAndColumn, lineAndColumn } from "@cachelint/syntax";
import { type FileUnit, measureOf, type StructMeasure, type StructRecord, structsOf, typeString, underlying, type UnknownReason, type World } from "@cachelint/types";
import { withoutMachinePaths } from "./display.js";
import { loadPackages } from "./load-packages.js";
import type { PlaceTarget, Progress, Run } from "./open-run.js";
import type { Selected } from "./select.js";

/** The structs of the packages selected, by import path, file and place, then by target. */
export function* showStructs(run: Run, packages: readonly Selected[], onProgress?: Progress): Generator<ShownStruct> {
  for (const [i, selected] of packages.entries()) {
    yield* structsOfPackage(run, selected);
    onProgress?.(i + 1, packages.length);
  }
}

function structsOfPackage(run: Run, selected: Selected): readonly ShownStruct[] {
  const nTargets = selected.targets.length;
  const found = selected.targets.flatMap((target) => structsUnder(run, selected, target));
  const hasTests = found.some(({ importPath }) => importPath !== found[0]?.importPath);
  // One target's structs are in order as they come.
  return nTargets <= 1 && !hasTests ? found : found.sort(byPlace);
}

/** Sorting is stable, so that targets stay in the order in which they were asked for. */
function byPlace(a: ShownStruct, b: ShownStruct): number {
  if (a.importPath !== b.importPath) return a.importPath < b.importPath ? -1 : 1;
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

function structsUnder(run: Run, { place, ref, files, types }: Selected, placeTarget: PlaceTarget): ShownStruct[] {
  const { target, world, lineBytes } = placeTarget;
  return loadPackages(run, { place, ref, target: placeTarget }).flatMap((pkg) => {
    const records = run.clock.time("structs", () => structsOf(world, pkg));
    run.code.noteFiles(pkg, (path) => files?.has(path) ?? true);
    return run.clock.time("layouts", () => {
      const shown: ShownStruct[] = [];
      let unit: FileUnit | undefined;
      let file = "";
      let positionOf: (offset: number) => LineAndColumn = () => ({ line: 0, column: 0 });
      for (const record of records) {
        const { path, text } = record.unit.source.file;
        if (files !== null && !files.has(path)) continue;
        if (types !== null && !isNamed(record, types)) continue;
        if (record.unit !== unit) {
          unit = record.unit;
          file = displayPath(place.workspace, run.base, path);
          positionOf = lineAndColumn(text);
        }
        const { line, column } = positionOf(record.span.start);
        const { name, kind: structKind, functionName } = record;
        shown.push({ importPath: pkg.importPath, module: ref.module, name, kind: structKind, functionName, file, line, column, target: target.name, lineBytes, layout: shownLayout(run, world, record) });
      }
      return shown;
    });
  });
}

/** The layout of a struct, or why it is unknown, without paths of this machine. */
export function shownLayout(run: Run, world: World, record: Pick<StructRecord, "type" | "name">): ShownLayout | ShownUnknowns {
  return namedWithin(run, layoutOf(world, record));
}

/** Why something is unknown may be told with the folders that were searched. */
function namedWithin<L extends ShownLayout | ShownUnknowns>(run: Run, layout: L): L {
  if (layout.unknowns.length === 0) return layout;
  for (const { reason, detail } of layout.unknowns) run.code.noteUnknown({ reason: reason as UnknownReason, detail });
  const places = { ...run, workspaces: run.places.map(({ workspace }) => workspace) };
  return { ...layout, unknowns: layout.unknowns.map(({ field, reason, detail }) => ({ field, reason, detail: withoutMachinePaths(detail, places) })) };
}

/** By its own name; instances by that of their generic type, too. */
function isNamed({ name, kind }: StructRecord, types: ReadonlySet<string>): boolean {
  return kind !== "anonymous" && (types.has(name) || types.has(genericName(name)));
}

function genericName(name: string): string {
  const bracket = name.indexOf("[");
  return bracket < 0 ? name : name.slice(0, bracket);
}

/** What a package's structs are called, for patterns that name one. */
export function structNames(run: Run, { targets, ref, place }: Selected): ReadonlySet<string> {
  const records = targets.flatMap((target) => loadPackages(run, { place, ref, target }).flatMap((pkg) => structsOf(target.world, pkg)));
  return new Set(records.filter(({ kind }) => kind !== "anonymous").map(({ name }) => genericName(name)));
}

function layoutOf(world: World, record: Pick<StructRecord, "type" | "name">): ShownLayout | ShownUnknowns {
  const measure = measureOf(world, record.type);
  if (measure?.kind === "known") return knownLayout(world, measure);
  if (measure !== null) return { unknowns: measure.unknowns };
  const under = underlying(record.type);
  const unknown = under.kind === "unknown" ? under.unknown : { unknown: "unresolved-name", detail: record.name };
  return { unknowns: [{ field: "", reason: unknown.unknown, detail: unknown.detail }] };
}

function knownLayout(world: World, measure: StructMeasure & { kind: "known" }): ShownLayout {
  const { layout, extents, doubt, leastPointerBytes } = measure;
  const { sizeBytes, alignBytes, pointerBytes, offsetsBytes } = layout;
  const heap = { goMinor: world.context.goMinor, arch: world.arch };
  const most = sizeClassBytes({ sizeBytes, hasPointers: 0 < pointerBytes }, heap);
  const least = doubt === null ? most : sizeClassBytes({ sizeBytes, hasPointers: 0 < leastPointerBytes }, heap);
  const fields = measure.fields.map((field, i): ShownField => {
    const extent = extents[i];
    return { name: field.name, type: typeString(world, field.type), offsetBytes: offsetsBytes[i] ?? 0, sizeBytes: extent?.sizeBytes ?? 0, alignBytes: extent?.alignBytes ?? 0, embedded: field.isEmbedded };
  });
  return {
    sizeBytes,
    alignBytes,
    pointerBytes: doubt === null ? pointerBytes : null,
    sizeClassBytes: most === least ? most : null,
    fields,
    unknowns: doubt === null ? [] : [doubt],
  };
}
