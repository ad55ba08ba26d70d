import type { PackageRef } from "@cachelint/project";
import { type Package, packageAt } from "@cachelint/types";
import type { Place, PlaceTarget, Run } from "./open-run.js";

export type Loading = { readonly place: Place; readonly ref: PackageRef; readonly target: PlaceTarget };

/** A package under a target, and that of its external tests where tests are read; what is wrong with their files is noted. */
export function loadPackages({ clock, packageProblems }: Run, { place, ref, target }: Loading): readonly Package[] {
  // It documents the names that Go declares beforehand, and nothing can import it.
  if (ref.importPath === "builtin" && ref.origin !== "main") return [];
  const kinds = place.tests && ref.origin === "main" ? (["package", "external-tests"] as const) : (["package"] as const);
  return clock.time("files", () => kinds.map((kind) => packageAt(target.world, ref, kind))).filter((pkg) => {
    for (const { path, message } of pkg.problems) packageProblems.push({ severity: "warning", line: null, path, message });
    return 0 < pkg.units.length;
  });
}
