import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { allRules } from "@cachelint/rules";
import { lintFiles } from "../packages/lint/src/testing/lint-files.js";
import { readPage } from "../packages/lint/src/testing/page.js";
import { pageTests } from "../packages/lint/src/testing/page-tests.js";
import { benchWith } from "../packages/lint/test/bench.js";

// The examples of docs/directives.md: what is found in each, and what without its directives.
const bench = benchWith(allRules);
const page = readFileSync(new URL("../docs/directives.md", import.meta.url), "utf8");

const expected: Readonly<Record<string, readonly [said: string, unsaid: string]>> = {
  allow: ["", "false-sharing"],
  hot: ["false-sharing", ""],
  cold: ["", "false-sharing"],
  together: ["", "false-sharing"],
  owner: ["false-sharing", ""],
  isolate: ["false-sharing", ""],
  "isolate (2)": ["false-sharing-elements", ""],
  size: ["broken-layout-contract", ""],
  lines: ["broken-layout-contract", ""],
  offset: ["broken-layout-contract", ""],
  frozen: ["", "wasteful-field-order"],
  track: ["", ""],
  "Annotations of checklocks": ["", "false-sharing"],
  "In the configuration": ["false-sharing-elements", ""],
};

test("the examples of the page do what it says", () => {
  const found = pageTests(page, bench).map(({ name, files, run }) => {
    const told = (texts: typeof files, own: typeof run): string => lintFiles(bench, texts, own).map(({ ruleId }) => ruleId).join(" ");
    const bare = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replace(/\/\/(?:cachelint:| ?\+check).*/g, "")]));
    return [name.replace(/^Directives › /, ""), [told(files, run), told(bare, { ...run, concurrent: [] })]];
  });
  expect(Object.fromEntries(found)).toEqual(expected);
});

test("the page says one sentence a line", () => {
  expect(readPage(page).flatMap(({ prose }) => prose).filter((line) => /[a-z)`][.?!] [A-Z`]/.test(line))).toEqual([]);
});
