import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UsageError } from "@cachelint/host";
import type { Io } from "./io.js";

/** Enough text at once that the number of writes does not count. */
const chunkLength = 1 << 16;

/** Writes a report to standard output, or whole to a file, while its pieces are made. */
export async function writeReport(io: Io, file: string | undefined, pieces: Iterable<string>): Promise<void> {
  if (file === undefined || file === "-") await writeChunks(pieces, (text) => io.stdout.write(text));
  else await writeFile(resolve(io.cwd, file), file, pieces);
}

async function writeChunks(pieces: Iterable<string>, write: (text: string) => Promise<boolean>): Promise<void> {
  let chunk = "";
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < chunkLength) continue;
    if (!(await write(chunk))) return;
    chunk = "";
  }
  if (chunk !== "") await write(chunk);
}

/** A reader of the file sees the old report or the new one, never half of it. */
async function writeFile(path: string, shown: string, pieces: Iterable<string>): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  const file = orUsageError(shown, () => {
    mkdirSync(dirname(path), { recursive: true });
    return openSync(temporary, "w");
  });
  try {
    await writeChunks(pieces, (text) => {
      orUsageError(shown, () => writeSync(file, text));
      return Promise.resolve(true);
    });
    closeSync(file);
    orUsageError(shown, () => renameSync(temporary, path));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** What the disk refuses is not cachelint's bug. */
function orUsageError<T>(shown: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    if (typeof code !== "string") throw error;
    throw new UsageError(`The report cannot be written to ${shown} (${code}).`, { hint: "Check that its folder exists and can be written to." });
  }
}
