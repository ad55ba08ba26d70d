import type { Disk } from "./disk.js";
import { compareGoVersions } from "./go-version.js";
import * as messages from "./messages.js";
import type { ProjectProblem } from "./model.js";
import type { MainModule } from "./module-graph.js";
import { type ModulesTxt, parseModulesTxt } from "./modules-txt.js";
import { joinPath } from "./paths.js";
import type { Vendor } from "./workspace.js";

export type VendorQuestion = {
  readonly disk: Disk;
  readonly root: string;
  readonly mains: readonly MainModule[];
  /** The go line of go.work in a workspace; undefined outside one. */
  readonly workGo: string | undefined;
  /** `-mod` of GOFLAGS, empty where not set. */
  readonly mod: string;
};

/** Whether dependencies come from the vendor folder (modload setDefaultBuildMod), and what is wrong with it. */
export function chooseVendor({ disk, root, mains, workGo, mod }: VendorQuestion): { readonly vendor: Vendor; readonly problems: readonly ProjectProblem[] } {
  const directory = joinPath(root, "vendor");
  if ((mod !== "" && mod !== "vendor") || mains.length === 0) return { vendor: "off", problems: [] };
  const isAsked = mod === "vendor";
  if (!isAsked && !disk.isFolder(directory)) return { vendor: "off", problems: [] };
  const txt = parseModulesTxt(disk.text(joinPath(directory, "modules.txt")) ?? "");
  const isWorkspace = workGo !== undefined;
  const go = workGo ?? mains[0]?.goMod.go ?? "";
  if (!isAsked && (go === "" || compareGoVersions(go, "1.14") < 0 || txt.isWorkspace !== isWorkspace)) return { vendor: "off", problems: [] };
  const problems = go !== "" && compareGoVersions(go, "1.14") < 0 ? [] : inconsistencies({ txt, mains, isWorkspace, path: joinPath(directory, "modules.txt") });
  return { vendor: { directory, txt }, problems };
}

type Check = { readonly txt: ModulesTxt; readonly mains: readonly MainModule[]; readonly isWorkspace: boolean; readonly path: string };

/** modules.txt must mark what go.mod requires as explicit, at the same version (modload checkVendorConsistency). */
function inconsistencies({ txt, mains, isWorkspace, path }: Check): readonly ProjectProblem[] {
  const vendored = new Map(txt.modules.map((module) => [`${module.path} ${module.version}`, module]));
  const mainPaths = new Set(mains.map((main) => main.path));
  const unmarked = mains.flatMap(({ goMod }) => goMod.requires).filter((required) => !mainPaths.has(required.path) && vendored.get(`${required.path} ${required.version}`)?.isExplicit !== true);
  const required = new Set(mains.flatMap(({ goMod }) => goMod.requires.map((module) => `${module.path} ${module.version}`)));
  const unrequired = isWorkspace ? [] : txt.modules.filter((module) => module.isExplicit && module.version !== "" && !required.has(`${module.path} ${module.version}`));
  const details = [
    ...unmarked.map((module) => `${module.path}@${module.version} is required in go.mod but not marked explicit there`),
    ...unrequired.map((module) => `${module.path}@${module.version} is marked explicit there but not required in go.mod`),
  ];
  return details.length === 0 ? [] : [messages.inconsistentVendor(path, { details, isWorkspace })];
}
