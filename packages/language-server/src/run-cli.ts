import { spawn } from "node:child_process";

/** Runs the command line in a folder. */
export type RunCli = (words: readonly string[], cwd: string) => Promise<CliResult>;
export type CliResult = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

/** Runs what an editor asks for as a user would in a terminal, so that it means the same; `command` are the words before those of the command. */
export function cliRunner([program = "", ...first]: readonly string[]): RunCli {
  return (words, cwd) => new Promise((resolve) => {
    const child = spawn(program, [...first, ...words], { cwd, stdio: ["ignore", "pipe", "pipe"] });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.on("error", ({ message }) => resolve({ exitCode: 3, stdout: "", stderr: `${program} does not start: ${message}\n` }));
    child.on("close", (code) => resolve({ exitCode: code ?? 3, stdout: Buffer.concat(out).toString("utf8"), stderr: Buffer.concat(err).toString("utf8") }));
  });
}
