/**
 * Recorded layouts. A snapshot knows nothing of files and positions: two of them can be compared whatever they were made
 * from, a baseline file, the sources at hand, or those of a git revision.
 */

/** What was recorded, and how it was chosen. */
export type Snapshot = {
  /** "1.26": the standard library's layouts and the allocator's size classes are those of this version. */
  readonly goVersion: string;
  /** By target, the bytes of the cache line that its structs are judged by. */
  readonly lineBytes: ReadonlyMap<string, number>;
  readonly selection: Selection;
  /** By import path, each with its types by name. A package without any type chosen is there all the same. */
  readonly packages: ReadonlyMap<string, ReadonlyMap<string, TypeSnapshot>>;
};

/** Which structs are recorded: those of these packages that are large and hot enough, and all that say `//cachelint:track`. */
export type Selection = {
  /** Patterns of the go command, relative to the folder of the configuration. */
  readonly packages: readonly string[];
  /** The least size under some target; unknown sizes count as large enough. */
  readonly minSizeBytes: number;
  /** `hot`: only what some function writes atomically or under a lock once it is published. */
  readonly heat: Heat;
  readonly tags: readonly string[];
};

export type Heat = "any" | "hot";

/** A struct type under each target that it exists under. */
export type TypeSnapshot = { readonly isFrozen: boolean; readonly layouts: ReadonlyMap<string, LayoutSnapshot> };

export type LayoutSnapshot = KnownLayout | UnknownLayout;

export type KnownLayout = {
  readonly sizeBytes: number;
  readonly alignBytes: number;
  /** null where C types keep it from being known. */
  readonly pointerBytes: number | null;
  /** The bytes that the allocator hands out for one; null where that depends on whether there are pointers. */
  readonly sizeClassBytes: number | null;
  /** Cache lines, counted from the struct's start. */
  readonly nLines: number;
  readonly fields: readonly FieldSnapshot[];
};

export type FieldSnapshot = { readonly name: string; readonly type: string; readonly offsetBytes: number; readonly sizeBytes: number; readonly isEmbedded: boolean };

/** A struct that has no size, and why; `field` is empty for the struct as a whole. */
export type UnknownLayout = { readonly unknowns: readonly { readonly field: string; readonly reason: string }[] };

/** Whether a layout has numbers. */
export function isKnown(layout: LayoutSnapshot): layout is KnownLayout {
  return "fields" in layout;
}

/** What can happen to a layout that fails a check, unless the configuration says otherwise. */
export const failClasses = ["grew", "next-class", "more-lines", "separation-lost", "alignment-lost", "unknown", "frozen"] as const;
/** What is told, and fails nothing. */
export const noticeClasses = ["shrank", "moved", "renamed", "retyped", "added-field", "pointer-bytes", "new-type", "gone-type", "known"] as const;
export const driftClasses = [...failClasses, ...noticeClasses] as const;

export type DriftClass = (typeof driftClasses)[number];

/** What became of one struct under one target. */
export type Drift = {
  readonly importPath: string;
  readonly type: string;
  readonly target: string;
  /** In the order of `driftClasses`; never empty. */
  readonly classes: readonly DriftClass[];
  readonly verdict: "fail" | "notice";
  /** null where the type is new, or gone. */
  readonly before: LayoutSnapshot | null;
  readonly after: LayoutSnapshot | null;
  /** Of the target now. */
  readonly lineBytes: number;
  /** Which other type's change did it; null where the struct's own text did. */
  readonly cause: string | null;
  readonly message: string;
};
