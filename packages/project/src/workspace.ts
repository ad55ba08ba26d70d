import type { Disk } from "./disk.js";
import type { GoVersion } from "./go-version.js";
import type { BuildContext, MissingPackage, PackageRef, ProjectProblem, StdTable } from "./model.js";
import type { MainModule } from "./module-graph.js";
import type { ModuleSet } from "./module-set.js";
import type { ModulesTxt } from "./modules-txt.js";
import type { FileSelection } from "./select-files.js";

/** Where the standard library is read from. */
export type Goroot =
  | { readonly kind: "directory"; readonly path: string; readonly version: string }
  | { readonly kind: "table"; readonly version: string }
  | { readonly kind: "none" };

/** What one run of the go command would see from one folder: the modules at hand and all they build on. */
export type Workspace = {
  /** `module`: one go.mod; `work`: a go.work; `gopath`: GO111MODULE=off; `no-module`: a folder outside any of them. */
  readonly kind: "module" | "work" | "gopath" | "no-module";
  /** The folder that patterns are relative to. */
  readonly cwd: string;
  /** The folder of go.mod or go.work; the working directory where there is neither. */
  readonly root: string;
  readonly mainModules: readonly MainModule[];
  readonly goVersion: GoVersion;
  readonly goroot: Goroot;
  /** `-tags` of the user and of GOFLAGS together. */
  readonly tags: readonly string[];
  readonly problems: readonly ProjectProblem[];
  /** Of this room only: what the workspace remembers. */
  readonly inner: Inner;
};

export type Inner = {
  readonly disk: Disk;
  readonly setting: (name: string) => string;
  readonly modules: ModuleSet;
  readonly vendor: Vendor;
  readonly gopaths: readonly string[];
  readonly moduleCache: string;
  readonly stdTable: StdTable | undefined;
  /** Import path, after a letter for the kind of importer → answer. */
  readonly resolved: Map<string, PackageRef | MissingPackage>;
  /** Context key → folder → files. */
  readonly selections: Map<string, Map<string, FileSelection>>;
  readonly contexts: WeakMap<BuildContext, CompiledContext>;
};

/** Dependencies come from `directory` and nowhere else (-mod=vendor), or from the module cache. */
export type Vendor = { readonly directory: string; readonly txt: ModulesTxt } | "off";

export type CompiledContext = {
  /** Equal for contexts that select the same files. */
  readonly key: string;
  readonly tags: ReadonlySet<string>;
};
