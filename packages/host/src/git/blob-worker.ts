import { spawn } from "node:child_process";
import { workerData } from "node:worker_threads";
import type { BlobThreadData } from "./blobs.js";

// One `git cat-file --batch`: object names in, `name blob bytes` and the object out, one question at a time.
const { top, env, port, answered } = workerData as BlobThreadData;
const batch = spawn("git", ["cat-file", "--batch"], { cwd: top, env, stdio: ["pipe", "pipe", "ignore"] });
let chunks: Buffer[] = [];
let length = 0;
let isDown = false;

port.on("message", (id: string) => {
  if (isDown) answer(null);
  else batch.stdin.write(`${id}\n`);
});
batch.stdout.on("data", (chunk: Buffer) => {
  chunks.push(chunk);
  length += chunk.length;
  const whole = completeObject();
  if (whole !== undefined) answer(whole);
});
batch.on("error", giveUp);
batch.on("close", giveUp);
batch.stdin.on("error", giveUp);

/** The object that was asked for, once all of it is there; null for one that the repository does not have. */
function completeObject(): string | null | undefined {
  const first = chunks[0];
  const headEnd = first === undefined ? -1 : first.indexOf(10);
  if (first === undefined || headEnd < 0) return undefined;
  const [, type, size] = first.subarray(0, headEnd).toString("utf8").split(" ");
  if (type === "missing" || size === undefined) return null;
  const sizeBytes = Number(size);
  if (length < headEnd + 1 + sizeBytes + 1) return undefined;
  return Buffer.concat(chunks).subarray(headEnd + 1, headEnd + 1 + sizeBytes).toString("utf8");
}

function answer(text: string | null): void {
  chunks = [];
  length = 0;
  port.postMessage(text);
  Atomics.store(answered, 0, 1);
  Atomics.notify(answered, 0);
}

function giveUp(): void {
  if (!isDown) {
    isDown = true;
    answer(null);
  }
}
