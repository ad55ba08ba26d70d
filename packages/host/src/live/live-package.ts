import { collectFacts, type FileFacts, type Finding, isSharingRule, isStructRule, type LintSettings, type Rule, type RunFacts, runRules, type SourceRef, type StructFacts, Suppressions, type TargetPackages } from "@cachelint/lint";
import { displayPath, forgetPath, forgetText } from "@cachelint/project";
import type { ShownStruct } from "@cachelint/report";
import { lineAndColumn } from "@cachelint/syntax";
import type { World } from "@cachelint/types";
import type { ProcessEnv } from "../environment.js";
import { fileMatcher } from "../glob.js";
import { loadPackages } from "../load-packages.js";
import { newWorld, openRun, type PlaceTarget, type Run, type Shared } from "../open-run.js";
import { settingsOf } from "../run-check.js";
import { CodeProblems } from "../code-problems.js";
import { type Selected, selectQuietly } from "../select.js";
import { shownLayout } from "../show-structs.js";
import { structKeys } from "./struct-keys.js";

export type LiveOptions = {
  /** The folder of the module, or of the file where it belongs to none; absolute. */
  readonly cwd: string;
  /** One package or file of it, as a pattern. */
  readonly pattern: string;
  readonly env: ProcessEnv;
  readonly rules: readonly Rule[];
  readonly targets?: readonly string[];
  /** What live packages have in common; its texts are those of the editor. */
  readonly shared: Shared;
};

/** A package that is being edited: its structs as they stand, made anew after each change that can concern them. */
export type LivePackage = {
  /** A file as it stands; null where no target builds it. */
  readonly view: (path: string) => LiveView | null;
  /** Hears of a changed file; `isText`: it was there and still is. Answers whether anything can have changed here. */
  readonly change: (path: string, isText: boolean) => boolean;
};

/** One file of a live package. */
export type LiveView = {
  readonly source: SourceRef;
  readonly structs: readonly LiveStruct[];
  /** Findings are told of this file. */
  readonly isReported: boolean;
  /** What can be said at once: that of directives, and that of layouts of those structs which `isAsked`. */
  readonly findingsNow: (isAsked: (struct: LiveStruct) => boolean) => readonly Finding[];
  /** Those of some findings that no directive silences. */
  readonly notSilenced: <F extends Pick<Finding, "ruleId" | "source" | "span">>(findings: readonly F[]) => readonly F[];
};

export type LiveStruct = {
  readonly facts: StructFacts;
  /** The same in each text in which the struct has the same name and place among its like. */
  readonly id: string;
  /** Differs where something that rules judge the struct by does: its layout, its types, its directives. */
  readonly key: string;
  /** By target. Made when asked for. */
  readonly shown: readonly ShownStruct[];
};

/** Opens the package of a file. A usage error, such as a configuration that is wrong, is thrown. */
export async function openLivePackage(options: LiveOptions): Promise<LivePackage> {
  const { cwd, pattern, env, rules, shared, targets = [] } = options;
  const run = await openRun({ cwd, env, patterns: [pattern], rules, targets, shared });
  await run.ready();
  let state = begin(run, options);
  return {
    view: (path) => {
      const known = state.views.get(path);
      if (known !== undefined) return known;
      const view = viewOf(state, path);
      state.views.set(path, view);
      return view;
    },
    change: (path, isText) => {
      for (const { workspace } of run.places) (isText ? forgetText : forgetPath)(workspace, path);
      const folder = path.slice(0, path.lastIndexOf("/"));
      // A file that is new may be an import that was missing, and one that was not built may be built now.
      const concerns = !isText || state.packages.length === 0 || state.packages.some(({ ref }) => ref.directory === folder) || state.worlds.some((world) => reaches(world, folder));
      if (concerns) state = begin(run, options);
      return concerns;
    },
  };
}

type State = { readonly run: Run; readonly options: LiveOptions; readonly packages: readonly Selected[]; readonly worlds: World[]; readonly views: Map<string, LiveView | null> };

/** Whether anything in a folder was asked for, or what was is missing. */
function reaches({ packages, imports }: World, folder: string): boolean {
  return [...packages.values()].some(({ ref }) => ref?.directory === folder) || [...imports.values()].some((imported) => "missing" in imported);
}

/** What one run would gather of problems is of no use here, and would grow with each edit. */
function begin(run: Run, options: LiveOptions): State {
  return { run: { ...run, packageProblems: [], code: new CodeProblems() }, options, packages: selectQuietly(run), worlds: [], views: new Map() };
}

function viewOf(state: State, path: string): LiveView | null {
  const { run, options, packages } = state;
  const selected = packages.find(({ ref }) => ref.directory === path.slice(0, path.lastIndexOf("/")));
  if (selected === undefined) return null;
  const { place, ref } = selected;
  const targets = selected.targets.map((target) => withPackages(state, selected, target));
  const unit = targets.flatMap((target) => target.packages.flatMap((pkg) => pkg.units)).find(({ source }) => source.file.path === path);
  if (unit === undefined) return null;
  const settings = settingsOf(place.configuration, place, { rules: options.rules });
  // Whether a fix is one, only the whole workspace can tell, and which order is best, all functions; that is no matter of milliseconds.
  const facts = collectFacts(targets, { withFixes: false, withAccesses: false, selects: (other) => other === path, displayPathOf: (other) => displayPath(place.workspace, run.base, other) });
  const structs = liveStructs(run, selected, { structs: facts.structs, files: facts.files, targets });
  const { file, outline } = unit.source;
  const source: SourceRef = facts.structs[0]?.source ?? facts.files[0]?.source ?? { path, displayPath: displayPath(place.workspace, run.base, path), text: file.text, isGenerated: outline.isGenerated, isTest: file.test !== "none", isOwn: ref.origin === "main" };
  const isExcluded = fileMatcher(place.configuration.folder, place.configuration.exclude)(path);
  return {
    source,
    structs,
    isReported: !isExcluded && (settings.generated || !source.isGenerated) && (settings.tests || !source.isTest),
    findingsNow: (isAsked) => findingsNow(options.rules, settings, facts, structs.filter(isAsked)),
    notSilenced: (findings) => new Suppressions(facts.files, settings).remaining(findings),
  };
}

function withPackages({ run, options, worlds }: State, { place, ref }: Selected, { target, context, lineBytes }: PlaceTarget): TargetPackages {
  const world = worlds.find((one) => one.context === context) ?? newWorld({ context, workspace: place.workspace, withTests: place.tests }, options.shared);
  if (!worlds.includes(world)) worlds.push(world);
  return { world, lineBytes, packages: loadPackages(run, { place, ref, target: { target, context, world, lineBytes } }) };
}

/** Rules about sharing need the accesses of the whole module; what `allow` is of use for, only those can tell. */
function findingsNow(rules: readonly Rule[], settings: LintSettings, { files, otherTypes, stats }: RunFacts, asked: readonly LiveStruct[]): readonly Finding[] {
  const own = rules.filter((rule) => isStructRule(rule) || (!isSharingRule(rule) && rule.needs[0] === "directives"));
  const otherRuleIds = rules.map(({ id }) => id);
  return runRules({ structs: asked.map(({ facts }) => facts), otherTypes, files, stats, sharing: () => [] }, own, settings, { otherRuleIds });
}

type Joined = { readonly structs: readonly StructFacts[]; readonly files: readonly FileFacts[]; readonly targets: readonly TargetPackages[] };

function liveStructs(run: Run, { place, ref }: Selected, { structs, files, targets }: Joined): readonly LiveStruct[] {
  const lineOf = new Map(targets.map(({ world, lineBytes }) => [world, lineBytes]));
  const position = lineAndColumn(structs[0]?.source.text ?? "");
  return structKeys(structs, files).map(({ facts, id, key }) => {
    let shown: readonly ShownStruct[] | undefined;
    return {
      facts, id, key,
      get shown() {
        return (shown ??= facts.layouts.map(({ target, world, type }): ShownStruct => {
          const { importPath, name, kind, functionName, source, span } = facts;
          const { line, column } = position(span.start);
          return { importPath, module: ref.module, name, kind, functionName, file: displayPath(place.workspace, run.base, source.path), line, column, target, lineBytes: lineOf.get(world) ?? 64, layout: shownLayout(run, world, { type, name }) };
        }));
      },
    };
  });
}
