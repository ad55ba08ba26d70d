import type { Access, AccessKind, Fn } from "@cachelint/access";
import type { Extent } from "@cachelint/layout";
import type { FileUnit, Type, TypeObject } from "@cachelint/types";
import type { ElementBytes, ElementLayout } from "./cure/elements.js";
import type { CureParts } from "./cure/model.js";

/** What a run judges by, per target. */
export type Judged = { readonly lineBytes: number; readonly goMinor: number };

export type Confidence = "high" | "medium" | "low";

/** An access as it can be shown: where a name of the field stands. */
export type Evidence = { readonly field: string; readonly access: AccessKind; readonly fn: Fn; readonly unit: FileUnit; readonly offset: number; readonly length: number };

/** Words of independent writers that meet on a line, under one target. */
export type Conflict = FieldConflict | ElementConflict | GlobalConflict;

export type Common = {
  readonly confidence: Confidence;
  readonly score: number;
  readonly evidence: readonly Evidence[];
  /** The line, or the pair of lines, that the words meet on. */
  readonly lineBytes: number;
  /** They lie on two lines side by side, which some processors fetch together. */
  readonly isAdjacent?: boolean;
  /** A size had to be assumed. */
  readonly isAssumed: boolean;
};

/** Two fields of one struct. */
export type FieldConflict = Common & {
  readonly kind: "fields";
  readonly place: StructPlace;
  /** Of a variable of a function, which no name leads to. */
  readonly localType?: Type;
  readonly fields: readonly string[];
  readonly pair: readonly [ConflictWord, ConflictWord];
  /** `isolated`: a directive keeps the first of `fields` off the others. */
  readonly reason: "writers" | "plain-writers" | "plain-beside-atomic" | "reader" | "readers" | "weak" | "isolated";
  /** The part of the possible places of the object at which the two share a line. */
  readonly fraction: number;
  /** A pad between the two, or beside one of them, that does not keep them apart. */
  readonly pad: ConflictWord | null;
  readonly isMany: boolean;
  /** What a cure has to part; where left out, the first of `fields` from the others. */
  readonly parts?: CureParts;
};

export type ConflictWord = { readonly name: string; readonly offsetBytes: number; readonly sizeBytes: number };

/** Where a struct is declared: a type, or the struct type of a variable. */
export type StructPlace = { readonly kind: "type"; readonly object: TypeObject } | { readonly kind: "variable"; readonly root: string; readonly unit: FileUnit; readonly name: string; readonly offset: number };

/** The place is a variable of a function, or a type that one declares. */
export function isLocalPlace(place: StructPlace): boolean {
  return place.kind === "variable" ? place.root.startsWith("L:") : place.object.isLocal;
}

/** Neighbouring elements of one array or slice. */
export type ElementConflict = Common & {
  readonly kind: "elements";
  /** The element's type; null where it has none of its own. */
  readonly element: TypeObject | null;
  readonly elementName: string;
  readonly place: StructPlace;
  readonly container: string;
  readonly fields: readonly string[];
  readonly elementSizeBytes: number;
  readonly length: number | null;
  readonly fraction: number;
  /** The elements are padded, and share all the same. */
  readonly isPadded: boolean;
  readonly isShifted: boolean;
  /** Of an element: its extent, what is written of it, and all that is in use. */
  readonly bytes?: ElementBytes & { readonly isGlobal: boolean; /** It can have a field more. */ readonly isStruct: boolean; /** With its pads at the end. */ readonly packed: ElementBytes | null; readonly holder: ElementLayout["holder"] };
  /** They are objects of their own, which this function makes in a loop; the size is that of their slots. */
  readonly madeBy?: string;
  /** A directive keeps the elements off each other. */
  readonly isIsolated?: boolean;
};

/** Package variables that the linker may put side by side. */
export type GlobalConflict = Common & {
  readonly kind: "globals";
  readonly unit: FileUnit;
  readonly offset: number;
  readonly names: readonly string[];
  /** By name. */
  readonly extents?: readonly Extent[];
  readonly fields: readonly string[];
};

export type { Access };
