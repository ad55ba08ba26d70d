import type { Conflict, Cure, Judgement } from "@cachelint/sharing";
import { cureOf } from "@cachelint/sharing";
import type { Package } from "@cachelint/types";
import { type TargetPackages, targetName } from "./collect.js";

/** A package under one target. */
export type PackageReading = { readonly target: TargetPackages; readonly pkg: Package; readonly isOwn: (pkg: Package | null) => boolean };

/** A conflict as it stands under one target. */
export type Stand = { readonly reading: PackageReading; readonly conflict: Judgement };

/** One cure for all targets of the run, those where the words do not meet today included. */
export function cureFor(conflict: Judgement, stands: readonly Stand[], readings: readonly PackageReading[]): Cure | null {
  const [first] = stands;
  if (first === undefined || !isConflict(conflict)) return null;
  const same = readings.filter(({ pkg }) => pkg.importPath === first.reading.pkg.importPath);
  return cureOf(conflict, same.map((reading) => {
    const { target: { world, lineBytes }, pkg, isOwn } = reading;
    const stand = stands.find((one) => one.reading === reading)?.conflict;
    return {
      name: targetName(world), world, pkg, lineBytes: conflict.isAdjacent === true ? conflict.lineBytes : lineBytes, goMinor: world.context.goMinor,
      isOwn,
      conflict: stand !== undefined && isConflict(stand) ? stand : null,
    };
  }));
}

function isConflict(judgement: Judgement): judgement is Conflict {
  return judgement.kind === "fields" || judgement.kind === "elements" || judgement.kind === "globals";
}
