import type { Arch } from "./arch.js";
import type { ByteRange } from "./cache-line.js";
import type { Extent } from "./extent.js";

/** A struct under one target. */
export type OrderTarget = {
  readonly arch: Arch;
  /** 26 for Go 1.26: where objects begin follows from the allocator's size classes. */
  readonly goMinor: number;
  /** The line that sharing is judged by. */
  readonly lineBytes: number;
  /** It is a package variable, and no object of the heap. */
  readonly isGlobal: boolean;
  /** Fields in source order. */
  readonly fields: readonly Extent[];
  /** Where each word of the constraints lies in its field. */
  readonly words: readonly ByteRange[];
};

/** Two words by their numbers. */
export type OrderPair = readonly [number, number];

/** What an order has to mind besides its size. */
export type OrderConstraints = {
  /** Fields that one declaration declares, in source order: they move as one. */
  readonly units: readonly (readonly number[])[];
  /** By unit: the group of lines that it stands in, ascending; all 0 where there are no blank lines. */
  readonly groups: readonly number[];
  /** `smallest`: groups are taken apart where that saves bytes; `grouped`: they stay whole, and move and are reordered inside only. */
  readonly keep: "smallest" | "grouped";
  /** The field that each word lies in. */
  readonly words: readonly number[];
  /** Words of independent writers. */
  readonly apart: readonly OrderPair[];
  /** Sets of words that are used together: each is to touch no more lines than it does. */
  readonly together: readonly (readonly number[])[];
  /** `fewest`: fewer pointer bytes are worth moving fields; `no-more`: they must not grow. */
  readonly pointers: "fewest" | "no-more";
  /** Fields in use all the time, which belong on the first lines. */
  readonly hot: readonly number[];
};

/** Constraints that leave every order of `nFields` fields open. */
export function unconstrained(nFields: number): OrderConstraints {
  const fields = Array.from({ length: nFields }, (_, index) => index);
  return { units: fields.map((index) => [index]), groups: fields.map(() => 0), keep: "smallest", words: [], apart: [], together: [], hot: [], pointers: "fewest" };
}
