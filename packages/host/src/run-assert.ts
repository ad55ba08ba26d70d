import { assertionFileName, assertionFiles, assertionHeader, type LeftOut } from "@cachelint/baseline";
import type { ProjectProblem } from "@cachelint/project";
import { relative } from "./display.js";
import * as messages from "./messages.js";
import { openRun, type RunOptions } from "./open-run.js";
import { readAhead } from "./read-ahead.js";
import { select } from "./select.js";
import { placeFacts } from "./target-packages.js";
import { type ToldProblem, toldProblems } from "./told-problems.js";

export type AssertResult = {
  /** Files to write; `path` is absolute, `file` as shown. */
  readonly files: readonly { readonly path: string; readonly file: string; readonly text: string; readonly isChanged: boolean }[];
  /** Files of an earlier run whose contracts are gone. */
  readonly stale: readonly { readonly path: string; readonly file: string }[];
  readonly problems: readonly ToldProblem[];
};

/** The contracts in the sources as Go that does not compile when one is broken. Nothing is written here. */
export async function runAssert(options: RunOptions): Promise<AssertResult> {
  const run = await openRun(options);
  const { packages: found, problems } = select(run);
  const packages = found.filter(({ ref }) => ref.origin === "main");
  await run.ready();
  await readAhead(run, packages);
  const types = run.places.flatMap((place) => {
    const { structs, otherTypes } = placeFacts(run, place, packages.filter((selected) => selected.place === place), { onProgress: options.onProgress });
    return [...structs, ...otherTypes];
  });
  const targets = [...new Set(run.places.flatMap((place) => place.targets.map(({ target }) => target.name)))];
  const textOf = (path: string): string | null => {
    const read = run.fs.readText(path);
    return "text" in read ? read.text : null;
  };
  const { files: texts, leftOut } = assertionFiles(types, targets);
  const files = texts.map(({ directory, name, text }) => {
    const path = `${directory}/${name}`;
    return { path, file: relative(run.cwd, path), text, isChanged: textOf(path) !== text };
  });
  const written = new Set(files.map(({ path }) => path));
  const stale = packages.flatMap(({ ref: { directory } }) => {
    const read = run.fs.readDirectory(directory);
    const names = "entries" in read ? read.entries.map(({ name }) => name).filter((name) => assertionFileName.test(name)) : [];
    return names.map((name) => `${directory}/${name}`).filter((path) => !written.has(path) && textOf(path)?.startsWith(assertionHeader) === true).map((path) => ({ path, file: relative(run.cwd, path) }));
  });
  return { files, stale, problems: toldProblems(run, [...run.problems, ...problems, ...leftOut.map(leftOutProblem), ...run.packageProblems, ...run.code.all()]) };
}

function leftOutProblem({ facts: { name, source }, word, start, why }: LeftOut): ProjectProblem {
  return { severity: "warning", path: source.path, line: source.text.slice(0, start).split("\n").length, message: messages.notAsserted(word, name, why) };
}
