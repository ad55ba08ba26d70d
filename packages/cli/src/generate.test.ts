import { readFileSync } from "node:fs";
import { generatedFiles } from "./generate.js";

test("the reference and the schema are current; `node packages/cli/tools/generate.js` writes them", async () => {
  for (const [path, text] of await generatedFiles()) expect([path, readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8")]).toEqual([path, text]);
});
