import type { Edit, Finding, Fix, Rule, SourceRef } from "@cachelint/lint";
import { allRules } from "@cachelint/rules";
import { Linter } from "eslint";
import { loadCheckNow } from "@cachelint/host";
import type { Checks } from "./checks.js";
import { goLanguage } from "./language.js";
import { eslintRule } from "./rules.js";

// What fixes are is the business of others; here is how ESLint gets them.
const now = await loadCheckNow();
const rule: Rule = { ...(allRules.find(({ id }) => id === "wasteful-field-order") as Rule), fix: "safe" };

/** Lints a text in which a rule finds what the given function says. */
function fixing(fixIn: (text: string, edit: (from: string, to: string, path?: string) => Edit) => Fix | null): Linter.Config {
  const ofFile: Checks["ofFile"] = (path, text) => {
    const source = { path, displayPath: "a.go", text } as SourceRef;
    const edit = (from: string, to: string, other = path): Edit => ({ source: { ...source, path: other }, span: { start: text.indexOf(from), end: text.indexOf(from) + from.length }, text: to });
    const finding = { ruleId: rule.id, source, span: { start: text.indexOf("T"), end: text.indexOf("T") + 1 }, message: "Wrong.", notes: ["Why."], evidence: [], fix: fixIn(text, edit) } as unknown as Finding;
    return { findings: () => (finding.fix === null ? [] : [finding]) };
  };
  const checks: Checks = { ofFile, fingerprint: () => "", severitiesOf: () => [] };
  const plugin = { languages: { go: goLanguage({ checks, parser: now.parser, cwd: "/m" }) }, rules: { [rule.id]: eslintRule(rule) } };
  return { files: ["**/*.go"], plugins: { cachelint: plugin }, language: "cachelint/go", rules: { [`cachelint/${rule.id}`]: "error" } } as unknown as Linter.Config;
}

const before = "package p\n\ntype T struct {\n\ta bool\n\tb int\n}\n";
const swap = (safety: Fix["safety"], path?: string) => (text: string, edit: (from: string, to: string, path?: string) => Edit): Fix | null =>
  text.includes("\ta bool\n\tb int") ? { safety, title: "Reorder the fields of T", savedBytes: 8, edits: [edit("\ta bool", "\tb int"), edit("\tb int", "\ta bool", path)] } : null;

test.each([[""], ["\ufeff"]])("safe fixes are made, several edits at once (%j)", (mark) => {
  const { output, fixed, messages } = new Linter({ cwd: "/m" }).verifyAndFix(mark + before, [fixing(swap("safe"))], { filename: "/m/a.go" });
  expect({ output, fixed, messages }).toEqual({ output: `${mark}package p\n\ntype T struct {\n\tb int\n\ta bool\n}\n`, fixed: true, messages: [] });
});

test("unsafe fixes are suggestions", () => {
  const { output, messages } = new Linter({ cwd: "/m" }).verifyAndFix(before, [fixing(swap("unsafe"))], { filename: "/m/a.go" });
  expect(output).toBe(before);
  expect(messages).toMatchObject([{ message: "Wrong. Why.", line: 3, column: 6, suggestions: [{ desc: "Reorder the fields of T", fix: { text: "\tb int\n\ta bool" } }] }]);
});

test("a fix that reaches into other files is not made by halves", () => {
  const { output, messages } = new Linter({ cwd: "/m" }).verifyAndFix(before, [fixing(swap("safe", "/m/b.go"))], { filename: "/m/a.go" });
  expect([output, messages.length, messages[0]?.fix]).toEqual([before, 1, undefined]);
});
