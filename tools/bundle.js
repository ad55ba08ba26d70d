// Puts the command and the plugin for ESLint into a few files each: a process that lives for a second spends a tenth of it on finding and linking 150
// small modules. The unbundled packages stay what everything else imports.
import { build } from "esbuild";
import { cpSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const packages = join(dirname(fileURLToPath(import.meta.url)), "../packages");
const entries = {
  cli: ["cli/dist/main.js", "host/dist/parse-worker.js", "host/dist/git/blob-worker.js", "language-server/dist/background/background-worker.js"],
  "eslint-plugin": ["eslint-plugin/dist/index.js"],
};
for (const [room, entryPoints] of Object.entries(entries)) {
  const outdir = join(packages, room, "bundle");
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints: entryPoints.map((path) => join(packages, path)),
    outdir,
    entryNames: "[name]",
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node20",
    // jsonc-parser's CommonJS form cannot be followed by a bundler.
    mainFields: ["module", "main"],
    logLevel: "warning",
    // CommonJS dependencies ask for `require`.
    banner: { js: 'import { createRequire as cachelintRequire } from "node:module"; const require = cachelintRequire(import.meta.url);' },
  });
}

// The plugin is installed by itself, and has beside its code what it reads (packages/host/src/installed-file.ts).
const files = join(packages, "eslint-plugin/bundle/files");
const copy = (from, to) => cpSync(from, join(files, to));
copy(join(packages, "syntax/grammar/tree-sitter-go.wasm"), "@cachelint/syntax/grammar/tree-sitter-go.wasm");
copy(createRequire(join(packages, "syntax/package.json")).resolve("web-tree-sitter/web-tree-sitter.wasm"), "web-tree-sitter/web-tree-sitter.wasm");
for (const part of ["std-table.json.br", "LICENSE-go"]) copy(join(packages, "host/std-table", part), `@cachelint/host/std-table/${part}`);
