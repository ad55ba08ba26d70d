import type { Arguments } from "./command.js";
import { output } from "./flags.js";
import type { Io, Output } from "./io.js";
import { progressLine } from "./progress.js";

/** What is written while ten packages take a quarter of a second each. */
function written(terminals: { readonly stdout: boolean; readonly stderr: boolean }, words: readonly string[] = []): string {
  let text = "";
  const stream = (isTerminal: boolean): Output => ({ isTerminal, columns: 80, write: (piece) => ((text += piece), Promise.resolve(true)) });
  const io: Io = { cwd: "/", env: {}, stdout: stream(terminals.stdout), stderr: stream(terminals.stderr), readStdin: () => Promise.resolve("") };
  const args: Arguments = { positionals: [], isSet: ({ name }) => words.includes(name), value: () => undefined, values: () => [] };
  let milliseconds = 0;
  const tell = progressLine(args, io, { isStreaming: true, now: () => milliseconds });
  for (let i = 1; i <= 10; i++) {
    milliseconds += 250;
    tell?.(i, 10);
  }
  return text;
}

test("a run over a second says how far it is, and wipes that away", () => {
  const text = written({ stdout: false, stderr: true });
  expect(text).toMatch(/^\r\u001B\[K4 of 10 packages\r\u001B\[K5 of 10 packages[^]*\r\u001B\[K9 of 10 packages\r\u001B\[K$/);
});

test("nothing where nobody looks, nor over the report", () => {
  expect(written({ stdout: false, stderr: false })).toBe("");
  expect(written({ stdout: true, stderr: true })).toBe("");
  expect(written({ stdout: true, stderr: true }, [output.name])).not.toBe("");
  expect(written({ stdout: false, stderr: true }, ["quiet"])).toBe("");
});
