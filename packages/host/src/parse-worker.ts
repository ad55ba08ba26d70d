import { parentPort, workerData } from "node:worker_threads";
import { parseForTransfer } from "@cachelint/syntax";
import { loadParser } from "./load-parser.js";
import { takeTask, type Task, type ThreadData } from "./parse-thread.js";

// The second thread of a run over many packages: texts in, trees out, in the order in which they come.
const port = parentPort;
if (port === null) throw new Error("parse-worker.js is a worker thread, not a program");
const { takers } = workerData as ThreadData;
const parser = await loadParser();
port.on("message", ({ text, index }: Task) => {
  const tree = takeTask(takers, index) ? parseForTransfer(parser, text) : null;
  port.postMessage(tree, tree === null ? [] : [tree.nodes.buffer as ArrayBuffer]);
});
