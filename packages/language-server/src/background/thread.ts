import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { answering } from "./answer.js";
import type { Answer, Question } from "./model.js";

/** Answers questions beside the thread that talks to the editor. */
export type Background = { readonly ask: (question: Question) => Promise<Answer>; readonly stop: () => void };

/** Starts the second thread; where its program is not there, as in sources that were not built, this one does the work. */
export function startBackground(program: URL = new URL("./background-worker.js", import.meta.url)): Background {
  return existsSync(fileURLToPath(program)) ? inThread(program) : inThisThread();
}

function inThisThread(): Background {
  const answer = answering(process.env);
  let last: Promise<unknown> = Promise.resolve();
  return {
    ask: (question) => {
      const next = last.then(() => answer(question));
      last = next;
      return next;
    },
    stop: () => undefined,
  };
}

function inThread(program: URL): Background {
  let waiting: ((answer: Answer) => void)[] = [];
  let worker: Worker | null = null;
  const fail = (error: unknown): void => {
    worker = null;
    const failed = waiting;
    waiting = [];
    for (const tell of failed) tell({ kind: "error", isUsage: false, message: `The thread that judges sharing ended: ${error instanceof Error ? error.message : String(error)}. It starts again with the next change.` });
  };
  const start = (): Worker => {
    const started = new Worker(program);
    started.on("message", (answer: Answer) => waiting.shift()?.(answer));
    started.on("error", fail);
    started.on("exit", (code) => {
      if (worker === started) fail(`exit code ${String(code)}`);
    });
    // An editor that is gone must not leave a process behind.
    started.unref();
    return started;
  };
  return {
    ask: (question) => new Promise((resolve) => {
      worker ??= start();
      waiting.push(resolve);
      worker.postMessage(question);
    }),
    stop: () => {
      const stopped = worker;
      worker = null;
      void stopped?.terminate();
    },
  };
}
