// The real eslint command against cachelint's own, on Go modules: the same findings, the same fixes, and a cache that is
// never out of date, whatever was edited. Every comparison that fails is printed; the last line counts them.
// With --module-cache: the same findings in modules of the module cache, those that are there.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cachelintFindings, eslintFindings, goTexts, runCachelint, runEslint, writeConfig } from "./eslint-runs.js";
import { cacheRepository, cacheSteps } from "./eslint-cache-steps.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const scratch = realpathSync(mkdtempSync(join(tmpdir(), "cachelint-eslint-")));
let nChecks = 0;
let nFailed = 0;

try {
  const checks = process.argv.includes("--module-cache") ? [checkModuleCache] : [checkPackage, checkFindings, checkConfigurations, checkFixes, checkCache];
  for (const check of checks) check();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`${nChecks} comparisons, ${nFailed} failed`);
process.exitCode = nFailed === 0 ? 0 : 1;

/** A Go repository whose only Node part is eslint.config.js; the plugin lies in a node_modules of its own, or of the machine. */
function repository(name, from) {
  const folder = join(scratch, name);
  cpSync(join(root, from), folder, { recursive: true, filter: (path) => !path.endsWith("node_modules") });
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(join(root, "packages/eslint-plugin"), join(folder, "node_modules/eslint-plugin-cachelint"), "junction");
  writeConfig(join(folder, "eslint.config.js"), { isInstalled: true });
  return folder;
}

/** The plugin as npm packs it, in a folder where nothing else of this repository is found, and no Go. */
function checkPackage() {
  const folder = join(scratch, "packed");
  const installed = join(folder, "node_modules/eslint-plugin-cachelint");
  mkdirSync(installed, { recursive: true });
  const packed = spawnSync("npm", ["pack", "--json", "--pack-destination", scratch], { cwd: join(root, "packages/eslint-plugin"), encoding: "utf8", shell: process.platform === "win32" });
  const [{ filename }] = JSON.parse(packed.stdout);
  spawnSync("tar", ["-xzf", filename, "--strip-components=1", "-C", installed], { cwd: scratch });
  write(folder, { "go.mod": "module m\n\ngo 1.21\n", "t.go": 'package m\n\nimport "sync"\n\ntype T struct {\n\tisSet bool\n\tpool  sync.Pool\n\tisNew bool\n}\n', "cachelint.yaml": 'goVersion: "1.21"\n' });
  writeConfig(join(folder, "eslint.config.mjs"), { isInstalled: true });
  same("findings of the plugin that is packed", eslintFindings(runEslint(folder, ["."], { HOME: folder, PATH: "", GOROOT: "" }), folder), ["t.go:5:6-5:7 wasteful-field-order"]);
}

function checkFindings() {
  const demo = repository("demo", "test-fixtures/demo");
  const alone = eslintFindings(runEslint(demo, ["."]), demo);
  same("findings in the demo", alone, cachelintFindings(runCachelint(demo)));
  isTrue("the demo has findings", 5 <= alone.length);
  same("with two workers", eslintFindings(runEslint(demo, [".", "--concurrency=2"]), demo), alone);
  same("of one file", eslintFindings(runEslint(demo, ["session/table.go"]), demo), alone.filter((line) => line.startsWith("session/table.go:")));
  const workspace = repository("workspace", "test-fixtures/modules/workspace");
  same("findings in a go.work", eslintFindings(runEslint(workspace, ["."]), workspace), cachelintFindings(runCachelint(workspace)));
}

function checkConfigurations() {
  const demo = repository("configured", "test-fixtures/demo");
  const both = (title) => {
    const found = eslintFindings(runEslint(demo, ["."]), demo);
    same(title, found, cachelintFindings(runCachelint(demo)));
    return found;
  };
  const plain = both("without a configuration");
  writeFileSync(join(demo, "cachelint.yaml"), "confidence: low\nrules: { pointer-tail: info, size-class-waste: { severity: warning } }\n");
  isTrue("low confidence and optional rules find more", plain.length < both("low confidence, optional rules on").length);
  writeFileSync(join(demo, "cachelint.yaml"), "targets: [linux/386]\nrules: { trailing-zero-size: off, wasteful-field-order: { severity: error, minSavedBytes: 16 } }\noverrides: [{ files: [\"metrics/**\"], rules: { wasteful-field-order: off } }]\nexclude: [\"session/**\"]\n");
  isTrue("other settings find less", both("another target, rules off, files excluded").length < plain.length);
  writeFileSync(join(demo, "cachelint.yaml"), "rules: { wastful-field-order: off }\n");
  const [broken] = runEslint(demo, ["cache/lru.go"]).results[0].messages;
  isTrue("a wrong configuration is told", /cachelint\.yaml, line 1: There is no rule "wastful-field-order"\..*wasteful-field-order/.test(broken?.message ?? ""));
  rmSync(join(demo, "cachelint.yaml"));
  writeConfig(join(demo, "eslint.config.js"), { isInstalled: true, config: "strict" });
  same("strict is every rule", eslintFindings(runEslint(demo, ["."]), demo), cachelintFindings(runCachelint(demo, ["check", "--enable", "pointer-tail,size-class-waste"])));
}

/** One run of either command leaves the same files, and nothing to do for a second. */
function checkFixes() {
  const goMod = "module example.com/nested\n\ngo 1.24\n";
  const inner = "// inner is small.\ntype inner struct {\n\tisSet bool // of value\n\tvalue int64\n\tisNew bool\n}\n";
  // What is best for the outer one depends on the inner one, which is fixed at the same time.
  const nested = {
    "go.mod": goMod,
    "a.go": "package nested\n\ntype outer struct {\n\tisOpen bool\n\tinside inner\n\tisLast bool\n\tcount  int32\n}\n\nvar outers []outer\n",
    "b.go": `package nested\n\n${inner}`,
  };
  // As long as the inner one takes 24 bytes, another order of the outer one saves nothing: 112 and 104 bytes are of one class.
  const later = {
    "go.mod": goMod,
    "a.go": "package nested\n\ntype outer struct {\n\tisOpen bool\n\tinside inner\n\tisLast bool\n\trest   [9]int64\n}\n\nfunc open() *outer { return &outer{} }\n",
    "b.go": `package nested\n\n${inner}\nvar inners []inner\n`,
  };
  for (const [name, files, args] of [["demo", {}, []], ["nested", nested, []], ["later", later, []], ["later, with two workers", later, ["--concurrency=2"]]]) {
    const [ours, theirs] = ["eslint", "cachelint"].map((by) => {
      const folder = name === "demo" ? repository(`${name}-fixed-by-${by}`, "test-fixtures/demo") : join(scratch, `${name}-fixed-by-${by}`);
      write(folder, files);
      writeConfig(join(folder, "eslint.config.js"));
      return folder;
    });
    const before = textsOf(ours);
    runEslint(ours, [".", "--fix", ...args]);
    runCachelint(theirs, ["check", "--fix"]);
    const after = textsOf(ours);
    same(`${name}: files after --fix`, after, textsOf(theirs));
    isTrue(`${name}: --fix changes files`, before.join() !== after.join());
    runEslint(ours, [".", "--fix", ...args]);
    same(`${name}: files after --fix again`, textsOf(ours), after);
  }
}

function textsOf(folder) {
  return Object.entries(goTexts(folder)).map(String);
}

function checkModuleCache() {
  const config = join(scratch, "eslint.config.mjs");
  writeConfig(config);
  for (const module of ["github.com/prometheus/client_golang", "github.com/prometheus/common", "go.uber.org/atomic"]) {
    const { stdout } = spawnSync("go", ["list", "-m", "-f", "{{.Dir}}", module], { cwd: join(root, "test-fixtures/modules/prometheus"), encoding: "utf8", env: { ...process.env, GOFLAGS: "-mod=mod", GOPROXY: "off" } });
    const folder = stdout.trim();
    if (folder === "") {
      console.log(`${module} is not in the module cache`);
      continue;
    }
    const found = eslintFindings(runEslint(folder, ["--config", config, "."]), folder);
    same(module, found, cachelintFindings(runCachelint(folder)));
    console.log(`${module}: ${found.length} findings`);
  }
}

function checkCache() {
  const folder = join(scratch, "cached");
  write(folder, cacheRepository);
  writeConfig(join(folder, "eslint.config.js"));
  const cached = (env) => runEslint(folder, [".", "--cache", "--cache-location", join(scratch, "eslintcache")], { DEBUG: "eslint:eslint-helpers", ...env });
  const mentions = (lines) => lines.filter((line) => line.startsWith("app/"));
  let last = mentions(eslintFindings(cached({}), folder));
  for (const { title, files, env = {}, changesOthers } of cacheSteps) {
    write(folder, files);
    const run = cached(env);
    const found = mentions(eslintFindings(run, folder));
    same(`cache: ${title}`, found, mentions(cachelintFindings(runCachelint(join(folder, "app"), ["check"], env)).map((line) => `app/${line}`)));
    if (changesOthers) isTrue(`cache: ${title}: what is found in other files is otherwise`, JSON.stringify(found) !== JSON.stringify(last));
    else isTrue(`cache: ${title}: the cache is used`, run.nCached === run.results.length && 0 < run.nCached);
    last = found;
  }
}

/** Files by path below a folder; a text of null: the file goes. */
function write(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    if (text === null) rmSync(join(folder, path));
    else writeFileSync(join(folder, path), text);
  }
}

function same(title, ours, theirs) {
  const isSame = JSON.stringify(ours) === JSON.stringify(theirs);
  isTrue(title, isSame);
  if (isSame) return;
  for (const line of ours) if (!theirs.includes(line)) console.log(`  eslint alone: ${line}`);
  for (const line of theirs) if (!ours.includes(line)) console.log(`  cachelint alone: ${line}`);
}

function isTrue(title, holds) {
  nChecks++;
  if (holds) return;
  nFailed++;
  console.log(`not so: ${title}`);
}
