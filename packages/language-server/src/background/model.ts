import type { RestsOn, ShownTouch, TouchQuestion } from "@cachelint/host";
import type { LiveFinding } from "../model.js";

/** A module and the texts that lie over the disk. */
export type ModuleQuestion = { readonly cwd: string; readonly patterns: readonly string[]; readonly targets: readonly string[]; readonly texts: ReadonlyMap<string, string> };

/** What the second thread is asked. */
export type Question = ModuleQuestion & ({ readonly kind: "check"; readonly withFixes: boolean; /** Differs where anything may have changed since. */ readonly state: number } | ({ readonly kind: "touches" } & TouchQuestion));

export type Answer =
  | { readonly kind: "check"; readonly findings: readonly LiveFinding[]; readonly restsOn: RestsOn; /** What the user should hear of besides: a module that is missing. */ readonly problems: readonly string[] }
  | { readonly kind: "touches"; readonly touches: readonly ShownTouch[] }
  /** `isUsage`: the user can mend it, as a configuration that is wrong; else it is a bug. */
  | { readonly kind: "error"; readonly message: string; readonly isUsage: boolean };
