// Puts the command into a few files: a process that lives for a second spends a tenth of it on finding and linking 150
// small modules. The unbundled packages stay what everything else imports.
import { build } from "esbuild";
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const packages = join(dirname(fileURLToPath(import.meta.url)), "../packages");
const outdir = join(packages, "cli/bundle");
rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: {
    "main": join(packages, "cli/dist/main.js"),
    "parse-worker": join(packages, "host/dist/parse-worker.js"),
    "blob-worker": join(packages, "host/dist/git/blob-worker.js"),
    "background-worker": join(packages, "language-server/dist/background/worker.js"),
  },
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
