import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { PortableTree } from "@cachelint/syntax";

/** A thread that parses. */
export type ParseThread = { readonly parse: (text: string) => Parsing; readonly stop: () => void };

/**
 * A text on its way: the tree is null where the parser, or the thread itself, gave up. `take` gets the text back unless
 * the thread has begun with it; its tree is null then.
 */
export type Parsing = { readonly tree: Promise<PortableTree | null>; readonly take: () => boolean };

/** What the thread is sent: a text, and the cell in which whoever begins with it says so. */
export type Task = { readonly text: string; readonly index: number };
export type ThreadData = { readonly takers: Int32Array };

/** More texts than cells are parsed by whoever sent them. */
const maxTasks = 4096;

/** Starts the thread; null where its program is not there, as in sources that were not built. */
export function startParseThread(program: URL = new URL("./parse-worker.js", import.meta.url)): ParseThread | null {
  if (!existsSync(fileURLToPath(program))) return null;
  const takers = new Int32Array(new SharedArrayBuffer(maxTasks * Int32Array.BYTES_PER_ELEMENT));
  const worker = new Worker(program, { workerData: { takers } satisfies ThreadData });
  const waiting: ((tree: PortableTree | null) => void)[] = [];
  let nTasks = 0;
  let isDown = false;
  const giveUp = (): void => {
    isDown = true;
    for (const answer of waiting.splice(0)) answer(null);
  };
  worker.on("message", (tree: PortableTree | null) => waiting.shift()?.(tree));
  worker.on("error", giveUp);
  worker.on("exit", giveUp);
  // Until it has something to do, nobody waits for it: a run may end before.
  worker.unref();
  const parse = (text: string): Parsing => {
    if (isDown || nTasks === maxTasks) return { tree: Promise.resolve(null), take: () => true };
    const index = nTasks++;
    worker.ref();
    const tree = new Promise<PortableTree | null>((resolve) => waiting.push(resolve));
    worker.postMessage({ text, index } satisfies Task);
    return { tree, take: () => takeTask(takers, index) };
  };
  return { parse, stop: () => void worker.terminate() };
}

/** Whether nobody has begun with a task yet; from now on the caller has. */
export function takeTask(takers: Int32Array, index: number): boolean {
  return Atomics.compareExchange(takers, index, 0, 1) === 0;
}
