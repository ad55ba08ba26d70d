import { allRules } from "@cachelint/rules";
import { defaultSettings, type Finding, type LintSettings, type RunFacts } from "../src/index.js";
import { factsOf, lintFiles, type TestFiles, type TestRun } from "../src/testing/lint-files.js";
import { benchWith } from "./bench.js";

export { allRules };

const bench = benchWith(allRules);

export type Choice = Partial<LintSettings> & { readonly targets?: readonly string[]; readonly concurrent?: readonly string[]; readonly isExhaustive?: boolean };

/** What the rules find in a module of these files. */
export function lint(files: TestFiles, choice: Choice = {}): readonly Finding[] {
  return lintFiles(bench, files, runOf(choice));
}

export function facts(files: TestFiles, choice: Choice = {}): RunFacts {
  return factsOf(bench, files, runOf(choice));
}

/** Rule and type of each finding, in a form that reads well. */
export function told(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ ruleId, type, source }) => `${source.displayPath}: ${ruleId}${type === null ? "" : ` ${type}`}`);
}

/** A struct of 24 bytes that could have 16. */
export function wasteful(name: string): string {
  return `type ${name} struct {\n\topen  bool\n\tstart int64\n\tdone  bool\n}\n`;
}

function runOf({ targets = ["linux/amd64", "linux/arm64"], concurrent = [], isExhaustive = false, ...settings }: Choice): TestRun {
  return { targets, concurrent, isExhaustive, goVersion: "1.26", settings: { ...defaultSettings, ...settings } };
}
