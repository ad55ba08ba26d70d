// Builds what the extension ships: its own code, the webview's, and the whole command with all that it reads, so that
// nothing has to be installed beside it. One package for every system, because the parser is WebAssembly.
import { build } from "esbuild";
import { cpSync, existsSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const own = dirname(fileURLToPath(import.meta.url));
const packages = join(own, "..");
const dist = join(own, "dist");
const require = createRequire(join(packages, "syntax/package.json"));
rmSync(dist, { recursive: true, force: true });

await build({ entryPoints: [join(own, "src/extension.ts")], outfile: join(dist, "extension.cjs"), bundle: true, minify: true, platform: "node", format: "cjs", target: "node20", external: ["vscode"], logLevel: "warning" });
await build({ entryPoints: [join(own, "src/webview/main.ts")], outfile: join(dist, "webview/main.js"), bundle: true, minify: true, platform: "browser", format: "iife", target: "chrome114", logLevel: "warning" });
cpSync(join(own, "src/webview/style.css"), join(dist, "webview/style.css"));

// The command lies here as npm would have installed it, and finds what it reads as it does there.
const server = join(dist, "server");
const copy = (from, to) => cpSync(from, join(server, to), { recursive: true });
for (const part of ["bin", "bundle", "package.json"]) copy(join(packages, "cli", part), part);
copy(join(packages, "syntax/grammar"), "node_modules/@cachelint/syntax/grammar");
copy(require.resolve("web-tree-sitter/web-tree-sitter.wasm"), "node_modules/web-tree-sitter/web-tree-sitter.wasm");
for (const part of ["std-table.json.br", "LICENSE-go"]) copy(join(packages, "host/std-table", part), `node_modules/@cachelint/host/std-table/${part}`);
const rules = join(packages, "../rules");
for (const id of readdirSync(rules)) if (existsSync(join(rules, id, "rule.md"))) copy(join(rules, id, "rule.md"), `node_modules/@cachelint/rules/${id}/rule.md`);
cpSync(join(packages, "cli/schema/cachelint.schema.json"), join(dist, "cachelint.schema.json"));
