import { compareGoVersions } from "./go-version.js";
import type { GoMod } from "./go-mod.js";
import type { ModuleVersion } from "./module-path.js";
import { compareSemver } from "./semver.js";

/** A module that is being worked on: where it is, and its go.mod. */
export type MainModule = { readonly path: string; readonly directory: string; readonly goModPath: string; readonly goMod: GoMod };

/** A module's requirements as the graph sees them; since Go 1.17 go.mod lists all of them, so what is below can be pruned. */
export type Summary = { readonly requires: readonly ModuleVersion[]; readonly isPruned: boolean };

export type GraphSource = {
  readonly mains: readonly MainModule[];
  /** A go.work's modules together, rather than one module. */
  readonly isWorkspace: boolean;
  /** A dependency's go.mod, after replacement and without excluded versions. */
  readonly summary: (module: ModuleVersion) => Summary | "missing";
};

export type Selection = {
  /** Module path → selected version; main modules have the empty version. */
  readonly versions: ReadonlyMap<string, string>;
  /** Module versions whose go.mod could not be read: what is selected may be too old. */
  readonly missing: readonly ModuleVersion[];
};

/** `go` 1.17 and newer: the go.mod file lists every module needed (golang.org/ref/mod#graph-pruning). */
export function isPruned(goMod: GoMod): boolean {
  return goMod.go !== "" && 0 <= compareGoVersions(goMod.go, "1.17");
}

/** What the main modules themselves ask for, which for a tidy pruned module is all that its packages need. */
export function selectRoots(mains: readonly MainModule[], requires: (main: MainModule) => readonly ModuleVersion[]): ReadonlyMap<string, string> {
  const versions = new Map<string, string>();
  for (const main of mains) for (const { path, version } of requires(main)) raise(versions, path, version);
  for (const main of mains) versions.set(main.path, "");
  return versions;
}

/** Minimal version selection over the whole graph (cmd/go/internal/modload/buildlist.go readModGraph). */
export function selectVersions(source: GraphSource, rootRequires: (main: MainModule) => readonly ModuleVersion[]): Selection {
  const graph = new Graph(source, rootRequires);
  for (const main of source.mains) {
    if (source.isWorkspace) graph.enqueue({ path: main.path, version: "" }, "workspace");
    else for (const module of rootRequires(main)) graph.enqueue(module, isPruned(main.goMod) ? "pruned" : "unpruned");
  }
  graph.drain();
  if (source.isWorkspace) graph.settleWorkspace();
  return { versions: graph.versions, missing: graph.missing };
}

type Pruning = "pruned" | "unpruned" | "workspace";

/** Holds the work list: a class because its parts share state that grows while it runs. */
class Graph {
  readonly versions: Map<string, string>;
  readonly missing: ModuleVersion[] = [];
  readonly #source: GraphSource;
  readonly #mains: ReadonlyMap<string, Summary>;
  readonly #loaded = new Map<string, Summary>();
  readonly #queued = new Set<string>();
  readonly #queue: { readonly module: ModuleVersion; readonly pruning: Pruning }[] = [];

  constructor(source: GraphSource, rootRequires: (main: MainModule) => readonly ModuleVersion[]) {
    this.#source = source;
    this.#mains = new Map(source.mains.map((main) => [main.path, { requires: rootRequires(main), isPruned: isPruned(main.goMod) }]));
    this.versions = new Map(selectRoots(source.mains, rootRequires));
  }

  enqueue(module: ModuleVersion, pruning: Pruning): void {
    const key = `${pruning} ${module.path} ${module.version}`;
    if (this.#queued.has(key)) return;
    this.#queued.add(key);
    this.#queue.push({ module, pruning });
  }

  drain(): void {
    for (let work = this.#queue.shift(); work !== undefined; work = this.#queue.shift()) {
      const summary = this.#load(work.module);
      if (work.pruning === "pruned" && summary.isPruned) continue;
      const own: Pruning = summary.isPruned ? "pruned" : "unpruned";
      for (const required of summary.requires) this.enqueue(required, work.pruning === "unpruned" ? "unpruned" : own);
    }
  }

  /** In a workspace, dependencies that were raised above what a member asked for are read again at their new version. */
  settleWorkspace(): void {
    const relevant = new Set(this.#mains.keys());
    const seen = new Set<string>();
    for (;;) {
      const wanted = new Map<string, ModuleVersion>();
      for (const path of relevant) {
        const module = { path, version: this.versions.get(path) ?? "" };
        if (!seen.has(keyOf(module))) wanted.set(keyOf(module), module);
        else for (const raised of this.#raisedBy(module)) if (!seen.has(keyOf(raised))) wanted.set(keyOf(raised), raised);
      }
      if (wanted.size === 0) return;
      for (const [key, module] of wanted) {
        this.enqueue(module, "workspace");
        seen.add(key);
        relevant.add(module.path);
      }
      this.drain();
    }
  }

  #raisedBy(module: ModuleVersion): readonly ModuleVersion[] {
    return (this.#loaded.get(keyOf(module))?.requires ?? [])
      .map((required) => ({ path: required.path, asked: required.version, version: this.versions.get(required.path) ?? "" }))
      .filter(({ asked, version }) => 0 < compareVersions(version, asked));
  }

  #load(module: ModuleVersion): Summary {
    const key = keyOf(module);
    const known = this.#loaded.get(key);
    if (known !== undefined) return known;
    const read = (module.version === "" ? this.#mains.get(module.path) : undefined) ?? this.#source.summary(module);
    const summary = read === "missing" ? { requires: [], isPruned: true } : read;
    if (read === "missing") this.missing.push(module);
    this.#loaded.set(key, summary);
    for (const { path, version } of summary.requires) raise(this.versions, path, version);
    return summary;
  }
}

function keyOf({ path, version }: ModuleVersion): string {
  return `${path} ${version}`;
}

function raise(versions: Map<string, string>, path: string, version: string): void {
  const current = versions.get(path);
  if (current === undefined || compareVersions(current, version) < 0) versions.set(path, version);
}

/** The empty version, a main module's, is above all. */
function compareVersions(a: string, b: string): number {
  if (a === "" || b === "") return Number(a === "") - Number(b === "");
  return compareSemver(a, b);
}
