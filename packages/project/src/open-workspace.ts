import { Disk } from "./disk.js";
import { gopathFolders, moduleCacheFolder, type ProcessEnv, readEnvironment } from "./environment.js";
import { findModuleRoot, findWorkFile } from "./find-roots.js";
import { findGoroot, type Installation, otherInstallations } from "./goroot.js";
import { parseGoVersion } from "./go-version.js";
import * as messages from "./messages.js";
import type { FileSystem, StdTable } from "./model.js";
import { ModuleSet } from "./module-set.js";
import { cleanPath, parentPath, resolvePath } from "./paths.js";
import { type Mains, readMains, type Roots } from "./read-mains.js";
import { chooseToolchain, type Toolchain } from "./toolchain.js";
import { chooseVendor } from "./vendor.js";
import type { Workspace } from "./workspace.js";

export type OpenOptions = {
  /** Absolute. */
  readonly cwd: string;
  readonly env: ProcessEnv;
  /** Stands in for GOROOT where there is none; a function gives the table nearest to a version. */
  readonly stdTable?: StdTable | ((goVersion: string) => StdTable | undefined) | undefined;
  /** `--go-version`, or else the configuration's. */
  readonly goVersion?: string | undefined;
  /** `--tags` and the configuration's tags; those of GOFLAGS are added. */
  readonly tagsExtra?: readonly string[] | undefined;
  /** Asks `go env GOROOT`: the last resort. */
  readonly goEnvGoroot?: (() => string | undefined) | undefined;
  /** GOWORK in place of the environment's: `off` for a module that its go.work does not use. */
  readonly gowork?: string | undefined;
  /** A disk to share with other workspaces, so that they read nothing twice. */
  readonly disk?: Disk | undefined;
};

/** What the go command would see from a folder. Never fails: what is wrong is in `problems`, the rest is answered. */
export function openWorkspace(fs: FileSystem, options: OpenOptions): Workspace {
  const disk = options.disk ?? new Disk(fs);
  const { env } = options;
  const cwd = cleanPath(options.cwd);
  const gorootSetting = readEnvironment(disk, env, undefined).setting("GOROOT");
  const { found } = findGoroot(disk, { env, gorootSetting, askGo: options.goEnvGoroot });
  const isBadGoroot = gorootSetting !== "" && found?.path !== cleanPath(gorootSetting);
  const environment = readEnvironment(disk, env, found?.path);
  const { setting, flags } = environment;
  const moduleCache = moduleCacheFolder(env, environment);
  const roots = locate(disk, { cwd, env, gowork: options.gowork ?? setting("GOWORK"), goroot: found?.path, isGopath: setting("GO111MODULE") === "off" });
  const read = readMains(disk, roots, flags.modfile === "" ? "" : resolvePath(cwd, flags.modfile));
  const { mains, work } = read;
  const isLoose = mains.length === 0 && roots.kind === "module";
  const go = chooseGo(options, { read, found, gotoolchain: setting("GOTOOLCHAIN"), others: () => otherInstallations(disk, { env, moduleCache }) });
  const { vendor, problems: vendorProblems } = chooseVendor({ disk, root: roots.root, mains, workGo: work?.file.go, mod: flags.mod });
  return {
    kind: isLoose ? "no-module" : roots.kind,
    cwd,
    root: isLoose ? cwd : roots.root,
    mainModules: mains,
    goVersion: go.goVersion,
    goroot: go.goroot,
    tags: [...new Set([...flags.tags, ...(options.tagsExtra ?? [])])],
    problems: [...(isBadGoroot ? [messages.badGoroot()] : []), ...flags.problems, ...read.problems, ...go.problems, ...vendorProblems],
    inner: {
      disk,
      setting,
      modules: new ModuleSet({ disk, mains, work, moduleCache }),
      vendor,
      gopaths: gopathFolders(env, environment),
      moduleCache,
      stdTable: go.stdTable,
      resolved: new Map(),
      selections: new Map(),
      contexts: new WeakMap(),
    },
  };
}

type GoQuestion = { readonly read: Mains; readonly found: Installation | undefined; readonly gotoolchain: string; readonly others: () => readonly Installation[] };

/** The Go version and standard library, and the table that goes with them. */
function chooseGo({ goVersion = "", stdTable: given }: OpenOptions, { read: { mains, work }, found, gotoolchain, others }: GoQuestion): Toolchain & { readonly stdTable: StdTable | undefined } {
  const lines = work === undefined ? mains[0]?.goMod : work.file;
  const file = lines === undefined ? undefined : { path: work?.path ?? mains[0]?.goModPath ?? "", go: lines.go, toolchain: lines.toolchain };
  const stdTable = typeof given === "function" ? given(goVersion || (found?.version.text ?? "") || (lines?.go ?? "")) : given;
  const chosen = chooseToolchain({ asked: goVersion, gotoolchain, file }, { found, others, stdTable });
  const isBad = goVersion !== "" && parseGoVersion(goVersion) === "invalid";
  return { ...chosen, problems: isBad ? [...chosen.problems, messages.badGoVersion(goVersion)] : chosen.problems, stdTable };
}

type Search = { readonly cwd: string; readonly env: ProcessEnv; readonly gowork: string; readonly goroot: string | undefined; readonly isGopath: boolean };

function locate(disk: Disk, { cwd, env, gowork, goroot, isGopath }: Search): Roots {
  if (isGopath) return { kind: "gopath", root: cwd };
  const work = findWorkFile(disk, cwd, { gowork, goroot });
  if (work !== "") return { kind: "work", root: parentPath(work), workPath: work };
  const root = findModuleRoot(disk, cwd, env);
  return root === "" ? { kind: "no-module", root: cwd } : { kind: "module", root, isInGoroot: goroot !== undefined && root === `${goroot}/src` };
}
