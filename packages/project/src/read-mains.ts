import type { Disk } from "./disk.js";
import { type GoMod, parseGoMod } from "./go-mod.js";
import { type GoWork, parseGoWork } from "./go-work.js";
import * as messages from "./messages.js";
import type { ProjectProblem } from "./model.js";
import type { ModProblem } from "./mod-syntax.js";
import type { MainModule } from "./module-graph.js";
import { joinPath, parentPath, resolvePath } from "./paths.js";

/** Where the search for go.work and go.mod ended. */
export type Roots =
  | { readonly kind: "module"; readonly root: string; readonly isInGoroot: boolean }
  | { readonly kind: "work"; readonly root: string; readonly workPath: string }
  | { readonly kind: "gopath" | "no-module"; readonly root: string };

export type Mains = {
  readonly mains: readonly MainModule[];
  readonly work: { readonly path: string; readonly file: GoWork } | undefined;
  readonly problems: readonly ProjectProblem[];
};

/** Reads the go.mod files of the modules at hand, and go.work. Whatever cannot be read is a problem and left out. */
export function readMains(disk: Disk, roots: Roots, modfile: string): Mains {
  switch (roots.kind) {
    case "module":
      return readModuleBy(disk, roots.root, modfile);
    case "work":
      return readWork(disk, roots.workPath, modfile);
    default:
      return { mains: [], work: undefined, problems: [] };
  }
}

function readModuleBy(disk: Disk, root: string, modfile: string): Mains {
  const goModPath = joinPath(root, "go.mod");
  if (modfile === "" || disk.text(modfile) !== undefined) return readModule(disk, root, modfile || goModPath);
  const { problems, ...read } = readModule(disk, root, goModPath);
  return { ...read, problems: [messages.noModfile(modfile), ...problems] };
}

function readModule(disk: Disk, root: string, path: string): Mains {
  const text = disk.text(path);
  if (text === undefined) return { mains: [], work: undefined, problems: [messages.unreadableGoMod(path)] };
  const goMod = parseGoMod(text);
  return { mains: [{ path: modulePath(goMod), directory: root, goModPath: path, goMod }], work: undefined, problems: [...problemsOf(path, goMod.problems), ...nameless(path, goMod)] };
}

function readWork(disk: Disk, path: string, modfile: string): Mains {
  const text = disk.text(path);
  if (text === undefined) return { mains: [], work: undefined, problems: [messages.unreadableGoWork(path)] };
  const file = parseGoWork(text);
  const problems = [...problemsOf(path, file.problems), ...(modfile === "" ? [] : [messages.modfileInWorkspace(path)])];
  const mains = new Map<string, MainModule>();
  for (const { directory, line } of file.uses) {
    const root = resolvePath(parentPath(path), directory);
    const goModPath = joinPath(root, "go.mod");
    const goModText = disk.text(goModPath);
    if (goModText === undefined) {
      problems.push(disk.isFolder(root) ? messages.useWithoutGoMod(path, { line, directory }) : messages.useOfNothing(path, { line, directory }));
      continue;
    }
    const goMod = parseGoMod(goModText);
    problems.push(...problemsOf(goModPath, goMod.problems), ...nameless(goModPath, goMod));
    const main = { path: modulePath(goMod), directory: root, goModPath, goMod };
    const twin = mains.get(main.path);
    if (twin === undefined) mains.set(main.path, main);
    else if (twin.directory !== root) problems.push(messages.usedTwice(path, { line, module: main.path }));
  }
  return { mains: [...mains.values()], work: { path, file }, problems };
}

/** A go.mod without a module line still says what is required. */
function modulePath({ modulePath: path }: GoMod): string {
  return path === "" ? "command-line-arguments" : path;
}

function nameless(path: string, goMod: GoMod): readonly ProjectProblem[] {
  return goMod.modulePath === "" ? [messages.noModuleLine(path)] : [];
}

function problemsOf(path: string, problems: readonly ModProblem[]): ProjectProblem[] {
  return problems.map(({ line, message }) => ({ severity: "error", path, line, message: `${message}.` }));
}
