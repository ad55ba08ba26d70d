import { generateVariants } from "./index.js";

const usual = generateVariants({ seed: 1, count: 1204 });
const fresh = generateVariants({ seed: 1, count: 1204, batch: "fresh-1" });
const fresh2 = generateVariants({ seed: 1, count: 1204, batch: "fresh-2" });
const fresh3 = generateVariants({ seed: 1, count: 1204, batch: "fresh-3" });

describe.each([["usual", usual, undefined], ["fresh-1", fresh, "fresh-1"], ["fresh-2", fresh2, "fresh-2"], ["fresh-3", fresh3, "fresh-3"]] as const)("%s programs", (_, variants, batch) => {
  const texts = variants.map(({ files }) => JSON.stringify(files));

  test("are the same for the same seed, and others for another", () => {
    const again = generateVariants({ seed: 1, count: 40, ...(batch === undefined ? {} : { batch }) });
    const others = generateVariants({ seed: 2, count: 40, ...(batch === undefined ? {} : { batch }) });
    expect(again).toEqual(variants.slice(0, 40));
    expect(others.filter(({ files }) => texts.includes(JSON.stringify(files)))).toEqual([]);
  });

  test("are distinct, by name and by text", () => {
    expect(new Set(variants.map(({ name }) => name)).size).toBe(variants.length);
    expect(new Set(texts).size).toBe(variants.length);
  });

  test("cover the patterns evenly, half of them silent", () => {
    const perPattern = counts(variants.map(({ pattern }) => pattern));
    expect(Math.max(...perPattern.values()) - Math.min(...perPattern.values())).toBeLessThanOrEqual(1);
    const nSilent = variants.filter(({ expect: { kind } }) => kind === "silent").length;
    expect(Math.abs(nSilent / variants.length - 0.5)).toBeLessThan(0.03);
  });

  test("hold what they expect something of", () => {
    const missing = variants.filter(({ files, expect: { type, fields } }) => {
      const text = Object.values(files).join("\n");
      return [type.replace(/^\w+\./, ""), ...fields].some((name) => !new RegExp(`\\b${name}\\b`).test(text));
    });
    expect(missing.map(({ name }) => name)).toEqual([]);
  });
});

test("the batches have nothing in common but their patterns", () => {
  const texts = new Set(usual.map(({ files }) => JSON.stringify(files)));
  expect([...fresh, ...fresh2, ...fresh3].filter(({ files }) => texts.has(JSON.stringify(files)))).toEqual([]);
  expect(() => generateVariants({ seed: 1, count: 1, batch: "fresh-0" })).toThrow("no batch fresh-0");
});

function counts(list: readonly string[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const item of list) sums.set(item, (sums.get(item) ?? 0) + 1);
  return sums;
}
