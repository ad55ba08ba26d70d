// A small client for checks: starts the server as editors do, opens a file, asks, and ends it.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const require = createRequire(join(dirname(fileURLToPath(import.meta.url)), "../packages/language-server/package.json"));
const { createProtocolConnection, StreamMessageReader, StreamMessageWriter } = require("vscode-languageserver-protocol/node");

/** What `question` makes of the server that `command` starts, with a file open; `client` is its connection, `uri` the file's. */
export async function ask(command, path, question, { env = process.env, nodeFlags = [] } = {}) {
  const child = spawn(process.execPath, [...nodeFlags, command, "lsp", "--stdio"], { cwd: dirname(path), env, stdio: ["pipe", "pipe", "inherit"] });
  const client = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  client.onNotification("window/logMessage", ({ message }) => console.log(message));
  client.onNotification("window/showMessage", ({ message }) => console.log(message));
  client.onRequest("workspace/diagnostic/refresh", () => null);
  client.listen();
  const ended = new Promise((resolve) => child.on("exit", resolve));
  const uri = pathToFileURL(path).href;
  await client.sendRequest("initialize", { processId: process.pid, rootUri: null, capabilities: { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } } });
  await client.sendNotification("initialized", {});
  await client.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "go", version: 1, text: readFileSync(path, "utf8") } });
  const answer = await question(client, uri, child);
  await client.sendRequest("shutdown");
  await client.sendNotification("exit");
  await ended;
  client.dispose();
  return answer;
}
