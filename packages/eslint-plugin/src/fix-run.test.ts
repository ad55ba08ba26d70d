import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadCheckNow, snapshot } from "@cachelint/host";
import { allRules } from "@cachelint/rules";
import { Linter } from "eslint";
import { createChecks } from "./checks.js";
import { isWholeFixRun } from "./eslint-started.js";
import { goLanguage } from "./language.js";
import { eslintRule } from "./rules.js";

const now = await loadCheckNow();
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** The texts that `eslint --fix` ends with, and what it still finds; files are asked for in the order given, all before any is written. */
function fixAll(files: Readonly<Record<string, string>>, { linted = Object.keys(files), isWholeFixRun: isWhole = true, rules = ["wasteful-field-order"] } = {}): Readonly<Record<string, string>> & { readonly messages: string } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "cachelint-fix-run-"))).replaceAll("\\", "/");
  folders.push(folder);
  mkdirSync(`${folder}/sub`);
  for (const [path, text] of Object.entries({ "go.mod": "module m\n\ngo 1.24\n", ...files })) writeFileSync(join(folder, path), text);
  const checks = createChecks({ now, disk: snapshot(), rules: allRules, cwd: folder, env: {}, isWholeFixRun: isWhole });
  const cachelint = { languages: { go: goLanguage({ checks, parser: now.parser, cwd: folder }) }, rules: Object.fromEntries(allRules.map((rule) => [rule.id, eslintRule(rule)])) };
  const config = { files: ["**/*.go"], language: "cachelint/go", plugins: { cachelint }, linterOptions: { reportUnusedDisableDirectives: "error" }, rules: Object.fromEntries(rules.map((id) => [`cachelint/${id}`, "error"])) } as unknown as Linter.Config;
  const fixed = linted.map((path) => ({ path, ...new Linter({ cwd: folder }).verifyAndFix(files[path] ?? "", [config], { filename: `${folder}/${path}` }) }));
  expect(existsSync(`${folder}/a.go`) && readFileSync(`${folder}/a.go`, "utf8")).toBe(files["a.go"]);
  return { ...files, ...Object.fromEntries(fixed.map(({ path, output }) => [path, output])), messages: fixed.flatMap(({ messages }) => messages.map(({ message }) => message)).join("\n") } as ReturnType<typeof fixAll>;
}

const inner = "package m\n\ntype inner struct {\n\tisSet bool\n\tvalue int64\n\tisNew bool\n}\n\nvar inners []inner\n";
const fixedInner = inner.replace("\tisSet bool\n\tvalue int64\n", "\tvalue int64\n\tisSet bool\n");
/** 112 bytes, or 104 of the same class in another order; 104 and 96, of classes of their own, once the inner one takes 16 bytes. */
const outer = "package m\n\ntype outer struct {\n\tisOpen bool\n\tinside inner\n\tisLast bool\n\trest   [9]int64\n}\n\nfunc open() *outer { return &outer{} }\n";
const fixedOuter = outer.replace("\tinside inner\n\tisLast bool\n", "\tisLast bool\n\tinside inner\n");

test.each([[["a.go", "b.go"]], [["b.go", "a.go"]]])("what only pays once another file is fixed is fixed in the same run: %j", (linted) => {
  expect(fixAll({ "a.go": outer, "b.go": inner }, { linted })).toEqual({ "a.go": fixedOuter, "b.go": fixedInner, messages: "" });
});

test("nothing is left for a second run", () => {
  const files = { "a.go": fixedOuter, "b.go": fixedInner };
  expect(fixAll(files)).toEqual({ ...files, messages: "" });
});

test("of a part of the files each is judged with the others as they are", () => {
  expect(fixAll({ "a.go": outer, "b.go": inner }, { isWholeFixRun: false })).toEqual({ "a.go": outer, "b.go": fixedInner, messages: "" });
});

test("what ESLint itself takes out changes nothing", () => {
  const comment = "//eslint-disable-next-line cachelint/false-sharing\n";
  const { "a.go": text, messages } = fixAll({ "a.go": outer.replace("type outer", `${comment}type outer`), "b.go": inner });
  expect(text.replace(/^ *\n(?=type)/m, "")).toBe(fixedOuter);
  expect(messages).toBe("");
});

test("fixes of rules that do not run are not reckoned with", () => {
  expect(fixAll({ "a.go": outer, "b.go": inner }, { rules: ["trailing-zero-size"] })).toEqual({ "a.go": outer, "b.go": inner, messages: "" });
});

test("an order that costs something as long as the other file is as it is waits until that is written", () => {
  // 28 bytes, and 16 in another order: with 16, `f2` is best behind one of them; with 28 there would be a hole before it.
  const before = "package m\n\ntype inner struct {\n\ta bool\n\tb int32\n\tc bool\n\td int32\n\te bool\n\tf int32\n\tg bool\n}\n\nvar inners []inner\n";
  const waiting = "package m\n\ntype outer struct {\n\tf0 int32\n\tf1 inner\n\tf2 int64\n\tf3 inner\n\tf4 bool\n}\n\nfunc open() *outer { return &outer{} }\n";
  const first = fixAll({ "a.go": waiting, "b.go": before });
  expect(first["a.go"]).toBe(waiting);
  expect(first["b.go"]).not.toBe(before);
  const second = fixAll({ "a.go": waiting, "b.go": first["b.go"] ?? "" });
  expect(second["a.go"]).toBe(waiting.replace("\tf0 int32\n\tf1 inner\n\tf2 int64\n", "\tf1 inner\n\tf2 int64\n\tf0 int32\n"));
});

test.each([
  [["eslint", ".", "--fix"], true],
  [["/m/node_modules/eslint/bin/eslint.js", "--fix-dry-run"], true],
  [["C:\\m\\node_modules\\eslint\\bin\\eslint.js", ".", "--fix"], true],
  [["eslint", "."], false],
  [["eslint", "a.go", "--fix"], false],
  [["eslint", ".", "--fix", "--quiet"], false],
  [["eslint", ".", "--fix", "--fix-type=layout"], false],
  [["lint-staged", "--fix"], false],
])("%j fixes everywhere: %j", (args, expected) => expect(isWholeFixRun(["node", ...args])).toBe(expected));
