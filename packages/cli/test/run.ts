import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Io, Output } from "../src/io.js";
import { main } from "../src/main.js";

export type Outcome = { readonly code: number; readonly stdout: string; readonly stderr: string };
export type Surroundings = { readonly cwd?: string; readonly env?: Readonly<Record<string, string>>; readonly stdin?: string; readonly columns?: number };

export const fixtures: string = fileURLToPath(new URL("../../../test-fixtures/", import.meta.url));

/** Runs the command in this process, away from the machine's own Go settings. */
export async function cachelint(words: readonly string[], { cwd = fixtures, env = {}, stdin = "", columns }: Surroundings = {}): Promise<Outcome> {
  const texts = { stdout: "", stderr: "" };
  const output = (name: "stdout" | "stderr"): Output => ({
    isTerminal: columns !== undefined,
    columns,
    write: (text) => {
      texts[name] += text;
      return Promise.resolve(true);
    },
  });
  const io: Io = {
    cwd,
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], GOENV: "off", GOFLAGS: "", GOWORK: "off", NO_COLOR: "1", ...env },
    stdout: output("stdout"),
    stderr: output("stderr"),
    readStdin: () => Promise.resolve(stdin),
  };
  return { code: await main(words, io), ...texts };
}

const folders: string[] = [];

/** A folder with files of its own, removed after the tests: text by path. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "cachelint-test-")));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
