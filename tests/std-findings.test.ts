import { expect, test } from "@jest/globals";
import { problemsOf, readEntries } from "../tools/std-findings.js";

const entry = readEntries().find(({ verdict }) => verdict === "true")!;

test("every finding in the standard library is defended in full, and few are doubtful", () => expect(problemsOf(readEntries())).toEqual([]));

test("an entry that lacks something is refused", () => {
  expect(problemsOf([{ ...entry, atOnce: "", second: { ...entry.second, at: "runtime/proc.go" }, note: "" }])).toEqual([
    'false-sharing runtime.gcCPULimiterState: "second" is missing or has not its form',
    'false-sharing runtime.gcCPULimiterState: "atOnce" is missing or has not its form',
    'false-sharing runtime.gcCPULimiterState: "note" is not known',
  ]);
});

test("too many entries, doubtful ones or twins are refused", () => {
  expect(problemsOf(Array.from({ length: 27 }, (_, i) => ({ ...entry, type: `p.T${10 + i}` })))).toEqual(["there are 27 entries; 26 are promised at most"]);
  expect(problemsOf([entry, entry, entry, entry].map((one, i) => ({ ...one, type: `p.T${i}`, verdict: i === 0 ? "doubtful" : "true" })))).toEqual(["1 of 4 entries are doubtful; a fifth may be"]);
  expect(problemsOf([entry, entry])).toEqual(["false-sharing runtime.gcCPULimiterState: there are several entries"]);
});
