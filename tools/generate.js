// Writes what follows from the rules: rules/index.ts from their folders, docs/rules from their pages and facts, and the
// table of rules in README.md where it has the two marks for it; and docs/std-findings.md and docs/fixes-tried.md from their tables. `npm run
// generate` runs it; a test says when it is due.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { pageText as fixesTriedText, readTried } from "./fixes-tried.js";
import { pageText as stdFindingsText, readEntries } from "./std-findings.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const tableMarks = ["<!-- rules: begin -->", "<!-- rules: end -->"];

/** The ids of all rules: the folders of rules/ that hold a rule.ts. */
export function ruleIds() {
  return readdirSync(join(root, "rules")).filter((name) => existsSync(join(root, "rules", name, "rule.ts"))).sort();
}

/** The text of rules/index.ts. */
export function indexText(ids) {
  const names = ids.map(camelCase);
  return [
    "// Made by tools/generate.js from the folders beside it. Do not edit.",
    'import type { Rule } from "@cachelint/lint";',
    ...ids.map((id) => `import { ${camelCase(id)} } from "./${id}/rule.js";`),
    "",
    "/** Every rule, by id. */",
    `export const allRules: readonly Rule[] = [${names.join(", ")}];`,
    `export { ${names.join(", ")} };`,
    "",
  ].join("\n");
}

/** All generated files by their path below the root, as they should be. */
export function generatedFiles(rules) {
  const files = new Map([["rules/index.ts", indexText(ruleIds())]]);
  for (const rule of rules) files.set(`docs/rules/${rule.id}.md`, pageText(rule, readFileSync(join(root, "rules", rule.id, "rule.md"), "utf8")));
  files.set("docs/rules/README.md", `# Rules\n\n${tableText(rules, "")}\nA rule that is off runs when the configuration gives it a severity, or with \`--enable\`.\n`);
  files.set("docs/std-findings.md", stdFindingsText(readEntries()));
  files.set("docs/fixes-tried.md", fixesTriedText(readTried()));
  const readme = readText("README.md");
  const [begin, end] = tableMarks.map((mark) => readme.indexOf(mark));
  if (0 <= begin && begin < end) files.set("README.md", `${readme.slice(0, begin)}${tableMarks[0]}\n${tableText(rules, "docs/rules/")}${readme.slice(end)}`);
  return files;
}

/** The paths of generated files that are not as they should be. */
export function staleFiles(rules) {
  const expected = generatedFiles(rules);
  const stray = existsSync(join(root, "docs/rules")) ? readdirSync(join(root, "docs/rules")).map((name) => `docs/rules/${name}`).filter((path) => !expected.has(path)) : [];
  return [...[...expected].filter(([path, text]) => readText(path) !== text).map(([path]) => path), ...stray];
}

function pageText(rule, page) {
  const fix = { none: "no automatic fix", safe: "safe fix", unsafe: "unsafe fix" }[rule.fix];
  const facts = `*${rule.category} · ${defaultText(rule)} · confidence ${rule.confidence} · ${fix} · since ${rule.since}*`;
  // The marks that tests go by are nothing for readers.
  const text = page.split("\n").map((line) => line.replace(/[ \t]*\/\/ want [a-z].*$/, "")).join("\n");
  return text.replace(/^(# .+\n)/, `$1\n${facts}\n`).replaceAll("```output", "```text").replaceAll("```recorded", "```go").replaceAll(/^```go file=(\S+)$/gm, "`$1`:\n\n```go");
}

function tableText(rules, folder) {
  const rows = rules.map((rule) => `| [${rule.id}](${folder}${rule.id}.md) | ${rule.category} | ${rule.defaultSeverity} | ${rule.summary} |\n`);
  return `| rule | about | default | reports |\n|---|---|---|---|\n${rows.join("")}`;
}

function defaultText({ defaultSeverity }) {
  return defaultSeverity === "off" ? "off by default" : `${defaultSeverity} by default`;
}

function camelCase(id) {
  return id.replaceAll(/-([a-z])/g, (_, letter) => letter.toUpperCase());
}

function readText(path) {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : "";
}

async function main() {
  writeFileSync(join(root, "rules/index.ts"), indexText(ruleIds()));
  execFileSync("npx", ["tsc", "-b", "rules"], { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  const { allRules } = await import(pathToFileURL(join(root, "rules/dist/index.js")).href);
  mkdirSync(join(root, "docs/rules"), { recursive: true });
  for (const [path, text] of generatedFiles(allRules)) writeFileSync(join(root, path), text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
