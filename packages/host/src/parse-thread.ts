import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { PortableTree } from "@cachelint/syntax";

/** A thread that parses; a tree is null where the parser, or the thread itself, gave up. */
export type ParseThread = { readonly parse: (text: string) => Promise<PortableTree | null>; readonly stop: () => void };

/** Starts the thread; null where its program is not there, as in sources that were not built. */
export function startParseThread(program: URL = new URL("./parse-worker.js", import.meta.url)): ParseThread | null {
  if (!existsSync(fileURLToPath(program))) return null;
  const worker = new Worker(program);
  const waiting: ((tree: PortableTree | null) => void)[] = [];
  let isDown = false;
  const giveUp = (): void => {
    isDown = true;
    for (const answer of waiting.splice(0)) answer(null);
  };
  worker.on("message", (tree: PortableTree | null) => waiting.shift()?.(tree));
  worker.on("error", giveUp);
  worker.on("exit", giveUp);
  return {
    parse: (text) =>
      isDown
        ? Promise.resolve(null)
        : new Promise((resolve) => {
            waiting.push(resolve);
            worker.postMessage(text);
          }),
    stop: () => void worker.terminate(),
  };
}
