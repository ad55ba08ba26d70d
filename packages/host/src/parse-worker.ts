import { parentPort } from "node:worker_threads";
import { parseForTransfer } from "@cachelint/syntax";
import { loadParser } from "./load-parser.js";

// The second thread of a run over many packages: texts in, trees out, in the order in which they come.
const port = parentPort;
if (port === null) throw new Error("parse-worker.js is a worker thread, not a program");
const parser = await loadParser();
port.on("message", (text: string) => {
  const tree = parseForTransfer(parser, text);
  port.postMessage(tree, tree === null ? [] : [tree.nodes.buffer as ArrayBuffer]);
});
