import type { WordStyle } from "../atomics.js";
import type { GoType } from "../go-types.js";
import type { LockStyle } from "../locks.js";

/** What a program about two words of one struct does, before it is decided how it is written. */
export type PairPlan = {
  /** Its shape within the pattern, or what makes it right. */
  readonly form: string;
  readonly kind: "flag" | "silent";
  readonly isDoubtful?: boolean;
  /** In the order in which they lie. */
  readonly words: readonly PlanWord[];
  /** Other fields that the functions use. */
  readonly fields: readonly PlanField[];
  readonly functions: readonly PlanFunction[];
  readonly treatment: Treatment;
  /** Names of further types of the package, for `Ops.type`. */
  readonly types: Readonly<Record<string, string>>;
  /** Top-level declarations that belong to it. */
  readonly decls: readonly string[];
  /** Words that a finding must name one of; all of them by default. */
  readonly mustName?: readonly string[];
  /** The type may have parameters; a function may stand in another package. */
  readonly allows?: readonly ("other-package" | "generic")[];
  /** Started by `go` statements, one each; without it, a driver may call them in loops. */
  readonly isStarted?: boolean;
  readonly rules?: readonly string[];
};

/** `init` is the value that the constructor gives it. */
export type PlanWord = { readonly key: string; readonly style: WordStyle | LockStyle; readonly init?: string };

export type PlanField = { readonly key: string; readonly type: GoType; readonly init?: string };

export type PlanFunction = {
  readonly key: string;
  readonly params: readonly (readonly [name: string, type: string])[];
  readonly results: readonly string[];
  /** What a driver passes to it. */
  readonly args: string;
  readonly body: (ops: Ops) => string;
  /** A name that tells when it is called, as Close does; others are drawn. */
  readonly name?: string;
  /** It may stand under a condition of its own. */
  readonly isBare?: boolean;
  /** Not called by what drives the others. */
  readonly isApart?: boolean;
};

/** `none` leaves the words as they are. */
export type Treatment = "none" | "bad-pads" | "padded" | "far" | "one-lock" | "one-goroutine" | "many";

/** How a body touches what it is about. */
export type Ops = {
  readonly load: (word: string) => string;
  readonly store: (word: string, value: string) => string;
  readonly add: (word: string, value: string) => string;
  readonly inc: (word: string) => string;
  readonly swap: (word: string, value: string) => string;
  readonly cas: (word: string, from: string, to: string) => string;
  readonly lock: (word: string) => string;
  readonly unlock: (word: string) => string;
  /** A field as a place. */
  readonly at: (field: string) => string;
  readonly type: (key: string) => string;
  /** Whether a word holds true or false, and no number. */
  readonly isBool: (word: string) => boolean;
};
