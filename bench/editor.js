// How long the language server works from an edit to diagnostics: a field comes and goes in the first struct of a file, and
// after each edit the diagnostics are asked for. `node bench/editor.js [folder file]`; without words, files of 2,000 to 4,000
// lines of the standard library. The second number is the main thread's own time, which says more on a busy machine.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as pause } from "node:timers/promises";
import { ask } from "../tools/language-client.js";

const nEdits = 40;
const command = join(dirname(fileURLToPath(import.meta.url)), "../packages/cli/bin/cachelint.js");
const [folder, ...given] = process.argv.slice(2);
const source = folder ?? join(spawnSync("go", ["env", "GOROOT"], { encoding: "utf8" }).stdout.trim(), "src");
for (const file of folder === undefined ? ["runtime/mgc.go", "net/http/transport.go", "net/http/server.go", "go/ast/ast.go"] : given) await ask(command, join(source, file), (client, uri, child) => measure(file, { client, uri, child }));

async function measure(file, { client, uri, child }) {
  const textDocument = { uri };
  const text = readFileSync(join(source, file), "utf8");
  const line = text.split("\n").findIndex((one) => /^type \w+ struct \{$/.test(one)) + 1;
  const pull = async () => {
    const started = performance.now();
    await client.sendRequest("textDocument/diagnostic", { textDocument });
    return performance.now() - started;
  };
  const first = await pull();
  await pause(3000);
  const times = [];
  let own = 0;
  for (let i = 0; i < nEdits; i++) {
    const [start, end] = [{ line, character: 0 }, { line: line + (i % 2), character: 0 }];
    const before = mainThreadMs(child.pid);
    await client.sendNotification("textDocument/didChange", { textDocument: { uri, version: i + 2 }, contentChanges: [{ range: { start, end }, text: i % 2 === 0 ? "\tadded int32\n" : "" }] });
    times.push(await pull());
    own += mainThreadMs(child.pid) - before;
  }
  times.sort((a, b) => a - b);
  const at = (part) => times[Math.floor(part * nEdits)].toFixed(0);
  console.log(`${file}: ${text.split("\n").length} lines; opened ${first.toFixed(0)} ms; edit to diagnostics median ${at(0.5)} ms, 90 % ${at(0.9)} ms; main thread ${(own / nEdits).toFixed(0)} ms an edit`);
}

/** Processor time of the thread, from Linux; NaN elsewhere. Linux counts in hundredths of a second. */
function mainThreadMs(pid) {
  try {
    const [, fields = ""] = /^.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/task/${pid}/stat`, "utf8")) ?? [];
    const [user, system] = fields.split(" ").slice(11, 13);
    return 10 * (Number(user) + Number(system));
  } catch {
    return NaN;
  }
}
