import type { Arch, ByteRange, Extent } from "@cachelint/layout";

/** What a cure has to keep apart and would like to keep together, by the paths of words in a struct. */
export type CureParts = {
  /** Words that must never share a line. */
  readonly enemies: readonly PathPair[];
  /** Words that are better apart, though nothing is said of them. */
  readonly doubts: readonly PathPair[];
  /** Words that are used together. */
  readonly friends: readonly PathPair[];
  readonly isGlobal: boolean;
  readonly isMany: boolean;
};

export type PathPair = readonly [string, string];

/** The same by the numbers of words, with the layouts under all targets. */
export type CureProblem = {
  /** Fields by source index. */
  readonly names: readonly string[];
  /** Fields that are there for their size only. */
  readonly pads: ReadonlySet<number>;
  /** The field that each word lies in. */
  readonly words: readonly number[];
  readonly enemies: readonly WordPair[];
  readonly doubts: readonly WordPair[];
  readonly friends: readonly WordPair[];
  readonly isMany: boolean;
  readonly layouts: readonly CureLayout[];
};

export type WordPair = readonly [number, number];

/** A struct under one target. */
export type CureLayout = {
  readonly target: string;
  readonly arch: Arch;
  readonly goMinor: number;
  readonly lineBytes: number;
  /** It is a package variable, and no object of the heap. */
  readonly isGlobal: boolean;
  readonly fields: readonly Extent[];
  /** Where each word lies in its field. */
  readonly words: readonly ByteRange[];
};

/** A field by its source index, or a pad: `_ [N]byte`, or `_ cpu.CacheLinePad`. */
export type CureItem =
  | { readonly kind: "field"; readonly index: number }
  | { readonly kind: "bytes"; readonly sizeBytes: number }
  | { readonly kind: "line" };

/** Fields and pads in a new order, with what that comes to under each target. */
export type Arrangement = { readonly items: readonly CureItem[]; readonly placed: readonly PlacedLayout[] };

export type PlacedLayout = {
  readonly sizeBytes: number;
  /** What one instance takes: its size class, or for variables the size. */
  readonly costBytes: number;
  readonly pointerBytes: number;
  /** By item. */
  readonly offsetsBytes: readonly number[];
};

/** The size of one instance under one target, now and cured. */
export type CureCost = { readonly target: string; readonly before: Bytes; readonly after: Bytes; readonly extraBytes: number };
export type Bytes = { readonly sizeBytes: number; readonly costBytes: number };

/** What would keep independent writers on lines of their own, under all targets of a run. */
export type Cure = FieldCure | ElementCure | GlobalCure;

/** Another order of a struct's fields, or pads between them. */
export type FieldCure = {
  readonly kind: "regroup" | "pads" | "line-pads";
  readonly names: readonly string[];
  readonly items: readonly CureItem[];
  readonly costs: readonly CureCost[];
  /** What lies where under the first target. */
  readonly lineBytes: number;
  readonly before: readonly Spot[];
  readonly after: readonly Spot[];
};

/** Something at an offset; `isHot` where independent writers use it. */
export type Spot = { readonly name: string; readonly offsetBytes: number; readonly sizeBytes: number; readonly isHot: boolean; readonly isPad: boolean };

/** A pad at the end of each element, as bytes, by the line of the target, or as a wrapper that works out the rest itself. */
export type ElementCure = {
  readonly kind: "element-pad" | "element-line-pad" | "wrapper";
  /** Bytes of the pad; null where they differ by target. */
  readonly padBytes: number | null;
  /** Pads that stand elsewhere in the element move to its end. */
  readonly isPacked: boolean;
  readonly lineBytes: number;
  /** Of one element. */
  readonly costs: readonly CureCost[];
};

/** Package variables as the fields of one, with pads between them. */
export type GlobalCure = { readonly kind: "one-struct"; readonly names: readonly string[]; readonly padsBytes: readonly number[]; readonly costs: readonly CureCost[] };
