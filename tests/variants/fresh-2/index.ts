import type { Pattern } from "../patterns.js";
import { respell } from "../fresh-1/retold.js";
import { actors } from "./programs/actors.js";
import { flows } from "./programs/flows.js";
import { goroutines } from "./programs/goroutines.js";
import { guards } from "./programs/guards.js";
import { logs } from "./programs/logs.js";
import { memory } from "./programs/memory.js";
import { tellStory } from "./story.js";

/** Small packages as engineers write them, told without looking at what judges them. */
export const freshPatterns: readonly Pattern[] = [...logs, ...flows, ...actors, ...memory, ...guards, ...goroutines].map((set): Pattern => ({
  name: set.name, forms: { flag: Object.keys(set.flag), silent: Object.keys(set.silent) }, ...(set.goVersions === undefined ? {} : { goVersions: set.goVersions }),
  write: (sketch, form) => {
    sketch.dimensions["form"] = form;
    const expect = tellStory(sketch, set, form);
    respell(sketch);
    return expect;
  },
}));
