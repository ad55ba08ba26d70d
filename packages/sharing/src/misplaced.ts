import type { Common, ConflictWord, StructPlace } from "./model.js";

/** Words that lie where they cost time or fail, whoever else writes near them. */
export type Misplaced = MisalignedAtomic | UselessPad | StraddledField | ScatteredFields;

/** 64-bit words that sync/atomic is used on and that are not 8-aligned, where that panics. */
export type MisalignedAtomic = Common & {
  readonly kind: "misaligned";
  readonly place: StructPlace;
  readonly fields: readonly string[];
  readonly first: ConflictWord;
  /** Elements of what, when only their size keeps some of the words from being aligned; null where the offset does. */
  readonly container: string | null;
  /** Of the struct that the fields are to be moved in. */
  readonly sizeBytes: number;
  readonly cures: AtomicCures;
};

/** What would align the words, and the struct's size in bytes with it; null for what would not. */
export type AtomicCures = {
  /** The fields to put first. */
  readonly moved: { readonly fields: readonly string[]; readonly sizeBytes: number; /** Source indices of all fields, as they would stand. */ readonly order: readonly number[] } | null;
  /** `atomic.Int64` and `atomic.Uint64`, which the compiler aligns. */
  readonly typed: { readonly type: string; readonly sizeBytes: number } | null;
};

/** Pads between fields that nobody writes after the object is made. */
export type UselessPad = Common & {
  readonly kind: "useless-pad";
  readonly place: StructPlace;
  /** The nearest fields on both sides. */
  readonly fields: readonly string[];
  readonly pads: readonly PadWord[];
  /** There are fields on one side only. */
  readonly isEdge: boolean;
  readonly sizeBytes: number;
  readonly slotBytes: number;
  /** Without the pads. */
  readonly bestSizeBytes: number;
  readonly bestSlotBytes: number;
};

export type PadWord = ConflictWord & { readonly type: string };

/** A lock that lies across two lines, at some or all of the places where its object can begin. */
export type StraddledField = Common & {
  readonly kind: "straddled";
  readonly place: StructPlace;
  /** Elements of what the struct is judged as; null for objects of their own. */
  readonly container: string | null;
  readonly fields: readonly string[];
  readonly word: ConflictWord;
  readonly fraction: number;
  readonly best: BetterPlace;
};

/** Another place for a field, in a struct that is no larger: behind `after`, or first. */
export type BetterPlace = { readonly field: string; readonly after: string | null; readonly offsetBytes: number; readonly fraction: number; /** Source indices of all fields, as they would stand. */ readonly order: readonly number[] };

/** Words that hot functions use together, on more lines than they need. */
export type ScatteredFields = Common & {
  readonly kind: "scattered";
  readonly place: StructPlace;
  readonly fields: readonly string[];
  readonly words: readonly ConflictWord[];
  /** The names of the functions. */
  readonly functions: readonly string[];
  /** At the least, as the fields stand now. */
  readonly lines: number;
  /** At the most, with the fields of `front` first. */
  readonly bestLines: number;
  readonly front: readonly string[];
};
