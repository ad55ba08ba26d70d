import type { NamedRule } from "./directive.js";
import type { FileFacts } from "./model.js";

/** The directives of one file, and what a run has made of them. */
export type DirectiveUse = {
  readonly file: FileFacts;
  /** The ids that `allow` may name, sorted. */
  readonly ruleIds: readonly string[];
  /** What `allow` names in vain; empty for rules that do not need `allow-usage`. */
  readonly unused: readonly UnusedAllow[];
};

/** `nothing-below`: it stands alone above no declaration; `no-reason`: it would count if it had one. */
export type UnusedAllow = NamedRule & { readonly cause: "nothing-silenced" | "nothing-below" | "no-reason" };
