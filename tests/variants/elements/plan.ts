import type { Element } from "./element.js";
import type { HolderForm } from "./holder.js";
import type { IndexForm } from "./indexes.js";

/** What a program about the elements of an array or a slice does, before it is decided how it is written. */
export type ElementPlan = {
  readonly form: string;
  readonly kind: "flag" | "silent";
  readonly element: Element;
  readonly treatment: "none" | "padded" | "one-lock" | "one-goroutine" | "cold" | "read-only";
  readonly rules?: readonly string[];
  readonly nElements: number;
  /** The length stands in the source. */
  readonly isCounted?: boolean;
  readonly holders?: readonly HolderForm[];
  /** No goroutines of the program call its functions. */
  readonly isUndriven?: boolean;
  readonly indexes?: readonly IndexForm[];
};
