import fc from "fast-check";
import { archOf, judgedLineBytes, sharesLine, startResidues } from "@cachelint/layout";
import { arrange, placedOf, wordRanges } from "./arrange.js";
import { costOf } from "./cost.js";
import { bestFieldCure } from "./fields.js";
import type { Arrangement, CureLayout, CureProblem, FieldCure } from "./model.js";

const targets = ["linux/amd64", "linux/arm64", "darwin/arm64", "linux/386", "linux/arm", "linux/ppc64le", "linux/s390x"];

type Sort = "word" | "half" | "byte" | "pointer" | "wide" | "pad";

const extents = (sort: Sort, word: number): CureLayout["fields"][number] => ({
  word: { sizeBytes: 8, alignBytes: word, pointerBytes: 0 },
  half: { sizeBytes: 4, alignBytes: 4, pointerBytes: 0 },
  byte: { sizeBytes: 1, alignBytes: 1, pointerBytes: 0 },
  pointer: { sizeBytes: word, alignBytes: word, pointerBytes: word },
  wide: { sizeBytes: 3 * word, alignBytes: word, pointerBytes: word },
  pad: { sizeBytes: 24, alignBytes: 1, pointerBytes: 0 },
})[sort];

function problemOf(sorts: readonly Sort[], enemies: CureProblem["enemies"], others: Partial<CureProblem> & { readonly isGlobal?: boolean; readonly under?: readonly string[] } = {}): CureProblem {
  const { isGlobal = false, under = ["linux/amd64"], ...rest } = others;
  return {
    names: sorts.map((_, i) => `f${i}`), pads: new Set(sorts.flatMap((sort, i) => (sort === "pad" ? [i] : []))), words: sorts.map((_, i) => i), enemies, doubts: [], friends: [], isMany: false, ...rest,
    layouts: under.map((target): CureLayout => {
      const [goos = "", goarch = ""] = target.split("/");
      const arch = archOf(goarch)!;
      const fields = sorts.map((sort) => extents(sort, arch.pointerBytes));
      return { target, arch, goMinor: 26, lineBytes: judgedLineBytes(goos, goarch), isGlobal, fields, words: fields.map(({ sizeBytes }) => ({ offsetBytes: 0, sizeBytes })) };
    }),
  };
}

const problems = fc.record({
  sorts: fc.array(fc.constantFrom<Sort>("word", "half", "byte", "pointer", "wide", "pad"), { minLength: 2, maxLength: 12 }),
  under: fc.uniqueArray(fc.constantFrom(...targets), { minLength: 1, maxLength: 3 }),
  pairs: fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { minLength: 1, maxLength: 5 }),
  friends: fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 3 }),
  isGlobal: fc.boolean(),
  isMany: fc.boolean(),
}).map(({ sorts, pairs, friends, ...rest }) => {
  const within = (list: readonly (readonly [number, number])[]): CureProblem["enemies"] => list.map(([a, b]) => [a % sorts.length, b % sorts.length] as const).filter(([a, b]) => a !== b && sorts[a] !== "pad" && sorts[b] !== "pad");
  return problemOf(sorts, within(pairs), { friends: within(friends), ...rest });
});

function arrangementOf(problem: CureProblem, { items }: FieldCure): Arrangement {
  return { items, placed: placedOf(problem, items)! };
}

test("a cure never leaves enemies on one line, wherever the object begins", () => {
  fc.assert(fc.property(problems, (problem) => {
    const arrangement = arrangementOf(problem, bestFieldCure(problem)!);
    problem.layouts.forEach((layout, t) => {
      const ranges = wordRanges(problem, arrangement, layout, t);
      const { sizeBytes, pointerBytes } = arrangement.placed[t]!;
      for (const placement of [
        { kind: "heap", sizeBytes, hasPointers: 0 < pointerBytes }, { kind: "global", sizeBytes }, { kind: "unknown", alignBytes: 8 },
      ] as const) {
        // The tiny allocator's objects have no room for two words.
        if (sizeBytes < 16) continue;
        const starts = startResidues(placement, layout.lineBytes, layout);
        for (const [a, b] of problem.enemies) expect(sharesLine(ranges[a]!, ranges[b]!, starts, layout.lineBytes)).toBe("never");
      }
    });
  }));
});

test("a cure has every field once; of pads some may give way to a larger one", () => {
  fc.assert(fc.property(problems, (problem) => {
    const { kind, items } = bestFieldCure(problem)!;
    const order = items.flatMap((item) => (item.kind === "field" ? [item.index] : []));
    const mustHave = [...problem.names.keys()].filter((index) => kind !== "line-pads" || !problem.pads.has(index) || order.includes(index));
    expect([...order].sort((a, b) => a - b)).toEqual(mustHave);
  }));
});

test("a cure takes no more than pads between the fields as they stand", () => {
  fc.assert(fc.property(problems, (problem) => {
    const naive = arrange(problem, [...problem.names.keys()], "bytes")!;
    const found = arrangementOf(problem, bestFieldCure(problem)!);
    expect(costOf(problem, found).bytes).toBeLessThanOrEqual(costOf(problem, naive).bytes);
  }));
});

test("structs of a hundred fields are cured in time", () => {
  const sorts = Array.from({ length: 100 }, (_, i): Sort => (["word", "pointer", "half", "byte"] as const)[i % 4]!);
  const enemies = [[0, 4], [4, 8], [8, 12], [0, 12], [0, 8], [4, 12], [16, 0]] as const;
  const begun = performance.now();
  const cure = bestFieldCure(problemOf(sorts, enemies, { under: ["linux/amd64", "linux/arm64"] }))!;
  expect(performance.now() - begun).toBeLessThan(3000);
  // Fields that nobody writes are enough to keep them apart.
  expect(cure.costs[0]!.extraBytes).toBeLessThanOrEqual(64);
});

const text = ({ kind, items, names, costs }: FieldCure): string =>
  `${kind}: ${items.map((item) => (item.kind === "field" ? names[item.index] : item.kind === "bytes" ? `_ [${item.sizeBytes}]byte` : "_ cpu.CacheLinePad")).join(", ")} (${costs.map(({ before, after }) => `${before.costBytes} to ${after.costBytes}`).join("; ")})`;

test("two words alone are padded apart", () => {
  expect(text(bestFieldCure(problemOf(["word", "word"], [[0, 1]]))!)).toBe("pads: f0, _ [56]byte, f1 (16 to 80)");
});

test("lines of several sizes are met by cpu.CacheLinePad", () => {
  expect(text(bestFieldCure(problemOf(["word", "word"], [[0, 1]], { under: ["linux/amd64", "darwin/arm64"] }))!)).toBe("line-pads: f0, _ cpu.CacheLinePad, f1 (16 to 80; 16 to 144)");
});

test("fields that nobody writes stand in between instead of a pad", () => {
  expect(text(bestFieldCure(problemOf(["word", "word", "wide", "wide", "word"], [[0, 1]]))!)).toBe("regroup: f0, f2, f3, f4, f1 (80 to 80)");
});

test("what is written together stays together", () => {
  expect(text(bestFieldCure(problemOf(["word", "word", "word", "word"], [[0, 1], [0, 3], [2, 1], [2, 3]], { friends: [[0, 2], [1, 3]] }))!)).toBe("regroup: f0, f2, _ [56]byte, f1, f3 (32 to 96)");
});

test("a pad that is too small gets another beside it", () => {
  expect(text(bestFieldCure(problemOf(["word", "pad", "word"], [[0, 2]]))!)).toBe("pads: f0, f1, _ [32]byte, f2 (48 to 80)");
});

test("two words of one field cannot be parted", () => {
  expect(bestFieldCure(problemOf(["wide", "word"], [[0, 1]], { words: [0, 0] }))).toBeNull();
});

test("a pad that is too small for some target gives way to one of the target's line", () => {
  const problem = problemOf(["word", "pad", "word"], [[0, 2]], { under: ["linux/amd64", "darwin/arm64"] });
  expect(text(bestFieldCure(problem)!)).toBe("line-pads: f0, _ cpu.CacheLinePad, f2 (48 to 80; 48 to 144)");
});
