import type { ShownTouch } from "@cachelint/host";
import type { Background } from "./background/thread.js";
import type { Documents } from "./documents.js";
import { homeOf } from "./homes.js";

/** Longer nobody waits for a hover. */
const patienceMs = 400;

/** Who touches the fields of a struct. It takes bodies of several packages to know, so that it is asked of the second thread, once per text. */
export class Touches {
  readonly #background: Background;
  readonly #documents: Documents;
  readonly #targets: () => readonly string[];
  readonly #known = new Map<string, Promise<readonly ShownTouch[]>>();

  constructor(background: Background, documents: Documents, targets: () => readonly string[]) {
    this.#background = background;
    this.#documents = documents;
    this.#targets = targets;
  }

  forget(): void {
    this.#known.clear();
  }

  /** Of the struct whose name stands at an offset. */
  of(path: string, offset: number): Promise<readonly ShownTouch[]> {
    const key = `${path}\n${String(offset)}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const { cwd, all } = homeOf(path, this.#documents.texts);
    const asked = this.#background.ask({ kind: "touches", cwd, patterns: [all], targets: this.#targets(), texts: new Map(this.#documents.texts), path, offset }).then((answer) => (answer.kind === "touches" ? answer.touches : []));
    this.#known.set(key, asked);
    return asked;
  }

  /** The same, or null where the answer takes too long; it is there the next time. */
  async soon(path: string, offset: number): Promise<readonly ShownTouch[] | null> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), patienceMs)));
    const first = await Promise.race([this.of(path, offset), late]);
    clearTimeout(timer);
    return first;
  }
}
