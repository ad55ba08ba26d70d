/**
 * What the reporters are handed. Everything is text and numbers already: no types, no worlds, no absolute paths.
 */

/** One struct under one target. */
export type ShownStruct = {
  readonly importPath: string;
  readonly module: string;
  readonly name: string;
  readonly kind: "named" | "local" | "anonymous" | "instance";
  /** The function it stands in; null outside of functions. */
  readonly functionName: string | null;
  /** As reports name it, never absolute. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  readonly target: string;
  /** The cache line that the target's structs are judged by. */
  readonly lineBytes: number;
  readonly layout: ShownLayout | ShownUnknowns;
};

export type ShownLayout = {
  readonly sizeBytes: number;
  readonly alignBytes: number;
  /** null where a field keeps it from being known; `unknowns` says which. */
  readonly pointerBytes: number | null;
  /** null where it depends on whether there are pointers, and that is not known. */
  readonly sizeClassBytes: number | null;
  readonly fields: readonly ShownField[];
  /** Of the pointer bytes only; empty where everything is known. */
  readonly unknowns: readonly UnknownPart[];
};

export type ShownField = {
  readonly name: string;
  readonly type: string;
  readonly offsetBytes: number;
  readonly sizeBytes: number;
  readonly alignBytes: number;
  readonly embedded: boolean;
};

/** A struct whose size cannot be known. */
export type ShownUnknowns = { readonly unknowns: readonly UnknownPart[] };

/** Of the structs of a run; those whose pointer bytes alone are unknown do not count. */
export type UnknownCounts = { readonly nUnknownStructs: number; readonly unknownByReason: Readonly<Record<string, number>> };

/** What cannot be known: a field (empty for the struct as a whole), a reason of the output format, and of what. */
export type UnknownPart = { readonly field: string; readonly reason: string; readonly detail: string };

/** Whether a struct has numbers. */
export function isKnown(layout: ShownLayout | ShownUnknowns): layout is ShownLayout {
  return "fields" in layout;
}
