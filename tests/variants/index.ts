import { freshPatterns as fresh1 } from "./fresh-1/index.js";
import { freshPatterns as fresh2 } from "./fresh-2/index.js";
import { freshPatterns as fresh3 } from "./fresh-3/index.js";
import type { Variant } from "./model.js";
import { goVersions, type Pattern, usualPatterns } from "./patterns.js";
import { drawFrom } from "./random.js";
import { createSketch, finish } from "./sketch.js";

export type { Expectation, Variant } from "./model.js";

export type VariantsRequest = { readonly seed: number | string; readonly count: number; /** A further family of forms; the usual one by default. */ readonly batch?: string };

const batches: Readonly<Record<string, readonly Pattern[]>> = { usual: usualPatterns, "fresh-1": fresh1, "fresh-2": fresh2, "fresh-3": fresh3 };

/** Go programs with what is to be said of them: all patterns in turn, each flagged and silent in turn. The same request gives the same programs. */
export function generateVariants({ seed, count, batch = "usual" }: VariantsRequest): readonly Variant[] {
  const patterns = batches[batch];
  if (patterns === undefined) throw new Error(`no batch ${batch}; there are ${Object.keys(batches).join(", ")}`);
  return Array.from({ length: count }, (_, i) => makeVariant(`${seed}`, patterns[i % patterns.length]!, Math.floor(i / patterns.length)));
}

function makeVariant(seed: string, { name, forms, write, goVersions: versions = goVersions }: Pattern, round: number): Variant {
  const kind = round % 2 === 0 ? "flag" : "silent";
  const form = forms[kind][Math.floor(round / 2) % forms[kind].length]!;
  for (let attempt = 0; attempt < 80; attempt++) {
    const sketch = createSketch(drawFrom([seed, name, round, attempt].join("/")), versions);
    const expect = write(sketch, form);
    if (expect !== null) return { name: `${name}-${kind}-${form}-${round}`, pattern: name, expect, ...finish(sketch) };
  }
  throw new Error(`no layout fits ${name} ${form}`);
}
