import type { Disk } from "./disk.js";
import { type GoMod, parseGoMod, type Replacement } from "./go-mod.js";
import type { GoWork } from "./go-work.js";
import { isPruned, type MainModule, selectRoots, type Selection, selectVersions, type Summary } from "./module-graph.js";
import { escapeModule, type ModuleVersion } from "./module-path.js";
import { joinPath, parentPath, resolvePath } from "./paths.js";
import { compareSemver } from "./semver.js";

export type ModuleSources = {
  readonly disk: Disk;
  readonly mains: readonly MainModule[];
  /** Absent outside a workspace. */
  readonly work: { readonly path: string; readonly file: GoWork } | undefined;
  /** GOMODCACHE, empty where unknown. */
  readonly moduleCache: string;
};

/** Where a module's files are. */
export type ModulePlace = {
  readonly directory: string;
  /** In a folder of the user's, not in the module cache: nested modules then hide parts of it. */
  readonly isLocal: boolean;
  /** `path v1.2.3`, with `=> replacement` where replaced: for messages. */
  readonly title: string;
};

/** The modules of a build: which versions are selected, and where they are. Selection runs when first asked for. */
export class ModuleSet {
  readonly #sources: ModuleSources;
  readonly #replaces: ReadonlyMap<string, { readonly with: ModuleVersion; readonly base: string }>;
  readonly #mains: ReadonlyMap<string, MainModule>;
  readonly #places = new Map<string, ModulePlace>();
  #roots: ReadonlyMap<string, string> | undefined;
  #selection: Selection | undefined;

  constructor(sources: ModuleSources) {
    this.#sources = sources;
    this.#mains = new Map(sources.mains.map((main) => [main.path, main]));
    this.#replaces = collectReplaces(sources);
  }

  /**
   * Versions that the main modules' own go.mod files state. A workspace and modules before Go 1.17 need the whole graph
   * at once; others only for packages that no module of their list has.
   */
  roots(): ReadonlyMap<string, string> {
    const { mains, work } = this.#sources;
    const isComplete = work === undefined && mains.every((main) => isPruned(main.goMod));
    this.#roots ??= isComplete ? selectRoots(mains, (main) => this.#requires(main)) : this.selection().versions;
    return this.#roots;
  }

  /** The versions selected in the whole graph. */
  selection(): Selection {
    const { mains, work } = this.#sources;
    this.#selection ??= selectVersions({ mains, isWorkspace: work !== undefined, summary: (module) => this.#summary(module) }, (main) => this.#requires(main));
    return this.#selection;
  }

  place(path: string, version: string): ModulePlace {
    const key = `${path} ${version}`;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place = this.#findPlace({ path, version });
    this.#places.set(key, place);
    return place;
  }

  /** Folders that replace lines point at, with the module path their packages go by. */
  localReplacements(): readonly { readonly module: string; readonly directory: string }[] {
    const local = [...this.#replaces].filter(([, replacement]) => replacement.with.version === "");
    return local.map(([key, { with: other, base }]) => ({ module: key.slice(0, key.indexOf(" ")), directory: resolvePath(base, other.path) }));
  }

  #findPlace(module: ModuleVersion): ModulePlace {
    const main = module.version === "" ? this.#mains.get(module.path) : undefined;
    if (main !== undefined) return { directory: main.directory, isLocal: true, title: module.path };
    const replacement = this.#replacement(module);
    const title = `${module.path} ${module.version}`;
    if (replacement === undefined) return { directory: this.#cached(module), isLocal: false, title };
    const { with: other, base } = replacement;
    const shown = `${title} => ${other.path}${other.version === "" ? "" : ` ${other.version}`}`;
    if (other.version === "") return { directory: resolvePath(base, other.path), isLocal: true, title: shown };
    return { directory: this.#cached(other), isLocal: false, title: shown };
  }

  #cached({ path, version }: ModuleVersion): string {
    return joinPath(this.#sources.moduleCache, `${escapeModule(path)}@${escapeModule(version)}`);
  }

  #replacement(module: ModuleVersion): { readonly with: ModuleVersion; readonly base: string } | undefined {
    return this.#replaces.get(`${module.path} ${module.version}`) ?? this.#replaces.get(`${module.path} `);
  }

  /** Requirements of a main module; those on versions it excludes are ignored. */
  #requires(main: MainModule): readonly ModuleVersion[] {
    return main.goMod.requires.filter((required) => !isExcluded(main, required));
  }

  #summary(module: ModuleVersion): Summary | "missing" {
    const goMod = this.#goMod(module);
    if (goMod === undefined) return "missing";
    const requires = goMod.requires.filter((required) => !this.#sources.mains.some((main) => isExcluded(main, required)));
    return { requires, isPruned: isPruned(goMod) };
  }

  #goMod(module: ModuleVersion): GoMod | undefined {
    const { disk, moduleCache } = this.#sources;
    const replacement = this.#replacement(module);
    const actual = replacement?.with ?? module;
    const unpacked = (): string | undefined => disk.text(joinPath(this.place(module.path, module.version).directory, "go.mod"));
    const downloaded = joinPath(moduleCache, `cache/download/${escapeModule(actual.path)}/@v/${escapeModule(actual.version)}.mod`);
    const text = actual.version === "" ? unpacked() : (disk.text(downloaded) ?? unpacked());
    return text === undefined ? undefined : parseGoMod(text);
  }
}

/** go.work's replacements, then those of the modules for paths that go.work leaves alone; keys are `path version`. */
function collectReplaces({ mains, work }: ModuleSources): ReadonlyMap<string, { readonly with: ModuleVersion; readonly base: string }> {
  const replaces = new Map<string, { readonly with: ModuleVersion; readonly base: string }>();
  const add = ({ old, with: other }: Replacement, base: string): unknown => replaces.set(`${old.path} ${old.version}`, { with: other, base });
  for (const replace of work?.file.replaces ?? []) add(replace, parentPath(work?.path ?? ""));
  const ofWork = new Set((work?.file.replaces ?? []).map(({ old }) => old.path));
  for (const main of mains.toReversed()) {
    for (const replace of main.goMod.replaces) if (!ofWork.has(replace.old.path)) add(replace, main.directory);
  }
  return replaces;
}

function isExcluded(main: MainModule, { path, version }: ModuleVersion): boolean {
  return main.goMod.excludes.some((excluded) => excluded.path === path && compareSemver(excluded.version, version) === 0);
}
