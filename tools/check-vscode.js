// The VS Code extension is packed, and the server in the package runs by itself: the files of the package are laid into an
// empty folder, no Go and nothing else of this repository is there, and an editor's questions are answered.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ask } from "./language-client.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const extension = join(root, "packages/vscode");
const vsce = join(root, "node_modules/@vscode/vsce/vsce");
const folder = mkdtempSync(join(tmpdir(), "cachelint-vscode-"));
const problems = [];
const claim = (holds, problem) => void (holds || problems.push(problem));
const run = (program, ...words) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], { cwd: extension, encoding: "utf8" });
  claim(status === 0, `${words.join(" ")}: exit ${status}\n${stdout}${stderr}`);
  return stdout;
};
try {
  run(join(extension, "build.js"));
  const packed = join(folder, "cachelint.vsix");
  run(vsce, "package", "--no-dependencies", "--allow-missing-repository", "--out", packed);
  claim(existsSync(packed) && statSync(packed).size < 2_000_000, "the package is not there, or larger than 2 MB");
  const files = run(vsce, "ls", "--no-dependencies").trim().split("\n");
  const manifest = JSON.parse(readFileSync(join(extension, "package.json"), "utf8"));
  for (const file of [manifest.main.slice(2), "dist/webview/main.js", "dist/webview/style.css", "dist/cachelint.schema.json"]) claim(files.includes(file), `${file} is not in the package`);
  claim(!files.some((file) => /^(src|build|node_modules)\b/.test(file)), "sources are in the package");
  checkCommands(manifest);
  for (const file of files) cpSync(join(extension, file), join(folder, "extension", file));
  const { items, map } = await askServer();
  claim(items.some(({ code }) => code === "wasteful-field-order"), `the diagnostics are ${JSON.stringify(items)}`);
  claim(map?.layouts[0]?.sizeBytes === 56 && map.layouts[0].fields[0].writers[0]?.functionName === "(*T).set", `the map is ${JSON.stringify(map)}`);
  console.log(`${files.length} files, ${(statSync(packed).size / 1024).toFixed(0)} KB`);
} finally {
  rmSync(folder, { recursive: true });
}
for (const problem of problems) console.log(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

/** What the manifest offers, the code has, and the other way round. */
function checkCommands({ contributes }) {
  const code = readFileSync(join(extension, "src/extension.ts"), "utf8");
  const registered = [...code.matchAll(/register\("([^"]+)"/g)].map(([, name]) => name);
  const offered = contributes.commands.map(({ command }) => command);
  claim(registered.sort().join() === offered.sort().join(), `the manifest offers ${offered.join(", ")}, and the code has ${registered.join(", ")}`);
}

async function askServer() {
  const module = join(folder, "m");
  mkdirSync(module);
  writeFileSync(join(module, "go.mod"), "module m\n\ngo 1.21\n");
  writeFileSync(join(module, "t.go"), 'package m\n\nimport "sync"\n\ntype T struct {\n\tisSet bool\n\tpool  sync.Pool\n\tisNew bool\n}\n\nfunc (t *T) set() { t.isSet = true }\n');
  writeFileSync(join(module, "cachelint.yaml"), 'targets: [linux/amd64]\ngoVersion: "1.21"\n');
  const command = join(folder, "extension/dist/server/bin/cachelint.js");
  return ask(command, join(module, "t.go"), async (client, uri) => {
    const { items } = await client.sendRequest("textDocument/diagnostic", { textDocument: { uri } });
    const map = await client.sendRequest("cachelint/structMap", { textDocument: { uri }, position: { line: 4, character: 6 } });
    return { items, map };
  }, { env: { HOME: folder, PATH: "" } });
}
