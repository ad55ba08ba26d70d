import type { Variant } from "./model.js";
import { choosePair, renderPair } from "./pairs/render.js";
import { pairPatterns, type PairPattern } from "./pairs/patterns/index.js";
import { drawFrom } from "./random.js";
import { createSketch, finish } from "./sketch.js";

export type { Expectation, Variant } from "./model.js";

export type VariantsRequest = { readonly seed: number | string; readonly count: number; /** A further family of forms; the usual one by default. */ readonly batch?: string };

const goVersions = ["1.20", "1.21", "1.22", "1.23", "1.24", "1.25"];

/** Go programs with what is to be said of them: all patterns in turn, each flagged and silent in turn. The same request gives the same programs. */
export function generateVariants({ seed, count }: VariantsRequest): readonly Variant[] {
  return Array.from({ length: count }, (_, i) => {
    const pattern = pairPatterns[i % pairPatterns.length]!;
    const round = Math.floor(i / pairPatterns.length);
    return makePair(`${seed}`, pattern, round);
  });
}

function makePair(seed: string, pattern: PairPattern, round: number): Variant {
  const kind = round % 2 === 0 ? "flag" : "silent";
  const forms = pattern.forms[kind];
  const form = forms[Math.floor(round / 2) % forms.length]!;
  for (let attempt = 0; attempt < 50; attempt++) {
    const sketch = createSketch(drawFrom([seed, pattern.name, round, attempt].join("/")), goVersions);
    const plan = pattern.plan(sketch, form);
    sketch.dimensions["form"] = plan.form;
    const expect = renderPair(sketch, plan, choosePair(sketch, plan));
    if (expect !== null) return { name: `${pattern.name}-${kind}-${form}-${round}`.replaceAll(":", "-"), pattern: pattern.name, expect, ...finish(sketch) };
  }
  throw new Error(`no layout fits ${pattern.name} ${form}`);
}
