import { parentPort } from "node:worker_threads";
import { answering } from "./answer.js";
import type { Question } from "./model.js";

// The second thread: it answers in the order in which it was asked.
const answer = answering(process.env);
let last: Promise<void> = Promise.resolve();
parentPort?.on("message", (question: Question) => {
  last = last.then(async () => parentPort?.postMessage(await answer(question)));
});
