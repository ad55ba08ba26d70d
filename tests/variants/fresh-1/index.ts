import { pairPatterns } from "../pairs/patterns/index.js";
import { elementPatterns } from "../elements/patterns.js";
import { renderElements } from "../elements/render.js";
import { goVersions, type Pattern } from "../patterns.js";
import { servers } from "./programs/servers.js";
import { shards } from "./programs/shards.js";
import { structs } from "./programs/structs.js";
import { workers } from "./programs/workers.js";
import { respell, retell } from "./retold.js";
import { writeProgram } from "./template.js";

/** Programs written after the usual ones, in ways that those do not have: to see whether what was learned from the usual ones holds. */
export const freshPatterns: readonly Pattern[] = [
  ...[...servers, ...shards, ...workers, ...structs].map((set): Pattern => ({
    name: set.name, forms: { flag: Object.keys(set.flag), silent: Object.keys(set.silent) }, ...(set.goVersions === undefined ? {} : { goVersions: set.goVersions }),
    write: (sketch, form) => {
      sketch.dimensions["form"] = form;
      return writeProgram(sketch, set, form);
    },
  })),
  ...elementPatterns.map(({ name, forms, plan }): Pattern => ({
    name: `retold-${name}`, forms, ...(name === "shifted-shards" ? { goVersions: goVersions.slice(2) } : {}),
    write: (sketch, form) => {
      sketch.dimensions["form"] = form;
      const expect = renderElements(sketch, plan(sketch, form));
      respell(sketch);
      return expect;
    },
  })),
  ...pairPatterns.map((pattern): Pattern => ({ name: `retold-${pattern.name}`, forms: pattern.forms, write: (sketch, form) => retell(sketch, pattern, form) })),
];
