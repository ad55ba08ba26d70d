// What the commands that try fixes on large code have found, as it is checked in: docs/fixes-tried.md is made of it.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const file = fileURLToPath(new URL("results.json", import.meta.url));

/** `corpus`: by the name of the code, what `bench/fix-corpus.js` saw; `sideBySide`: rows of `bench/fixes/side-by-side.js`. */
export function readResults() {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Puts in what one run saw of some code; the rest stays. */
export function record(part, name, found) {
  const results = readResults();
  const entries = Object.entries({ ...results[part], [name]: found }).sort(([a], [b]) => Number(b === "std") - Number(a === "std") || (a < b ? -1 : 1));
  writeFileSync(file, `${JSON.stringify({ ...results, [part]: Object.fromEntries(entries) }, null, 1)}\n`);
}
