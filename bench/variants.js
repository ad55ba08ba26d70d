// Generated programs, each with what is to be said of it, through the linter; and the score by pattern and by what was varied.
//
//   node bench/variants.js [--seed 1] [--count 1200] [--batch NAME] [--only PATTERN] [--where DIMENSION=VALUE]   the score, and what failed
//   … --exhaustive                           reads every function, not only those that can matter
//   node bench/variants.js --show NAME        a program, its expectation and its findings
//   node bench/variants.js --write DIR        the programs, a folder each
//   node bench/variants.js --vet [--count N]  has the Go compiler check the programs and their layouts; needs go
//
// It runs the TypeScript sources as they are: nothing has to be built.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" }, count: { type: "string", default: "1200" }, batch: { type: "string" }, only: { type: "string" }, where: { type: "string", multiple: true, default: [] },
    show: { type: "string" }, write: { type: "string" }, vet: { type: "boolean", default: false }, failures: { type: "string", default: "60" }, exhaustive: { type: "boolean", default: false },
  },
});
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const sources = await load();
const wanted = values.where.map((pair) => pair.split("="));
const variants = sources
  .generateVariants({ seed: values.seed, count: Number(values.count), ...(values.batch === undefined ? {} : { batch: values.batch }) })
  .filter(({ name, pattern, dimensions }) => (values.show === undefined || name === values.show) && (values.only === undefined || pattern === values.only) && wanted.every(([key, value]) => dimensions[key] === value));

if (values.show !== undefined) await show();
else if (values.write !== undefined) for (const { name, files } of variants) writeAll(join(values.write, name), files);
else if (values.vet) vet();
else await score();

async function show() {
  const lint = await linter();
  for (const variant of variants) {
    for (const [path, text] of Object.entries(variant.files)) console.log(`--- ${path}\n${text}`);
    console.log("dimensions", variant.dimensions, "\nexpect", variant.expect, "\nfindings");
    for (const finding of lint(variant)) console.log(`${finding.source.displayPath}: ${finding.ruleId} (${finding.confidence}) ${finding.type} ${finding.container ?? ""} {${finding.fields.join(", ")}}: ${finding.message}`);
    console.log(`\n${sources.complaint(variant, lint(variant)) ?? "as expected"}`);
  }
}

async function score() {
  const lint = await linter();
  const started = performance.now();
  const results = variants.map((variant) => ({ variant, complaint: complaintOf(lint, variant) }));
  const isRight = ({ complaint }) => complaint === null;
  const failed = results.filter((result) => !isRight(result));
  for (const { variant, complaint } of failed.slice(0, Number(values.failures))) console.log(`${variant.name}: ${complaint}`);
  if (Number(values.failures) < failed.length) console.log(`… and ${failed.length - Number(values.failures)} more (--failures N)`);
  const kinds = ["flag", "silent"];
  const cell = (list) => (list.length === 0 ? "       –" : `${String(list.filter(isRight).length).padStart(4)}/${String(list.length).padEnd(3)}`);
  const line = (name, list) => console.log(`${name.padEnd(34)} ${kinds.map((kind) => `${kind} ${cell(list.filter(({ variant }) => variant.expect.kind === kind))}`).join("   ")}   ${((100 * list.filter(isRight).length) / list.length).toFixed(1).padStart(5)}%`);
  console.log("\nby pattern");
  for (const [name, list] of grouped(results, ({ variant }) => variant.pattern)) line(name, list);
  console.log("\nby form");
  for (const [name, list] of grouped(results, ({ variant }) => `${variant.pattern}/${variant.dimensions.form}`)) if (!list.every(isRight)) line(name, list);
  for (const dimension of [...new Set(variants.flatMap(({ dimensions }) => Object.keys(dimensions)))].filter((key) => key !== "form")) {
    console.log(`\nby ${dimension}`);
    for (const [name, list] of grouped(results.filter(({ variant }) => variant.dimensions[dimension] !== undefined), ({ variant }) => variant.dimensions[dimension])) line(name, list);
  }
  console.log("");
  line(`all, ${((performance.now() - started) / 1000).toFixed(1)} s`, results);
}

/** Linting never throws; if it does, that is the worst complaint. */
function complaintOf(lint, variant) {
  try {
    return sources.complaint(variant, lint(variant));
  } catch (error) {
    return `threw: ${error.stack}`;
  }
}

/** All programs as packages of one module: the compiler then starts once. */
function vet() {
  const folder = mkdtempSync(join(tmpdir(), "cachelint-variants-"));
  const versions = grouped(variants, ({ goVersion }) => goVersion);
  let isFine = true;
  for (const [goVersion, list] of versions) {
    const module = join(folder, `go${goVersion}`);
    writeAll(module, { "go.mod": `module example.com/all\n\ngo ${goVersion}\n` });
    for (const variant of list) writeAll(module, sources.relocated(variant, `v/${variant.name}`));
    for (const words of [["build", "./..."], ["vet", "./..."]]) {
      const { status, stderr } = spawnSync("go", [words[0], "-p", "2", ...words.slice(1)], { cwd: module, encoding: "utf8", env: { ...process.env, GOFLAGS: "-mod=mod", GOPROXY: "off", GOWORK: "off", GOTOOLCHAIN: "local" }, maxBuffer: 1 << 28 });
      if (status === 0) continue;
      isFine = false;
      console.log(`go ${words[0]} with go ${goVersion}\n${stderr.split("\n").slice(0, Number(values.failures)).join("\n")}`);
    }
  }
  console.log(isFine ? `${variants.length} programs are fine` : `kept in ${folder}`);
  if (isFine) rmSync(folder, { recursive: true, force: true });
  else process.exitCode = 1;
}

async function linter() {
  const parser = await sources.createParser({
    runtime: readFileSync(createRequire(join(root, "packages/syntax/package.json")).resolve("web-tree-sitter/web-tree-sitter.wasm")),
    grammar: readFileSync(join(root, "packages/syntax/grammar/tree-sitter-go.wasm")),
  });
  const stdTable = sources.decodeStdTable(readFileSync(join(root, "packages/host/std-table/std-table.json.br"))).table(26);
  const bench = { parser, stdTable, rules: sources.allRules };
  const run = { targets: ["linux/amd64", "linux/arm64"], goVersion: "1.26", settings: { ...sources.defaultSettings, confidence: "low" }};
  // Who asks for low confidence has every function read.
  return ({ files, expect }) => sources.lintFiles(bench, files, { ...run, isExhaustive: values.exhaustive || expect.isDoubtful === true });
}

/** The sources, put into one file that lies where their dependencies are found. */
async function load() {
  const folder = join(root, "node_modules/.cache/cachelint");
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `variants-${process.pid}.mjs`);
  const contents = `
    export { generateVariants } from "./tests/variants/index.ts";
    export { complaint } from "./tests/variants/judge.ts";
    export { relocated } from "./tests/variants/relocate.ts";
    export { lintFiles } from "./packages/lint/src/testing/lint-files.ts";
    export { decodeStdTable } from "./packages/host/src/std-table.ts";
    export { allRules } from "@cachelint/rules";
    export { createParser } from "@cachelint/syntax";
    export { defaultSettings } from "@cachelint/lint";`;
  const ownSources = {
    name: "own-sources",
    setup: ({ onResolve }) => onResolve({ filter: /^@cachelint\// }, ({ path }) => ({ path: path === "@cachelint/rules" ? join(root, "rules/index.ts") : join(root, "packages", path.slice("@cachelint/".length), "src/index.ts") })),
  };
  await build({ stdin: { contents, resolveDir: root, loader: "ts" }, outfile, bundle: true, platform: "node", format: "esm", target: "node20", packages: "external", plugins: [ownSources], logLevel: "warning" });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outfile);
  }
}

function grouped(list, keyOf) {
  const groups = new Map();
  for (const item of list) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function writeAll(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
