import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { MappedField, MappedLayout } from "@cachelint/language-server";
import { planOf } from "./plan.js";

const touch = (functionName: string): MappedField["writers"][number] => ({ functionName, access: "write", file: "a.go", line: 1 });

function layoutOf(fields: readonly (readonly [name: string, offsetBytes: number, sizeBytes: number, ...writers: string[]])[], sizeBytes: number, holes: MappedLayout["holes"] = []): MappedLayout {
  return { targets: ["linux/amd64"], lineBytes: 64, sizeBytes, alignBytes: 8, sizeClassBytes: sizeBytes, pointerBytes: 0, holes, fields: fields.map(([name, offset, size, ...writers]) => ({ name, type: "T", offsetBytes: offset, sizeBytes: size, writers: writers.map(touch), readers: [] })) };
}

test("what lies across lines is cut, and what has the same writers is of one group", () => {
  const { nLines, pieces, groups } = planOf(layoutOf([["a", 0, 8, "Put", "Put"], ["b", 8, 80, "Take"], ["c", 88, 4, "Put"], ["d", 96, 8]], 104, [{ offsetBytes: 92, sizeBytes: 4, isPadding: false }]));
  expect(nLines).toBe(2);
  expect(pieces.map(({ line, from, nBytes, label, group }) => [label, line, from, nBytes, group])).toEqual([["a", 0, 0, 8, 1], ["b", 0, 8, 56, 2], ["b", 1, 0, 24, 2], ["c", 1, 24, 4, 1], ["d", 1, 32, 8, 0], ["hole", 1, 28, 4, -1]]);
  expect(groups).toEqual([{ writers: [], fields: ["d"] }, { writers: ["Put"], fields: ["a", "c"] }, { writers: ["Take"], fields: ["b"] }]);
});

test("every byte is drawn once", () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(100), fc.nat(7)), { minLength: 1, maxLength: 12 }), (parts) => {
    let at = 0;
    const fields: [string, number, number][] = [];
    const holes: { offsetBytes: number; sizeBytes: number; isPadding: boolean }[] = [];
    for (const [size, hole] of parts) {
      fields.push([`f${String(fields.length)}`, at, size]);
      at += size;
      if (0 < hole) holes.push({ offsetBytes: at, sizeBytes: hole, isPadding: false });
      at += hole;
    }
    const drawn = planOf(layoutOf(fields, at, holes)).pieces.flatMap(({ line, from, nBytes }) => Array.from({ length: nBytes }, (_, i) => line * 64 + from + i));
    expect(drawn.sort((a, b) => a - b)).toEqual(Array.from({ length: at }, (_, i) => i));
  }));
});

test("a struct of many lines is drawn in part", () => {
  const { nLines, nHidden, pieces } = planOf(layoutOf([["page", 0, 65536]], 65536));
  expect([nLines, nHidden, pieces.length]).toEqual([64, 960, 64]);
});

test("an empty struct has one empty line", () => {
  expect(planOf(layoutOf([], 0))).toMatchObject({ nLines: 1, nHidden: 0, pieces: [] });
});
