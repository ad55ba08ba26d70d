import { accessSync, closeSync, constants, fchmodSync, fsyncSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeSync } from "node:fs";

/** A file as it was read and as it is to be. */
export type ChangedFile = { readonly path: string; readonly before: string; readonly after: string };

/** `changed`: somebody else wrote it since it was read; `not-utf8`: it has bytes that its text does not show, and that would be lost. */
export type WriteProblem = { readonly problem: "changed" | "not-utf8" | "read-only" | "refused"; readonly code: string };

/**
 * Replaces a file as a whole, so that nobody ever sees half of it: a file beside it takes its name. Links are followed, and the mode is
 * kept. Nothing is written where the disk holds another text than was read.
 */
export function writeChanged(file: ChangedFile): WriteProblem | null {
  return tried(() => {
    const { target, mode, problem } = lookAt(file);
    if (problem === null) replace(target, file.after, mode);
    return problem;
  });
}

/** What would keep a file from being written; nothing is. */
export function writeProblemOf(file: ChangedFile): WriteProblem | null {
  return tried(() => lookAt(file).problem);
}

function lookAt({ path, before }: ChangedFile): { readonly target: string; readonly mode: number; readonly problem: WriteProblem | null } {
  const target = realpathSync(path);
  const { mode } = statSync(target);
  accessSync(target, constants.W_OK);
  // Root may write what its mode forbids; whoever took the right to write away meant it.
  if ((mode & 0o222) === 0) return { target, mode, problem: { problem: "read-only", code: "EACCES" } };
  const problem = differs(target, before);
  return { target, mode, problem: problem && { problem, code: "" } };
}

function tried(write: () => WriteProblem | null): WriteProblem | null {
  try {
    return write();
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    if (typeof code !== "string") throw error;
    return { problem: code === "EACCES" || code === "EPERM" || code === "EROFS" ? "read-only" : "refused", code };
  }
}

function differs(target: string, before: string): "changed" | "not-utf8" | null {
  const bytes = readFileSync(target);
  if (bytes.equals(Buffer.from(before))) return null;
  return bytes.toString("utf8") === before ? "not-utf8" : "changed";
}

function replace(target: string, text: string, mode: number): void {
  const temporary = `${target}.${String(process.pid)}.tmp`;
  const file = openSync(temporary, "wx", mode & 0o777);
  try {
    try {
      fchmodSync(file, mode & 0o7777);
      const bytes = Buffer.from(text);
      for (let nWritten = 0; nWritten < bytes.length; ) nWritten += writeSync(file, bytes, nWritten);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
