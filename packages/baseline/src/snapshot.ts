import { sizeClassBytes } from "@cachelint/layout";
import type { StructFacts, TargetLayout } from "@cachelint/lint";
import { type StructMeasure, typeString } from "@cachelint/types";
import { isKnown, type LayoutSnapshot, type Selection, type Snapshot, type TypeSnapshot } from "./model.js";

export type SnapshotOptions = {
  readonly goVersion: string;
  readonly lineBytes: ReadonlyMap<string, number>;
  readonly selection: Selection;
  /** The packages at hand, also those without structs. */
  readonly importPaths: readonly string[];
  /** Whether the selection names the package of a struct; all are where this is left out. */
  readonly isNamed?: (facts: StructFacts) => boolean;
  /** Whether a type is recorded already: it stays so, however small or cold it has become. */
  readonly isRecorded: (facts: StructFacts, name: string) => boolean;
  readonly isHot: (facts: StructFacts) => boolean;
};

/** The layouts of the structs that a selection names. */
export function snapshotOf(structs: readonly StructFacts[], options: SnapshotOptions): Snapshot {
  const { goVersion, lineBytes, selection, importPaths } = options;
  const packages = new Map<string, Map<string, TypeSnapshot>>(importPaths.map((path) => [path, new Map()]));
  for (const facts of structs) {
    const name = recordedName(facts);
    const types = packages.get(facts.importPath);
    if (name === null || types === undefined) continue;
    const type = typeSnapshot(facts, lineBytes);
    if (!isChosen(facts, name, type, options)) continue;
    const known = types.get(name);
    // One name may be declared in several files, each for its own targets.
    types.set(name, known === undefined ? type : { isFrozen: known.isFrozen || type.isFrozen, layouts: new Map([...type.layouts, ...known.layouts]) });
  }
  return { goVersion, lineBytes, selection, packages };
}

/** Types of a snapshot that are in it only because they were recorded: nobody tracks them, and the selection does not have them. `import/path.Type`. */
export function unchosenIn(structs: readonly StructFacts[], { packages }: Snapshot, options: SnapshotOptions): ReadonlySet<string> {
  const chosen = new Map<string, boolean>();
  for (const facts of structs) {
    const name = recordedName(facts);
    const type = name === null ? undefined : packages.get(facts.importPath)?.get(name);
    if (name === null || type === undefined) continue;
    const title = `${facts.importPath}.${name}`;
    // Of one name in several files, each for its own targets, one that is chosen is enough.
    chosen.set(title, chosen.get(title) === true || isChosen(facts, name, type, { ...options, isRecorded: () => false }));
  }
  return new Set([...chosen].flatMap(([title, isOne]) => (isOne ? [] : [title])));
}

/** Whether a recorded type stays recorded without being chosen. A struct that has become an alias or an array is gone; an array is there when its directive goes. */
export function staysRecorded({ isStruct }: Pick<StructFacts, "isStruct">, recorded: TypeSnapshot | undefined): boolean {
  if (recorded === undefined) return false;
  return isStruct || [...recorded.layouts.values()].some((layout) => isKnown(layout) && layout.fields.length === 1 && layout.fields[0]?.name === "");
}

/** What a type is called in a baseline: by its name, one in a function by that of the function too; null for what has no name. */
export function recordedName({ kind, name, functionName }: Pick<StructFacts, "kind" | "name" | "functionName">): string | null {
  if (kind === "named") return name;
  return kind === "local" && functionName !== null ? `${functionName}.${name}` : null;
}

/** The layout of a struct under one target. */
export function layoutSnapshot({ measure, arch, goMinor, world }: TargetLayout, lineBytes: number): LayoutSnapshot {
  if (measure.kind === "unknown") return { unknowns: measure.unknowns.map(({ field, reason }) => ({ field, reason })) };
  const { layout, extents, doubt, fields } = measure;
  const { sizeBytes, alignBytes, pointerBytes, offsetsBytes } = layout;
  return {
    sizeBytes, alignBytes,
    pointerBytes: doubt === null ? pointerBytes : null,
    sizeClassBytes: heapBytes(measure, { goMinor, arch }),
    nLines: Math.ceil(sizeBytes / lineBytes),
    fields: fields.map((field, i) => ({ name: field.name, type: typeString(world, field.type), offsetBytes: offsetsBytes[i] ?? 0, sizeBytes: extents[i]?.sizeBytes ?? 0, isEmbedded: field.isEmbedded })),
  };
}

function heapBytes({ layout: { sizeBytes, pointerBytes }, doubt, leastPointerBytes }: StructMeasure & { kind: "known" }, heap: Pick<TargetLayout, "goMinor" | "arch">): number | null {
  const most = sizeClassBytes({ sizeBytes, hasPointers: 0 < pointerBytes }, heap);
  const least = doubt === null ? most : sizeClassBytes({ sizeBytes, hasPointers: 0 < leastPointerBytes }, heap);
  return most === least ? most : null;
}

function typeSnapshot({ layouts, directives }: StructFacts, lineBytes: ReadonlyMap<string, number>): TypeSnapshot {
  return {
    isFrozen: layoutWords({ directives }).includes("frozen"),
    layouts: new Map(layouts.flatMap((layout) => {
      const line = lineBytes.get(layout.target);
      return line === undefined ? [] : [[layout.target, layoutSnapshot(layout, line)]];
    })),
  };
}

function layoutWords({ directives }: Pick<StructFacts, "directives">): readonly string[] {
  return directives.filter(({ fields }) => fields === null).map(({ word }) => word);
}

function isChosen(facts: StructFacts, name: string, { layouts }: TypeSnapshot, { selection, isNamed = () => true, isRecorded, isHot }: SnapshotOptions): boolean {
  if (layoutWords(facts).includes("track") || isRecorded(facts, name)) return true;
  // Other types are nobody's layout unless a directive says so.
  if (!facts.isStruct && !layoutWords(facts).includes("frozen")) return false;
  if (facts.kind !== "named" || !isNamed(facts)) return false;
  const isLarge = selection.minSizeBytes === 0 || [...layouts.values()].some((layout) => !isKnown(layout) || selection.minSizeBytes <= layout.sizeBytes);
  return isLarge && (selection.heat === "any" || isHot(facts));
}
