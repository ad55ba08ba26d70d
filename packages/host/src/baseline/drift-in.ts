import { driftOfStruct, fieldUses } from "@cachelint/baseline";
import type { CollectOptions } from "@cachelint/lint";
import { relative } from "../display.js";
import type { Place, Run } from "../open-run.js";
import { baselineFile, readSite, soundSnapshot } from "./site.js";

/** How the structs of a place differ from its baseline; undefined where there is none. */
export function driftIn(run: Run, place: Place): CollectOptions["driftOf"] {
  const file = baselineFile(place);
  const site = { file, shown: relative(run.cwd, file) };
  const read = readSite(run.fs, site);
  if (read === null) return undefined;
  const before = soundSnapshot(site, read);
  const uses = fieldUses();
  const lineBytes = new Map(place.targets.map(({ target, lineBytes: bytes }) => [target.name, bytes]));
  const failing = new Set(place.configuration.baseline.fail);
  return (facts) => driftOfStruct(facts, { before, lineBytes, failing, uses, accept: "cachelint baseline update" });
}
