import { accessSync, closeSync, constants, fchmodSync, openSync, readlinkSync, realpathSync, renameSync, rmSync, statSync, type Stats, writeSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Io } from "./io.js";
import * as messages from "./messages.js";

/** Enough text at once that the number of writes does not count. */
const chunkLength = 1 << 16;

/** What a file is called where it cannot be written: a report, unless it is something of its own. */
export type WrittenFile = { readonly what: "report" | "baseline" | "file"; /** As reports name it. */ readonly shown: string };

/** Writes a report to standard output, or whole to a file, while its pieces are made. */
export async function writeReport(io: Io, file: string | undefined, pieces: Iterable<string>, written?: WrittenFile): Promise<void> {
  if (file === undefined || file === "-") return writeChunks(pieces, (text) => io.stdout.write(text));
  const path = resolve(io.cwd, file);
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined || stats.isFile()) await replaceFile(realTarget(path), stats, pieces);
    else await writeThrough(path, pieces);
  } catch (error) {
    // What the disk refuses is not cachelint's bug.
    const { code, syscall } = error as { readonly code?: unknown; readonly syscall?: unknown };
    if (typeof code !== "string" || typeof syscall !== "string") throw error;
    throw messages.cannotWrite(written ?? { what: "report", shown: file }, code);
  }
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
async function replaceFile(path: string, old: Stats | undefined, pieces: Iterable<string>): Promise<void> {
  if (old !== undefined) accessSync(path, constants.W_OK);
  const temporary = `${path}.${process.pid}.tmp`;
  const file = openSync(temporary, "w");
  try {
    try {
      if (old !== undefined) fchmodSync(file, old.mode & 0o7777);
      await writeChunks(pieces, (text) => Promise.resolve(writeWhole(file, text)));
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** A device or a pipe is written to; it cannot be replaced. */
async function writeThrough(path: string, pieces: Iterable<string>): Promise<void> {
  const file = openSync(path, constants.O_WRONLY);
  try {
    await writeChunks(pieces, (text) => Promise.resolve(writeWhole(file, text)));
  } finally {
    closeSync(file);
  }
}

/** False when nobody reads any more, as for standard output. */
function writeWhole(file: number, text: string): boolean {
  const bytes = Buffer.from(text);
  try {
    for (let nWritten = 0; nWritten < bytes.length; ) nWritten += writeSync(file, bytes, nWritten);
    return true;
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === "EPIPE") return false;
    throw error;
  }
}

/** Where links lead to, also where there is no file yet. */
function realTarget(path: string): string {
  const inFolder = resolve(realpathSync(dirname(path)), path.slice(dirname(path).length).replace(/^[/\\]+/, ""));
  let link: string;
  try {
    link = readlinkSync(inFolder);
  } catch {
    return inFolder;
  }
  // Links that lead in a circle were refused when the file was looked at.
  return realTarget(resolve(dirname(inFolder), link));
}
