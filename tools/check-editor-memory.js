// The language server's memory after 10,000 edits is within a tenth of that after 1,000. Run with --expose-gc; the number of
// edits can be given. What is measured is what the main thread holds after garbage collection, while the second thread
// judges the module at each pause; the process as a whole is told, too.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";

const languageServer = join(dirname(fileURLToPath(import.meta.url)), "../packages/language-server");
const require = createRequire(join(languageServer, "package.json"));
const { createConnection, ProposedFeatures } = require("vscode-languageserver/node");
const { createProtocolConnection, StreamMessageReader, StreamMessageWriter } = require("vscode-languageserver-protocol/node");
const { startServer } = await import(pathToFileURL(join(languageServer, "dist/server.js")).href);

const nEdits = Number(process.argv[2] ?? 10_000);
const nFirst = nEdits / 10;
const most = 1.1;

const folder = mkdtempSync(join(tmpdir(), "cachelint-memory-"));
mkdirSync(join(folder, "ring"));
writeFileSync(join(folder, "go.mod"), "module example.com/m\n\ngo 1.24\n");
const lines = ["package ring", "", 'import "sync/atomic"', "", "type Ring struct {", "\thead atomic.Uint64", "\ttail atomic.Uint64", "}", "", "func (r *Ring) Put()  { r.head.Add(1) }", "func (r *Ring) Take() { r.tail.Add(1) }"];
for (let i = 0; i < 100; i++) lines.push("", `type T${i} struct {`, "\ta bool", "\tb *Ring", "\tc [3]Ring", "\td bool", "}", "", `func (t *T${i}) use() *T${i} { t.a = !t.d; return &T${i}{b: t.b} }`);
const text = `${lines.join("\n")}\n`;
const path = join(folder, "ring/ring.go");
writeFileSync(path, text);
const uri = pathToFileURL(path).href;

const [toServer, toClient] = [new PassThrough(), new PassThrough()];
const connection = createConnection(ProposedFeatures.all, toServer, toClient);
const session = startServer(connection, { version: "check", runCli: () => Promise.reject(new Error("nobody asks for it")) });
connection.listen();
const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
const problems = [];
client.onNotification("window/logMessage", ({ message }) => problems.push(message));
client.onRequest("workspace/diagnostic/refresh", () => null);
client.listen();
await client.sendRequest("initialize", { processId: null, rootUri: null, capabilities: { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } } });
await client.sendNotification("initialized", {});
await client.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "go", version: 1, text } });

let usedFirst = 0;
for (let i = 1; i <= nEdits; i++) {
  // A field comes and goes in one struct after another, under a new name each time.
  const at = { line: 13 + 9 * (Math.floor((i - 1) / 2) % 100), character: 0 };
  const isIn = i % 2 === 1;
  const last = isIn ? at : { line: at.line + 1, character: 0 };
  await client.sendNotification("textDocument/didChange", { textDocument: { uri, version: i + 1 }, contentChanges: [{ range: { start: at, end: last }, text: isIn ? `\tfield${i} int64\n` : "" }] });
  await client.sendRequest("textDocument/diagnostic", { textDocument: { uri } });
  if (i % 50 === 0) await client.sendRequest("textDocument/codeLens", { textDocument: { uri } });
  if (i % (nEdits / 10) === 0) await pause(1200);
  if (i === nFirst) usedFirst = await measure(i);
}
const used = await measure(nEdits);
session.stop();
client.dispose();
connection.dispose();
rmSync(folder, { recursive: true });
for (const problem of problems) console.log(problem);
console.log(`${(100 * used / usedFirst).toFixed(1)} % of what was held after ${nFirst} edits; ${(100 * most).toFixed(0)} % at most`);
process.exitCode = used <= usedFirst * most && problems.length === 0 ? 0 : 1;

async function measure(n) {
  // The second thread has to come to an end, or its messages would count.
  await pause(2500);
  for (let i = 0; i < 3; i++) globalThis.gc();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  const megabytes = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
  console.log(`after ${n} edits: ${megabytes(heapUsed + arrayBuffers)} held, ${megabytes(rss)} resident`);
  return heapUsed + arrayBuffers;
}
