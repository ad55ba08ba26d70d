import { elementPatterns } from "./elements/patterns.js";
import { renderElements } from "./elements/render.js";
import { workerForms, writeWorkers } from "./elements/workers.js";
import { globalForms, writeGlobals } from "./globals.js";
import type { Expectation } from "./model.js";
import { choosePair, renderPair } from "./pairs/render.js";
import { pairPatterns } from "./pairs/patterns/index.js";
import type { Sketch } from "./sketch.js";

/** Programs of one kind, in forms that are flagged and forms that are not. */
export type Pattern = {
  readonly name: string;
  readonly forms: { readonly flag: readonly string[]; readonly silent: readonly string[] };
  /** Null where what was drawn does not lie as the form wants. */
  readonly write: (sketch: Sketch, form: string) => Expectation | null;
  /** Go versions that it needs. */
  readonly goVersions?: readonly string[];
};

/** Those that programs are written for where their pattern needs none. */
export const goVersions = ["1.20", "1.21", "1.22", "1.23", "1.24", "1.25"];

/** The usual programs. */
export const usualPatterns: readonly Pattern[] = [
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
