import { baselineMessages, type Conflict, type Damage, readBaseline, type Snapshot } from "@cachelint/baseline";
import type { FileSystem } from "@cachelint/project";
import { relative, resolvePath } from "../display.js";
import * as messages from "../messages.js";
import type { Place, Run } from "../open-run.js";
import { allPorts } from "../ports.js";

/** A baseline file, or where it would be, with the places of a run whose structs it holds. */
export type Site = { readonly file: string; readonly shown: string; readonly folder: string; readonly places: readonly Place[] };

/** The baselines of a run: one for each configuration, or for each module without one. */
export function sitesOf({ places, cwd }: Pick<Run, "places" | "cwd">): readonly Site[] {
  const sites = new Map<string, Site & { readonly places: Place[] }>();
  for (const place of places) {
    const file = baselineFile(place);
    const site = sites.get(file) ?? { file, shown: relative(cwd, file), folder: place.configuration.folder, places: [] };
    sites.set(file, site);
    site.places.push(place);
  }
  return [...sites.values()];
}

/** Where the structs of a place are recorded; absolute. */
export function baselineFile({ configuration: { folder, baseline } }: Place): string {
  return resolvePath(folder, baseline.path);
}

export type SiteFile = { readonly text: string; readonly snapshot: Snapshot } | { readonly text: string; readonly damage: Damage; readonly conflict?: Conflict };

/** The baseline file of a site; null where there is none. One that cannot be opened is a usage error. */
export function readSite(fs: FileSystem, { file, shown }: Pick<Site, "file" | "shown">): SiteFile | null {
  const read = fs.readText(file);
  if ("problem" in read) {
    if (read.problem === "not-found") return null;
    throw messages.unreadableBaseline(shown, read.problem);
  }
  return { text: read.text, ...readBaseline(read.text, (name) => allPorts.includes(name)) };
}

/** The recorded layouts; a file that cannot be understood is a usage error with its line. */
export function soundSnapshot(site: Pick<Site, "shown">, { text, ...read }: SiteFile): Snapshot {
  if ("snapshot" in read) return read.snapshot;
  const { kind, message, start, end } = read.damage;
  throw messages.badBaseline(message, baselineMessages.mendOf(kind, site.shown), { file: site.shown, text, start, end });
}
