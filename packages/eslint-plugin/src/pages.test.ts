import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allRules } from "@cachelint/rules";
import { Linter } from "eslint";
import { pageTests } from "../../lint/src/testing/page-tests.js";
import { benchWith } from "../../lint/test/bench.js";
import plugin from "./index.js";

// The examples of the rules' pages, those of one file that need no configuration, through ESLint.
const rules = new URL("../../../rules/", import.meta.url);
const bench = benchWith(allRules);
const config = { files: ["**/*.go"], language: "cachelint/go", plugins: { cachelint: plugin }, rules: plugin.configs.recommended.rules } as unknown as Linter.Config;
const plain = JSON.stringify(pageTests("# x\n\n```go\ntype T int\n```\n", bench)[0]?.run);
const pages = readdirSync(rules, { withFileTypes: true }).filter((entry) => entry.isDirectory() && allRules.some(({ id }) => id === entry.name));
const tests = pages.flatMap(({ name }) => pageTests(readFileSync(new URL(`${name}/rule.md`, rules), "utf8"), bench)).filter(({ run, files, recorded }) => recorded === null && JSON.stringify(run) === plain && Object.keys(files).join() === "example.go");

test("most pages have such examples", () => expect(new Set(tests.map(({ name }) => name.split(" › ")[0])).size).toBeGreaterThan(pages.length / 2));

test.each(tests.map((page) => [page.name, page] as const))("%s", (_, { files, wants }) => {
  const messages = new Linter().verify(files["example.go"] ?? "", [config], "eslint-input.go");
  expect(messages.map(({ line, ruleId }) => `${line} ${ruleId?.replace("cachelint/", "")}`).sort()).toEqual(wants.map(({ line, ruleId }) => `${line} ${ruleId}`).sort());
});

// Only what belongs to a module is the user's to change.
const folder = realpathSync(mkdtempSync(join(tmpdir(), "cachelint-pages-")));
writeFileSync(join(folder, "go.mod"), "module example.com/m\n\ngo 1.26\n");
afterAll(() => rmSync(folder, { recursive: true }));

const safelyFixed = tests.filter(({ fixed }) => fixed !== null && fixed.info === "");
test("some pages show what --fix makes", () => expect(safelyFixed.length).toBeGreaterThan(3));

test.each(safelyFixed.map((page) => [page.name, page] as const))("--fix: %s", (_, { files, fixed, nAddedLines }) => {
  const { output } = new Linter({ cwd: folder }).verifyAndFix(files["example.go"] ?? "", [config], { filename: join(folder, "example.go") });
  expect(output.split("\n").slice(nAddedLines).join("\n").trimEnd()).toBe(fixed?.text.trimEnd());
});
