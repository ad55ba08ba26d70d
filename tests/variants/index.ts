import { elementPatterns } from "./elements/patterns.js";
import { renderElements } from "./elements/render.js";
import { workerForms, writeWorkers } from "./elements/workers.js";
import { globalForms, writeGlobals } from "./globals.js";
import type { Expectation, Variant } from "./model.js";
import { choosePair, renderPair } from "./pairs/render.js";
import { pairPatterns } from "./pairs/patterns/index.js";
import { drawFrom } from "./random.js";
import { createSketch, finish, type Sketch } from "./sketch.js";

export type { Expectation, Variant } from "./model.js";

export type VariantsRequest = { readonly seed: number | string; readonly count: number; /** A further family of forms; the usual one by default. */ readonly batch?: string };

/** Programs of one kind, in forms that are flagged and forms that are not. */
type Pattern = {
  readonly name: string;
  readonly forms: { readonly flag: readonly string[]; readonly silent: readonly string[] };
  /** Null where what was drawn does not lie as the form wants. */
  readonly write: (sketch: Sketch, form: string) => Expectation | null;
  /** Go versions that it needs. */
  readonly goVersions?: readonly string[];
};

const goVersions = ["1.20", "1.21", "1.22", "1.23", "1.24", "1.25"];

const patterns: readonly Pattern[] = [
  ...pairPatterns.map(({ name, forms, plan }): Pattern => ({
    name, forms,
    write: (sketch, form) => {
      const made = plan(sketch, form);
      sketch.dimensions["form"] = made.form;
      return renderPair(sketch, made, choosePair(sketch, made));
    },
  })),
  ...elementPatterns.map(({ name, forms, plan }): Pattern => ({
    name, forms,
    write: (sketch, form) => {
      sketch.dimensions["form"] = form;
      return renderElements(sketch, plan(sketch, form));
    },
    // Allocations have headers since Go 1.22.
    ...(name === "shifted-shards" ? { goVersions: goVersions.slice(2) } : {}),
  })),
  { name: "worker-slots", forms: workerForms, write: named(writeWorkers) },
  { name: "package-variables", forms: globalForms, write: named(writeGlobals) },
];

function named(write: Pattern["write"]): Pattern["write"] {
  return (sketch, form) => {
    sketch.dimensions["form"] = form;
    return write(sketch, form);
  };
}

/** Go programs with what is to be said of them: all patterns in turn, each flagged and silent in turn. The same request gives the same programs. */
export function generateVariants({ seed, count }: VariantsRequest): readonly Variant[] {
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
