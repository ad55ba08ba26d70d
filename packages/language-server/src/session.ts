import type { LiveView, RestsOn } from "@cachelint/host";
import { type Background, startBackground } from "./background/thread.js";
import { Documents, type OpenDocument } from "./documents.js";
import { homeOf } from "./homes.js";
import type { LiveFinding } from "./model.js";
import { currentFindings, type ModuleFindings, type ModuleMarks, marksOf, type SaidBefore } from "./module-findings.js";
import { Packages } from "./packages.js";
import { type ClientSettings, defaultClientSettings } from "./settings.js";
import { Touches } from "./touches.js";

/** What the session tells whoever talks to the editor. */
export type SessionEvents = {
  /** Findings may be others now; `isWhole`: those that take the whole module, too. */
  readonly onFindings: (isWhole: boolean) => void;
  /** A sentence for the user, told once. */
  readonly onProblem: (message: string) => void;
  readonly onBug: (error: unknown) => void;
};

type Current = { readonly view: LiveView; readonly module: ModuleFindings | undefined; readonly findings: readonly LiveFinding[]; readonly said: SaidBefore | undefined };

/** Typing goes on within less. */
const quickDelayMs = 100;
const moduleDelayMs = 400;

/** What is open and what is known of it. Layouts are known at once; what takes the whole module comes from a second thread. */
export class Session {
  readonly documents = new Documents();
  readonly packages: Packages;
  readonly touches: Touches;
  settings: ClientSettings = defaultClientSettings;
  readonly #events: SessionEvents;
  readonly #background: Background;
  readonly #modules = new Map<string, ModuleFindings>();
  readonly #current = new Map<string, Current>();
  readonly #told = new Set<string>();
  #quick: NodeJS.Timeout | undefined;
  #module: NodeJS.Timeout | undefined;
  #isChecking = false;
  #isDue = false;
  /** Counts what may have changed the answer of a check. */
  #nChanges = 0;
  readonly #waiting = new Set<() => void>();

  constructor(events: SessionEvents, background: Background = startBackground()) {
    this.#events = events;
    this.#background = background;
    this.packages = new Packages(this.documents.texts, () => this.settings.targets);
    this.touches = new Touches(background, this.documents, () => this.settings.targets);
  }

  open(uri: string, version: number, text: string): void {
    const document = this.documents.open(uri, version, text);
    if (document !== null) this.#current.delete(document.path);
    // It may be new, or differ from what is on the disk.
    if (document !== null) this.changed([{ path: document.path, isText: false }]);
  }

  edit(uri: string, version: number, changes: Parameters<Documents["change"]>[2]): void {
    const document = this.documents.change(uri, version, changes);
    if (document !== null) this.changed([{ path: document.path, isText: true }]);
  }

  close(uri: string): void {
    const path = this.documents.close(uri);
    if (path === null) return;
    this.#current.delete(path);
    this.changed([{ path, isText: false }]);
  }

  /** Files changed, in an editor or on the disk. */
  changed(files: readonly { readonly path: string; readonly isText: boolean }[]): void {
    if (manyFiles < files.length) this.packages.reset();
    else for (const { path, isText } of files) this.packages.change(path, isText);
    this.#schedule();
  }

  /** What the last checks of the modules rest on. */
  restsOn(): readonly RestsOn[] {
    return [...this.#modules.values()].map(({ restsOn }) => restsOn);
  }

  /** Something changed that decides what packages are, or how they are judged. */
  reset(): void {
    this.packages.reset();
    // The settings of rules may be others, which no key tells.
    this.#current.clear();
    this.#told.clear();
    this.#schedule();
  }

  /** What is known now of a file, as it stands in the editor. */
  async findings(path: string): Promise<readonly LiveFinding[]> {
    const view = await this.packages.view(path);
    if (view === null) {
      this.#tell(await this.packages.errorOf(path));
      return [];
    }
    const known = this.#current.get(path);
    const module = this.#modules.get(homeOf(path, this.documents.texts).cwd);
    if (known?.view === view && known.module === module) return known.findings;
    const { findings, said } = currentFindings(path, view, { module, before: known?.said, documents: this.documents });
    this.#current.set(path, { view, module, findings, said });
    return findings;
  }

  async viewOf(uri: string): Promise<{ readonly document: OpenDocument; readonly view: LiveView } | null> {
    const document = this.documents.all().find((one) => one.uri === uri);
    if (document === undefined) return null;
    const view = await this.packages.view(document.path);
    return view === null ? null : { document, view };
  }

  /**
   * Whether the fixes that are known of a file were looked for in all texts as they stand now. What was edited since may mind
   * them: a literal without field names, anywhere in the module. Waits for the check at hand, so many milliseconds at most.
   */
  async areFixesFresh(path: string, mostMs: number): Promise<boolean> {
    const isFresh = (): boolean => {
      const module = this.#modules.get(homeOf(path, this.documents.texts).cwd);
      return module?.withFixes === true && module.nChanges === this.#nChanges;
    };
    const until = performance.now() + mostMs;
    for (let left = mostMs; !isFresh() && 0 < left; left = until - performance.now()) await this.#nextCheck(left);
    return isFresh();
  }

  /** Until a check ends, or so many milliseconds. */
  #nextCheck(mostMs: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(end);
        resolve();
      };
      const timer = setTimeout(end, mostMs);
      this.#waiting.add(end);
    });
  }

  stop(): void {
    for (const end of [...this.#waiting]) end();
    clearTimeout(this.#quick);
    clearTimeout(this.#module);
    this.#background.stop();
  }

  #schedule(): void {
    this.#nChanges++;
    this.touches.forget();
    clearTimeout(this.#quick);
    this.#quick = setTimeout(() => this.#events.onFindings(false), quickDelayMs);
    clearTimeout(this.#module);
    this.#module = setTimeout(() => void this.#checkModules(), moduleDelayMs);
  }

  async #checkModules(): Promise<void> {
    // One check at a time; what changed meanwhile is looked at by the next one.
    if (this.#isChecking) {
      this.#isDue = true;
      return;
    }
    this.#isChecking = true;
    try {
      const homes = new Map(this.documents.all().map(({ path }) => [homeOf(path, this.documents.texts).cwd, homeOf(path, this.documents.texts)]));
      for (const cwd of this.#modules.keys()) if (!homes.has(cwd)) this.#modules.delete(cwd);
      // What a fix may do takes as long again to find; whoever types on is not kept waiting for it.
      for (const withFixes of [false, true]) for (const { cwd, all } of homes.values()) if (!withFixes || !this.#isDue) await this.#checkModule(cwd, all, withFixes);
    } catch (error) {
      this.#events.onBug(error);
    } finally {
      this.#isChecking = false;
      if (this.#isDue) this.#schedule();
      this.#isDue = false;
      for (const end of [...this.#waiting]) end();
    }
  }

  async #checkModule(cwd: string, pattern: string, withFixes: boolean): Promise<void> {
    const own = this.documents.all().filter(({ path }) => homeOf(path, this.documents.texts).cwd === cwd);
    for (const { path } of own) await this.packages.view(path);
    // From here to the question nothing can be edited, so that marks and texts belong together.
    const marks: ModuleMarks = new Map(own.map(({ path }) => [path, marksOf(this.documents.markOf(path), this.packages.viewNow(path))]));
    const nChanges = this.#nChanges;
    const answer = await this.#background.ask({ kind: "check", withFixes, state: nChanges, cwd, patterns: [pattern], targets: this.settings.targets, texts: new Map(this.documents.texts) });
    if (answer.kind === "error") {
      if (answer.isUsage) this.#tell(answer.message);
      else this.#events.onBug(new Error(answer.message));
      return;
    }
    if (answer.kind !== "check") return;
    // What was said at once stands at places of its own.
    for (const [path, { mark }] of marks) this.documents.forgetEditsBefore(path, Math.min(mark, this.#current.get(path)?.said?.mark ?? mark));
    this.#modules.set(cwd, { marks, findings: answer.findings, restsOn: answer.restsOn, withFixes, nChanges });
    for (const problem of answer.problems) this.#tell(problem);
    this.#events.onFindings(true);
  }

  #tell(message: string): void {
    if (message === "" || this.#told.has(message)) return;
    this.#told.add(message);
    this.#events.onProblem(message);
  }
}

/** From so many on it is cheaper to list folders anew than to think of each file. */
const manyFiles = 20;
