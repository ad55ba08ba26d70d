import type { BaselineCheck, BaselineOptions, BaselineUpdate, ChangedTerms } from "./baseline/run-baseline.js";
import type { CheckNow, CheckNowOptions, FixedInRounds, FixRound, OpenCheck } from "./check-now.js";
import type { RunOptions } from "./open-run.js";
import type { FixOptions } from "./fix/run-fix.js";
import type { BegunCheck, CheckOptions, CheckResult } from "./run-check.js";
import type { AssertResult } from "./run-assert.js";
import type { DiffOptions, DiffResult } from "./run-diff.js";
import type { InitResult } from "./run-init.js";
import type { ShowResult } from "./run-show.js";
import type * as live from "./live/index.js";

export { Clock } from "./clock.js";
export { resolvePath, slashed } from "./display.js";
export { rulePagePath } from "./rule-page.js";
export type { ProcessEnv } from "./environment.js";
export { nearest } from "./nearest.js";
export { nodeFileSystem } from "./node-file-system.js";
export type { LiveOptions, LivePackage, LiveStruct, LiveView, RestsOn, Shared, ShownTouch, TouchQuestion } from "./live/index.js";
export type { BaselineCheck, BaselineOptions, BaselineUpdate, ChangedTerms };
export type { AssertResult, InitResult, DiffOptions, DiffResult };
export type { BegunCheck, CheckOptions, CheckResult, FixOptions, RunOptions, ShowResult };
export type { ToldProblem } from "./told-problems.js";
export { UsageError, type SourceRange } from "./usage-error.js";
export { overlay } from "./overlay-file-system.js";
export { snapshot, type Snapshot } from "./snapshot-file-system.js";
export { gitTopLevel, parentFolder } from "./top-level.js";
export type { CheckNow, CheckNowOptions, FixedInRounds, FixRound, OpenCheck };

/*
 * What reads Go code, rules or YAML is loaded when it is called: help and error messages wait for none of it.
 */

/** The layouts of what the patterns select. */
export async function runShow(options: RunOptions): Promise<ShowResult> {
  const show = await import("./run-show.js");
  return show.runShow(options);
}

/** What the rules find in the packages and files that the patterns select. */
export async function runCheck(options: CheckOptions): Promise<CheckResult> {
  const check = await import("./run-check.js");
  return check.runCheck(options);
}

/** The same for who wants to hear what is found before it is known what can be fixed. */
export async function beginCheck(options: CheckOptions): Promise<BegunCheck> {
  const check = await import("./run-check.js");
  return check.beginCheck(options);
}

/** What editors need: packages whose files change while they are looked at. */
export async function loadLive(): Promise<typeof live> {
  return import("./live/index.js");
}

/** Makes the fixes of what the rules find and writes the files; what remains is the result. */
export async function runFix(options: FixOptions): Promise<{ readonly check: CheckResult } & FixCounts> {
  const fix = await import("./fix/run-fix.js");
  const { check, files } = await fix.runFix(options);
  return { check, nFixes: fix.countFixes(files), nFiles: files.length };
}

/** How many fixes were made, or would be, in how many files. */
export type FixCounts = { readonly nFixes: number; readonly nFiles: number };

/** What the rules find, and a unified diff of what fixes would change; nothing is written. */
export async function runFixDry(options: FixOptions): Promise<{ readonly check: CheckResult; readonly diff: string } & FixCounts> {
  const fix = await import("./fix/run-fix.js");
  const { check, files } = await fix.runFixDry(options);
  return { check, diff: fix.diffOf(files), nFixes: fix.countFixes(files), nFiles: files.length };
}

/** What became of the recorded layouts. */
export async function checkBaseline(options: BaselineOptions): Promise<BaselineCheck> {
  const baseline = await import("./baseline/run-baseline.js");
  return baseline.checkBaseline(options);
}

/** The baselines as the sources are now; the caller writes them. */
export async function updateBaseline(options: BaselineOptions): Promise<BaselineUpdate> {
  const baseline = await import("./baseline/run-baseline.js");
  return baseline.updateBaseline(options);
}

/** The contracts in the sources as Go assertions; the caller writes them. */
export async function runAssert(options: RunOptions): Promise<AssertResult> {
  const assert = await import("./run-assert.js");
  return assert.runAssert(options);
}

/** The set-up of the module around the working directory; the caller writes it. */
export async function runInit(options: RunOptions): Promise<InitResult> {
  const init = await import("./run-init.js");
  return init.runInit(options);
}

/** What became of layouts between revisions. */
export async function runDiff(options: DiffOptions): Promise<DiffResult> {
  const diff = await import("./run-diff.js");
  return diff.runDiff(options);
}

/** The page of a rule, Markdown, as it ships with the rules. */
export async function readRulePage(id: string, rules: CheckOptions["rules"]): Promise<string> {
  const page = await import("./rule-page.js");
  return page.readRulePage(id, rules);
}

/** The JSON Schema of `cachelint.yaml`, for editors. */
export async function configurationSchema(rules: CheckOptions["rules"]): Promise<object> {
  const schema = await import("./config/json-schema.js");
  return schema.configurationSchema(rules);
}

/** Checks that answer at once, for hosts that cannot wait; what they need is loaded first. */
export async function loadCheckNow(): Promise<CheckNow> {
  const now = await import("./check-now.js");
  return now.loadCheckNow();
}
