import { judgedLineBytes } from "@cachelint/layout";
import { buildContext, loadPackage, matchPatterns, memoryFileSystem, openWorkspace, type StdTable } from "@cachelint/project";
import type { GoParser } from "@cachelint/syntax";
import { createSources, createWorld, packageAt } from "@cachelint/types";
import { collectFacts, type CollectOptions, type TargetPackages } from "../collect.js";
import type { Rule } from "../define-rule.js";
import type { Finding, RunFacts, TargetName } from "../model.js";
import { runRules } from "../run-rules.js";
import type { LintSettings } from "../settings.js";

/** What a test has at hand: nothing here reads files. */
export type Bench = {
  readonly parser: GoParser;
  readonly stdTable: StdTable;
  readonly rules: readonly Rule[];
  /** How structs differ from those of an earlier state. */
  readonly driftSince?: (recorded: RunFacts) => CollectOptions["driftOf"];
};

export type TestRun = { readonly targets: readonly TargetName[]; readonly goVersion: string; readonly settings: LintSettings; readonly concurrent?: readonly string[]; readonly isExhaustive?: boolean };

/** Texts by path in the module `example.com/m`; a go.mod among them stands for the usual one. */
export type TestFiles = Readonly<Record<string, string>>;

/** Lints a module that is nowhere on disk. */
export function lintFiles(bench: Bench, files: TestFiles, run: TestRun, recorded: TestFiles | null = null): readonly Finding[] {
  const driftOf = recorded === null ? undefined : bench.driftSince?.(factsOf(bench, recorded, run));
  return runRules(factsOf(bench, files, run, driftOf), bench.rules, run.settings);
}

/** The facts of all packages of such a module. */
export function factsOf({ parser, stdTable }: Bench, files: TestFiles, { targets, goVersion, concurrent, isExhaustive, settings: { tests } }: TestRun, driftOf?: CollectOptions["driftOf"]): RunFacts {
  const placed = Object.fromEntries(Object.entries({ "go.mod": `module example.com/m\n\ngo ${goVersion}\n`, ...files }).map(([path, text]) => [`/m/${path}`, text]));
  const workspace = openWorkspace(memoryFileSystem(placed), { cwd: "/m", env: {}, stdTable });
  const sources = createSources(parser);
  const under = targets.flatMap((target): readonly TargetPackages[] => {
    const [goos = "", goarch = ""] = target.split("/");
    const context = buildContext(workspace, { goos, goarch, cgo: true });
    const world = createWorld({ context, workspace, sources, withTests: tests });
    if (world === null) return [];
    const packages = matchPatterns(workspace, context, ["./..."], { tests }).packages.flatMap((ref) => {
      const hasExternal = tests && loadPackage(workspace, ref, context, { tests }).files.some(({ test }) => test === "external");
      return hasExternal ? [packageAt(world, ref), packageAt(world, ref, "external-tests")] : [packageAt(world, ref)];
    });
    return [{ world, packages, lineBytes: judgedLineBytes(goos, goarch) }];
  });
  return collectFacts(under, { driftOf, concurrent, isExhaustive, displayPathOf: (path) => path.slice("/m/".length) });
}
