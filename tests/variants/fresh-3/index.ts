import type { Pattern } from "../patterns.js";
import { respell } from "../fresh-1/retold.js";
import { tellStory } from "../fresh-2/story.js";
import { guarded } from "./programs/guarded.js";
import { scheduling } from "./programs/scheduling.js";
import { services } from "./programs/services.js";
import { storage } from "./programs/storage.js";
import { tables } from "./programs/tables.js";

/** Small packages in the manner of well-known ones, told without looking at what judges them. */
export const freshPatterns: readonly Pattern[] = [...services, ...storage, ...scheduling, ...tables, ...guarded].map((set): Pattern => ({
  name: set.name, forms: { flag: Object.keys(set.flag), silent: Object.keys(set.silent) },
  write: (sketch, form) => {
    sketch.dimensions["form"] = form;
    const expect = tellStory(sketch, set, form);
    respell(sketch);
    return expect;
  },
}));
