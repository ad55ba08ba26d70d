import { loadLive, type LivePackage, type LiveView, type Shared, UsageError } from "@cachelint/host";
import { allRules } from "@cachelint/rules";
import { homeOf } from "./homes.js";

type Opened = { readonly package: LivePackage } | { readonly error: string };

/** The packages of the open files, each opened once and then kept in step with its files. */
export class Packages {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #targets: () => readonly string[];
  readonly #opened = new Map<string, Promise<Opened>>();
  readonly #ready = new Map<string, Opened>();
  /** When they were last begun anew, in milliseconds since 1970. */
  readAtMs = Date.now();
  #shared: Shared | undefined;
  /** Its parser and what it parsed are taken over. */
  #before: Shared | undefined;

  constructor(texts: ReadonlyMap<string, string>, targets: () => readonly string[]) {
    this.#texts = texts;
    this.#targets = targets;
  }

  /** A file as it stands now; null where no target builds it, or its module cannot be opened. */
  async view(path: string): Promise<LiveView | null> {
    // While it is opened, all may begin anew.
    do await this.#open(path);
    while (!this.#ready.has(this.#keyOf(path)));
    return this.viewNow(path);
  }

  /** The same, of a package that is open; null of others. */
  viewNow(path: string): LiveView | null {
    const opened = this.#ready.get(this.#keyOf(path));
    return opened !== undefined && "package" in opened ? opened.package.view(path) : null;
  }

  /** Why the package of a file cannot be looked at; empty where it can. */
  async errorOf(path: string): Promise<string> {
    const opened = await this.#open(path);
    return "error" in opened ? opened.error : "";
  }

  /** Tells all packages of a change; `isText`: the file was there before and still is. */
  change(path: string, isText: boolean): void {
    for (const opened of this.#ready.values()) if ("package" in opened) opened.package.change(path, isText);
    // What could not be opened may now.
    for (const [key, opened] of this.#ready) if ("error" in opened) this.#drop(key);
  }

  /** For a changed go.mod, configuration, or what an editor does not tell in detail: everything is read anew, but nothing parsed twice. */
  reset(): void {
    this.readAtMs = Date.now();
    this.#opened.clear();
    this.#ready.clear();
    this.#before = this.#shared ?? this.#before;
    this.#shared = undefined;
  }

  /** A file that belongs to no module stands alone; all others stand with those of their folder. */
  #keyOf(path: string): string {
    const { cwd, own } = homeOf(path, this.#texts);
    return `${cwd} ${own}`;
  }

  #drop(key: string): void {
    this.#opened.delete(key);
    this.#ready.delete(key);
  }

  #open(path: string): Promise<Opened> {
    const key = this.#keyOf(path);
    const known = this.#opened.get(key);
    if (known !== undefined) return known;
    const opening = this.#openAnew(path).then((opened) => {
      // Its files are read in the moment in which it gets ready, so that no edit comes between.
      if (this.#opened.get(key) === opening) this.#ready.set(key, opened);
      return opened;
    });
    this.#opened.set(key, opening);
    // A bug is told to whoever asked; the next one who asks tries again.
    opening.catch(() => this.#drop(key));
    return opening;
  }

  async #openAnew(path: string): Promise<Opened> {
    try {
      const live = await loadLive();
      const shared = (this.#shared ??= this.#share(live));
      const { cwd, own } = homeOf(path, this.#texts);
      return { package: await live.openLivePackage({ cwd, pattern: own, env: process.env, rules: allRules, targets: this.#targets(), shared }) };
    } catch (error) {
      if (error instanceof UsageError) return { error: [error.message, error.hint].filter((part) => part !== "").join(" ") };
      throw error;
    }
  }

  #share(live: Awaited<ReturnType<typeof loadLive>>): Shared {
    const shared = live.shareRuns({ overlay: this.#texts });
    return this.#before === undefined ? shared : { ...shared, parser: this.#before.parser, sources: this.#before.sources };
  }
}
