import { createHash } from "node:crypto";
import { type CheckNow, type CheckNowOptions, gitTopLevel, overlay, parentFolder, type ProcessEnv, type Snapshot, UsageError } from "@cachelint/host";
import type { Finding, Rule, RuleSetting, Severity } from "@cachelint/lint";
import type { FileSystem } from "@cachelint/project";
import { createFixRun, type Project } from "./fix-run.js";
import { holdingsBelow, type Root, rootOf } from "./project-roots.js";

/** What the rules that run find in a file, or why nothing can be said: a configuration that is wrong. */
export type FileOutcome = { readonly findings: (ruleIds: ReadonlySet<string>) => readonly Finding[] } | { readonly problem: UsageError };

/** Findings by file. Each project is checked once, and again only when something that the check has read is otherwise. */
export type Checks = {
  /** Of a file by absolute path, with the text that it has now. */
  readonly ofFile: (path: string, text: string) => FileOutcome;
  /** A name for all that findings in the repository around a folder rest on; it differs wherever they might. */
  readonly fingerprint: (folder: string) => string;
  /** What a rule is in the repository around the working directory, wherever a configuration decides; its default elsewhere. */
  readonly severitiesOf: (rule: Rule) => readonly (Severity | "off")[];
};

/** `isWholeFixRun`: all files are being fixed, one after the other, and written at the end. */
export type ChecksOptions = { readonly now: CheckNow; readonly disk: Snapshot; readonly rules: readonly Rule[]; readonly cwd: string; readonly env: ProcessEnv; readonly isWholeFixRun?: boolean };

/** The rules of a configuration file, and those of each of its overrides. */
type Layers = readonly Readonly<Record<string, RuleSetting>>[];

/** Looking whether the disk has changed takes at most this part of the time. */
const lookingShare = 0.1;

/** Checks of the projects that files lie in; nothing is read yet. */
export function createChecks({ now, disk, rules, cwd, env, isWholeFixRun = false }: ChecksOptions): Checks {
  const { fs } = disk;
  const projects = new Map<string, Project>();
  const fixRun = createFixRun({ rounds: (root, which) => now.fixRounds(optionsOf(root, fs), which), open: (root, texts) => open(root, overlay(fs, texts)), savedOf });
  let unsaved: { readonly key: string; readonly project: Project } | undefined;
  let configured: readonly Layers[] | undefined;
  let nextLook = 0;

  /** In an editor files change between two checks; in a run of ESLint thousands follow each other. */
  function lookAtDisk(): void {
    const start = performance.now();
    if (start < nextLook) return;
    if (disk.refresh()) {
      projects.clear();
      fixRun.forget();
      unsaved = undefined;
      configured = undefined;
    }
    const end = performance.now();
    nextLook = end + (end - start) / lookingShare;
  }

  function layersOfAll(): readonly Layers[] {
    return (configured ??= holdingsBelow(fs, repositoryOf(fs, cwd)).configurations.flatMap((path) => {
      const read = fs.readText(path);
      return "text" in read ? layersIn({ now, rules }, path, read.text) : [];
    }));
  }

  function severitiesOf({ id, defaultSeverity }: Rule): readonly (Severity | "off")[] {
    const all = layersOfAll();
    return all.length === 0 ? [defaultSeverity] : all.flatMap(([base, ...overrides]) => [base?.[id]?.severity ?? defaultSeverity, ...overrides.flatMap((layer) => layer[id]?.severity ?? [])]);
  }

  /** ESLint has one severity a rule: what is told as less than that would be made more of there. */
  function isAsGrave({ ruleId, severity }: Finding): boolean {
    const rule = rules.find(({ id }) => id === ruleId);
    return severity !== "info" || rule === undefined || severitiesOf(rule).includes("info");
  }

  /** Off by default, and no configuration mentions it: whether it runs, ESLint alone decides. */
  function isOptional(ruleId: string): boolean {
    return rules.find(({ id }) => id === ruleId)?.defaultSeverity === "off" && !layersOfAll().flat().some((layer) => layer[ruleId]?.severity !== undefined);
  }

  function optionsOf({ folder, pattern }: Root, from: FileSystem): CheckNowOptions {
    return { cwd: folder, env, patterns: [pattern], rules, fs: from };
  }

  function open(root: Root, from: FileSystem): Project {
    try {
      return now.open(optionsOf(root, from));
    } catch (problem) {
      if (problem instanceof UsageError) return { problem };
      throw problem;
    }
  }

  function savedOf(root: Root): Project {
    const known = projects.get(root.folder) ?? open(root, fs);
    projects.set(root.folder, known);
    return known;
  }

  /** An editor asks for one text after the other, and each project is at hand for the last one. */
  function unsavedOf(root: Root, path: string, text: string): Project {
    const key = JSON.stringify([root.folder, path, text]);
    if (unsaved?.key !== key) unsaved = { key, project: open(root, overlay(fs, new Map([[path, text]]))) };
    return unsaved.project;
  }

  function ofFile(path: string, text: string): FileOutcome {
    lookAtDisk();
    const read = fs.readText(path);
    const saved = "text" in read ? read.text : undefined;
    const isSaved = saved === text;
    const root = rootOf(fs, parentFolder(path));
    const project = isSaved ? savedOf(root) : unsavedOf(root, path, text);
    if ("problem" in project) return project;
    return {
      findings: (ruleIds) => {
        const enable = [...ruleIds].filter(isOptional);
        const told = isWholeFixRun && saved !== undefined ? fixRun.findingsIn(root, { path, text, saved }, { ruleIds, enable }) : undefined;
        // Of what is saved all files will be asked for, of a text that is not only its own, and soon of another text.
        return (told ?? (isSaved ? project.findings(enable).filter(({ source }) => source.path === path) : project.findingsIn(path, enable))).filter(isAsGrave);
      },
    };
  }

  function fingerprint(folder: string): string {
    lookAtDisk();
    const { goFolders, configurations } = holdingsBelow(fs, repositoryOf(fs, folder));
    const roots = new Map(goFolders.map((one) => rootOf(fs, one)).map((root) => [root.folder, root]));
    const hash = createHash("sha256");
    for (const root of roots.values()) hash.update(`${root.folder}\n${now.fingerprint(optionsOf(root, fs))}\n`);
    // That a rule is set anywhere decides whether it is optional elsewhere.
    for (const path of configurations) hash.update(JSON.stringify([path, fs.readText(path)]));
    return hash.digest("hex").slice(0, 32);
  }

  return { ofFile, fingerprint, severitiesOf };
}

function repositoryOf(fs: FileSystem, folder: string): string {
  return gitTopLevel(fs, folder) ?? folder;
}

/** What a configuration sets rules to, for all files or some; nothing where it is wrong, of which files are told. */
function layersIn({ now, rules }: Pick<ChecksOptions, "now" | "rules">, path: string, text: string): readonly Layers[] {
  try {
    const configuration = now.readConfiguration({ shown: path, text }, { folder: parentFolder(path), rules });
    return [[configuration.rules, ...configuration.overrides.map((override) => override.rules)]];
  } catch (problem) {
    if (problem instanceof UsageError) return [];
    throw problem;
  }
}
