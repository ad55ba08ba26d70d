import { collectFacts, type CollectOptions, type RunFacts, type TargetPackages } from "@cachelint/lint";
import { displayPath } from "@cachelint/project";
import { fileMatcher } from "./glob.js";
import { loadPackages } from "./load-packages.js";
import type { Place, Progress, Run } from "./open-run.js";
import type { Selected } from "./select.js";

/** The packages selected in a place, loaded under each of its targets. */
export function targetPackages(run: Run, place: Place, packages: readonly Selected[], onProgress: Progress | undefined): readonly TargetPackages[] {
  let nDone = 0;
  const nAll = packages.reduce((n, { targets }) => n + targets.length, 0);
  return place.targets.map((target) => {
    const { world } = target;
    const loaded = packages.filter(({ targets }) => targets.includes(target)).flatMap(({ ref }) => {
      onProgress?.(++nDone, nAll);
      return loadPackages(run, { place, ref, target });
    });
    return { world, packages: loaded, lineBytes: target.lineBytes };
  });
}

/** Which files are reported on: those named, or whole packages, without what the configuration excludes. */
export function selectedFiles({ configuration }: Place, packages: readonly Selected[]): (path: string) => boolean {
  const isExcluded = fileMatcher(configuration.folder, configuration.exclude);
  const named = new Set(packages.flatMap(({ files }) => [...(files ?? [])]));
  const partial = new Set(packages.flatMap(({ ref, files }) => (files === null ? [] : [ref.directory])));
  return (path) => !isExcluded(path) && (named.has(path) || !partial.has(path.slice(0, path.lastIndexOf("/"))));
}

/** What is known of the structs in some packages of a place. */
export function placeFacts(run: Run, place: Place, packages: readonly Selected[], options: Omit<CollectOptions, "displayPathOf" | "selects" | "during" | "concurrent" | "orderedEncoders"> & { readonly onProgress?: Progress | undefined }): RunFacts {
  const { onProgress, ...collecting } = options;
  const { clock } = run;
  const selects = selectedFiles(place, packages);
  const loaded = targetPackages(run, place, packages, onProgress);
  const facts = clock.time("facts", () => collectFacts(loaded, { ...collecting, selects, concurrent: place.configuration.concurrent, orderedEncoders: place.configuration.orderedEncoders, during: (phase, work) => clock.time(phase, work), displayPathOf: (path) => displayPath(place.workspace, run.base, path) }));
  for (const { packages: own } of loaded) for (const pkg of own) run.code.noteFiles(pkg, selects);
  for (const { layouts } of [...facts.structs, ...facts.otherTypes]) for (const { measure } of layouts) run.code.noteMeasure(measure);
  return facts;
}
