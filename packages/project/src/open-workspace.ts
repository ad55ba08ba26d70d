import { Disk } from "./disk.js";
import { gopathFolders, moduleCacheFolder, type ProcessEnv, readEnvironment } from "./environment.js";
import { findModuleRoot, findWorkFile } from "./find-roots.js";
import { findGoroot, otherInstallations } from "./goroot.js";
import { parseGoVersion } from "./go-version.js";
import * as messages from "./messages.js";
import type { FileSystem, ProjectProblem, StdTable } from "./model.js";
import { ModuleSet } from "./module-set.js";
import { cleanPath, isAbsolutePath, parentPath } from "./paths.js";
import { readMains, type Roots } from "./read-mains.js";
import { chooseToolchain } from "./toolchain.js";
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
  const early = readEnvironment(disk, env, undefined);
  const { found } = findGoroot(disk, { env, gorootSetting: early.setting("GOROOT"), askGo: options.goEnvGoroot });
  const environment = readEnvironment(disk, env, found?.path);
  const { setting, flags } = environment;
  const moduleCache = moduleCacheFolder(env, environment);
  const roots = locate(disk, { cwd, env, gowork: options.gowork ?? setting("GOWORK"), goroot: found?.path, isGopath: setting("GO111MODULE") === "off" });
  const { mains, work, problems } = readMains(disk, roots, flags.modfile === "" ? "" : resolveModfile(cwd, flags.modfile));
  const kind = work !== undefined && roots.kind === "work" ? "work" : mains.length === 0 && roots.kind !== "gopath" ? "no-module" : roots.kind;

  const asked = options.goVersion ?? "";
  const line = work === undefined ? mains[0]?.goMod : work.file;
  const linePath = work === undefined ? mains[0]?.goModPath : work.path;
  const wish = { asked, gotoolchain: setting("GOTOOLCHAIN"), file: line === undefined ? undefined : { path: linePath ?? "", go: line.go, toolchain: line.toolchain } };
  const stdTable = typeof options.stdTable === "function" ? options.stdTable(asked || found?.version.text || (line?.go ?? "")) : options.stdTable;
  const toolchain = chooseToolchain(wish, { found, others: () => otherInstallations(disk, { env, moduleCache }), stdTable });
  const isBadVersion = asked !== "" && parseGoVersion(asked) === "invalid";

  const { vendor, problems: vendorProblems } = chooseVendor({ disk, root: roots.root, mains, workGo: work?.file.go, mod: flags.mod });
  const all: ProjectProblem[] = [...problems, ...toolchain.problems, ...vendorProblems, ...(isBadVersion ? [messages.badGoVersion(asked)] : [])];
  return {
    kind,
    cwd,
    root: kind === "no-module" ? cwd : roots.root,
    mainModules: mains,
    goVersion: toolchain.goVersion,
    goroot: toolchain.goroot,
    tags: [...new Set([...flags.tags, ...(options.tagsExtra ?? [])])],
    problems: all,
    inner: {
      disk,
      setting,
      modules: new ModuleSet({ disk, mains, work, moduleCache }),
      vendor,
      gopaths: gopathFolders(env, environment),
      moduleCache,
      stdTable,
      resolved: new Map(),
      selections: new Map(),
      contexts: new WeakMap(),
    },
  };
}

type Search = { readonly cwd: string; readonly env: ProcessEnv; readonly gowork: string; readonly goroot: string | undefined; readonly isGopath: boolean };

function locate(disk: Disk, { cwd, env, gowork, goroot, isGopath }: Search): Roots {
  if (isGopath) return { kind: "gopath", root: cwd };
  const work = findWorkFile(disk, cwd, { gowork, goroot });
  if (work !== "") return { kind: "work", root: parentPath(work), workPath: work };
  const root = findModuleRoot(disk, cwd, env);
  return root === "" ? { kind: "no-module", root: cwd } : { kind: "module", root, isInGoroot: goroot !== undefined && root === `${goroot}/src` };
}

function resolveModfile(cwd: string, modfile: string): string {
  return cleanPath(isAbsolutePath(modfile) ? modfile : `${cwd}/${modfile}`);
}
