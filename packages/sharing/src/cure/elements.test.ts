import fc from "fast-check";
import { archOf, judgedLineBytes, sharesLine } from "@cachelint/layout";
import { bestElementCure, type ElementLayout, type ElementProblem, elementStarts } from "./elements.js";

const targets = ["linux/amd64", "linux/arm64", "darwin/arm64", "linux/386", "linux/arm", "linux/ppc64le"];

function layoutOf(target: string, { sizeBytes, hot, live, hasPointers }: { readonly sizeBytes: number; readonly hot: ElementLayout["hot"]; readonly live: ElementLayout["live"]; readonly hasPointers: boolean }): ElementLayout {
  const [goos = "", goarch = ""] = target.split("/");
  const arch = archOf(goarch)!;
  return { target, arch, goMinor: 26, lineBytes: judgedLineBytes(goos, goarch), hot, live, packed: null, holder: null, extent: { sizeBytes, alignBytes: arch.pointerBytes, pointerBytes: hasPointers ? 8 : 0 } };
}

const problems = fc.record({
  nWords: fc.integer({ min: 1, max: 20 }), hotWord: fc.nat(19), liveFrom: fc.nat(19), liveTo: fc.nat(19), hasPointers: fc.boolean(), isGlobal: fc.boolean(),
  length: fc.option(fc.integer({ min: 2, max: 64 })), under: fc.uniqueArray(fc.constantFrom(...targets), { minLength: 1, maxLength: 3 }),
}).map(({ nWords, hotWord, liveFrom, liveTo, hasPointers, under, length, isGlobal }): ElementProblem => {
  const hot = 8 * (hotWord % nWords);
  const from = Math.min(hot, 8 * (liveFrom % nWords));
  const to = Math.max(hot, 8 * (liveTo % nWords));
  const words = { sizeBytes: 8 * nWords, hasPointers, hot: { offsetBytes: hot, sizeBytes: 8 }, live: { offsetBytes: from, sizeBytes: to - from + 8 } };
  return { length, isGlobal, layouts: under.map((target) => layoutOf(target, words)) };
});

test.each([
  ["linux/amd64", 32, 32],
  // Two lines of 64 bytes are one of 128.
  ["darwin/arm64", 32, 96],
  ["linux/amd64", 96, 32],
  ["darwin/arm64", 96, 32],
])("under %s an element of %d bytes is filled up to whole lines, by %d", (target, sizeBytes, padBytes) => {
  const whole = { offsetBytes: 0, sizeBytes };
  const cure = bestElementCure({ length: null, isGlobal: false, layouts: [layoutOf(target, { sizeBytes, hot: whole, live: whole, hasPointers: false })] });
  expect([cure?.kind, cure?.padBytes]).toEqual(["element-pad", padBytes]);
});

test("padded elements never meet, however long the slice and wherever the array", () => {
  fc.assert(fc.property(problems, (problem) => {
    const cure = bestElementCure(problem)!;
    problem.layouts.forEach((layout, t) => {
      const { sizeBytes } = cure.costs[t]!.after;
      const starts = elementStarts(problem, layout, { ...layout.extent, sizeBytes });
      const next = { ...layout.hot, offsetBytes: layout.hot.offsetBytes + sizeBytes };
      expect(sharesLine(layout.live, next, starts, layout.lineBytes)).toBe("never");
    });
  }));
});

const first = { offsetBytes: 0, sizeBytes: 8 };
const problem = (layouts: readonly ElementLayout[], length: number | null = null): ElementProblem => ({ length, isGlobal: false, layouts });
const brief = (cure: ReturnType<typeof bestElementCure>): string => `${cure?.kind} ${cure?.padBytes} ${cure?.costs.map(({ after }) => after.sizeBytes).join(" ")}`;

test("one line for each element", () => {
  const words = { sizeBytes: 16, hasPointers: true, hot: first, live: { offsetBytes: 0, sizeBytes: 16 } };
  expect(brief(bestElementCure(problem([layoutOf("linux/amd64", words), layoutOf("linux/arm64", words)])))).toBe("element-pad 48 64 64");
});

test("the header moves pointerful elements by 8, so that a whole line in use is not enough", () => {
  const words = { sizeBytes: 64, hasPointers: true, hot: first, live: { offsetBytes: 0, sizeBytes: 64 } };
  expect(brief(bestElementCure(problem([layoutOf("linux/amd64", words)])))).toBe("element-pad 56 120");
});

test("lines of two lengths are met by the pad of the target", () => {
  const words = { sizeBytes: 8, hasPointers: false, hot: first, live: first };
  expect(brief(bestElementCure(problem([layoutOf("linux/amd64", words), layoutOf("darwin/arm64", words)])))).toBe("element-line-pad null 72 136");
});
