import type { RestsOn } from "@cachelint/host";
import { isThere, lastChangeMs, stampOf, unwatched, type Watcher, watchersFor, type WatchOptions } from "./watching.js";

export type Freshness = {
  /** Watches what the modules rest on now; called when a check of one has ended. */
  readonly renew: () => Promise<void>;
  /** Looks at what the editor cannot watch, once in a while; called before anything is answered. */
  readonly look: () => void;
};

export type FreshnessTools = {
  readonly options: () => WatchOptions;
  readonly restsOn: () => readonly RestsOn[];
  /** Asks the editor to watch something; answers what ends that. */
  readonly register: (watchers: readonly Watcher[]) => Promise<() => void>;
  /** When all was last read anew, in milliseconds as `Date.now` has them. */
  readonly readAtMs: () => number;
  /** Something changed. */
  readonly reset: () => void;
};

/** Longer a file that nobody watches may go unseen by whoever asks. */
const looksEveryMs = 1000;

/** Hears of all that findings rest on and that does not lie where editors look by themselves; nothing is watched yet. */
export function keepFresh({ options, restsOn, register, readAtMs, reset }: FreshnessTools): Freshness {
  let registered = "[]";
  let end = (): void => undefined;
  let stamped: { readonly paths: readonly string[]; readonly stamp: string } = { paths: [], stamp: "" };
  let nextLook = 0;
  let toldChangeMs = 0;

  async function renew(): Promise<void> {
    const all = restsOn();
    const paths = unwatched(all, options());
    stamped = { paths, stamp: stampOf(paths) };
    const watchers = options().watches ? watchersFor(all, options()) : [];
    const key = JSON.stringify(watchers);
    if (key !== registered) {
      registered = key;
      const endBefore = end;
      end = await register(watchers);
      endBefore();
    }
    // It may have come, or gone, after it was looked for, and before anybody watched.
    const changeMs = lastChangeMs(all.flatMap(({ files, versions }) => [...files, ...versions]));
    const isUnpacked = all.some(({ missing, versions }) => missing.some((path) => !versions.includes(path) && !isThere(path)));
    if (!isUnpacked && changeMs <= Math.max(readAtMs(), toldChangeMs)) return;
    // Clocks differ: each change is told once.
    toldChangeMs = changeMs;
    reset();
  }

  function look(): void {
    const now = performance.now();
    if (stamped.paths.length === 0 || now < nextLook) return;
    nextLook = now + looksEveryMs;
    if (stampOf(stamped.paths) === stamped.stamp) return;
    stamped = { paths: [], stamp: "" };
    reset();
  }

  return { renew, look };
}
