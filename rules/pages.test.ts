import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { allRules } from "@cachelint/rules";
import { readPage } from "../packages/lint/src/testing/page.js";
import { checkPageTest, pageTests, withCurrentOutput } from "../packages/lint/src/testing/page-tests.js";
import { benchWith } from "../packages/lint/test/bench.js";

const bench = benchWith(allRules);
const headings = ["What it does", "Why it matters", "Example", "Fix safety", "Options", "When not to use it", "Limits", "Prior art"];
const folder = new URL("./", import.meta.url);
const pages = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !["dist", "node_modules"].includes(entry.name)).map(({ name }) => name);

test("every rule has its folder, and every folder its rule", () => expect(pages).toEqual(allRules.map(({ id }) => id)));

describe.each(allRules.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  const path = new URL(`${id}/rule.md`, folder);
  if (process.env["UPDATE"] === "1") writeFileSync(path, withCurrentOutput(readFileSync(path, "utf8"), bench));
  const markdown = readFileSync(path, "utf8");
  const sections = readPage(markdown);

  test("has the headings of a rule's page", () => {
    expect(sections.filter(({ depth }) => depth === 1).map(({ title }) => title)).toEqual([id]);
    expect(sections.filter(({ depth }) => depth === 2).map(({ title }) => title)).toEqual(headings);
  });

  test("says one sentence a line", () => {
    const crowded = sections.flatMap(({ prose }) => prose).filter((line) => /[a-z)`][.?!] [A-Z`]/.test(line));
    expect(crowded).toEqual([]);
  });

  test("tells its options and no others", () => {
    const told = sections.find(({ title }) => title === "Options")?.prose.flatMap((line) => /^- `(\w+)`/.exec(line)?.[1] ?? []);
    expect(told).toEqual(Object.keys(rule.options));
  });

  test.each(pageTests(markdown, bench).map((page) => [page.name, page] as const))("%s", (_, page) => expect(checkPageTest(page, bench)).toEqual([]));
});
