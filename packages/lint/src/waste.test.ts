import fc from "fast-check";
import { facts } from "../test/run.js";
import { movedIndices, wasteOf } from "./waste.js";

const permutation = fc.integer({ min: 0, max: 8 }).chain((n) => fc.shuffledSubarray([...Array(n).keys()], { minLength: n }));

test("what is not moved stands in order, and no fewer fields would do", () => {
  fc.assert(fc.property(permutation, (order) => {
    const moved = movedIndices(order);
    const isSorted = (kept: readonly number[]) => kept.every((index, i) => i === 0 || (kept[i - 1] ?? 0) < index);
    expect(isSorted(order.filter((index) => !moved.includes(index)))).toBe(true);
    const mostKept = Math.max(0, ...Array.from({ length: 2 ** order.length }, (_, mask) => order.filter((_, i) => ((mask >> i) & 1) === 1)).filter(isSorted).map(({ length }) => length));
    expect(order.length - moved.length).toBe(mostKept);
  }), { numRuns: 60 });
});

const typeName = fc.constantFrom("bool", "int16", "int32", "int64", "string", "[]byte", "*int", "any", "struct{}", "[3]byte", "[0]int64", "[100]int64");

test("a better order is one of the same fields, smaller, and not to be bettered again", () => {
  const text = (types: readonly string[], isElement: boolean) => `package a\ntype T struct {\n${types.map((type, i) => `\tf${i} ${type}\n`).join("")}}\n${isElement ? "var all []T\n" : ""}`;
  fc.assert(fc.property(fc.array(typeName, { maxLength: 7 }), fc.boolean(), (types, isElement) => {
    const [struct] = facts({ "a.go": text(types, isElement) }, { targets: ["linux/amd64", "linux/386"] }).structs;
    for (const layout of struct?.layouts ?? []) {
      const waste = struct === undefined ? "none" : wasteOf(struct, layout);
      if (waste === "none") continue;
      expect([...waste.order].sort((a, b) => a - b)).toEqual([...types.keys()]);
      expect(waste.best.costBytes).toBeLessThan(waste.current.costBytes);
      expect(waste.best.sizeBytes).toBeLessThan(waste.current.sizeBytes);
      const [again] = facts({ "a.go": text(waste.order.map((index) => types[index] ?? ""), isElement) }, { targets: [layout.target] }).structs;
      if (again?.layouts[0]?.measure.kind === "known") expect(again.layouts[0].measure.layout.sizeBytes).toBe(waste.best.sizeBytes);
      expect(again?.layouts[0] && wasteOf(again, again.layouts[0])).toBe("none");
    }
  }), { numRuns: 150 });
});
