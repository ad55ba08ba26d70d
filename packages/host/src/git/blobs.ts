import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import { gitEnv, type Repository } from "./git.js";

/** Reads objects of a repository. `read` waits for its answer; null where there is no such object. `stop` ends the process behind it. */
export type Blobs = { readonly read: (id: string) => string | null; readonly stop: () => void };

/** What the thread is started with: where to run git, the port for questions and answers, and the cell that says that an answer is there. */
export type BlobThreadData = { readonly top: string; readonly env: NodeJS.ProcessEnv; readonly port: MessagePort; readonly answered: Int32Array };

/**
 * Opens one `git cat-file --batch` for all reads. File systems are asked synchronously, and a process can be talked to only
 * asynchronously: so a thread talks to it, and this one sleeps until the answer is there.
 */
export function openBlobs(repository: Repository, program: URL = new URL("./blob-worker.js", import.meta.url)): Blobs {
  // In sources that were not built there is no thread to start.
  return existsSync(fileURLToPath(program)) ? throughThread(repository, program) : oneByOne(repository);
}

function throughThread({ top, env }: Repository, program: URL): Blobs {
  const answered = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const { port1: ours, port2: theirs } = new MessageChannel();
  const worker = new Worker(program, { workerData: { top, env: gitEnv(env), port: theirs, answered } satisfies BlobThreadData, transferList: [theirs] });
  worker.unref();
  ours.unref();
  return {
    read: (id) => {
      Atomics.store(answered, 0, 0);
      ours.postMessage(id);
      Atomics.wait(answered, 0, 0);
      return (receiveMessageOnPort(ours)?.message as string | null | undefined) ?? null;
    },
    stop: () => void worker.terminate(),
  };
}

function oneByOne({ top, env }: Repository): Blobs {
  return {
    read: (id) => {
      const { status, stdout } = spawnSync("git", ["cat-file", "blob", id], { cwd: top, env: gitEnv(env), encoding: "utf8", maxBuffer: 1 << 30 });
      return status === 0 ? stdout : null;
    },
    stop: () => undefined,
  };
}
