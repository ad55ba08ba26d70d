import { expect, test } from "@jest/globals";
import { pageText, readTried } from "../tools/fixes-tried.js";

const { corpus, sideBySide } = readTried();
const structs = Object.values(corpus).flatMap((found) => found.structs);

test("fixes were tried on the standard library and four modules at least, and nothing is hurt", () => {
  expect(Object.keys(corpus)[0]).toBe("std");
  expect(Object.keys(corpus).length).toBeGreaterThanOrEqual(5);
  expect(Object.entries(corpus).flatMap(([code, { checks }]) => checks.filter(({ isRight }) => !isRight).map(({ what }) => `${code}: ${what}`))).toEqual([]);
});

test("of structs without serialisation tags three in five are fixed, and each of the others has its reason", () => {
  for (const all of [structs, corpus["std"]!.structs]) {
    const untagged = all.filter(({ isTagged }) => !isTagged);
    expect(untagged.filter(({ outcome }) => outcome === "fixed").length / untagged.length).toBeGreaterThanOrEqual(0.6);
  }
  expect(structs.filter(({ outcome }) => outcome === "none")).toEqual([]);
  expect(structs.filter(({ outcome, reasons }) => outcome === "unsafe" && reasons.length === 0)).toEqual([]);
});

test("cachelint loses no comment, breaks no package and leaves no file unformatted", () => {
  const own = Object.values(sideBySide).flat().filter(({ tool }) => tool.startsWith("cachelint"));
  expect(own.length).toBeGreaterThanOrEqual(2);
  expect(own.map(({ nCommentsLost, brokenPackages, nUnformatted }) => [nCommentsLost, brokenPackages.length, nUnformatted])).toEqual(own.map(() => [0, 0, 0]));
});

test("what is hurt is told", () => {
  const hurt = { nFixes: 1, nFiles: 1, nPackages: 1, checks: [{ what: "go build: passes before, fails after", isRight: false }], failsAsBefore: [], structs: [{ type: "a.T", isTagged: false, outcome: "unsafe", reasons: ["printed", "open-to-others"], predictedBytes: 8 }] };
  const page = pageText({ corpus: { code: hurt }, sideBySide: {} });
  expect(page).toContain("| code | 1 | 1 | 1 | **hurt** |");
  expect(page).toContain("* **hurt**: go build: passes before, fails after");
  expect(page).toContain("| `a.T` | unsafe: printed, open-to-others |");
  expect(page).toContain("| code | tags | structs | fixed | unsafe: printed |");
});
