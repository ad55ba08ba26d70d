import { type AccessConstraints, orderConstraints, type OrderReading } from "@cachelint/sharing";
import { type TypeObject, unalias } from "@cachelint/types";
import { targetName } from "./collect.js";
import type { StructFacts } from "./model.js";
import type { Reading } from "./sharing.js";

/** What the accesses to a struct ask of the order of its fields, under all its targets; null for a struct without a name, or one that some target does not know. */
export function accessConstraintsOf({ layouts, importPath }: StructFacts, readings: readonly Reading[]): AccessConstraints | null {
  const [first] = layouts;
  const type = first && unalias(first.type);
  if (type?.kind !== "named") return null;
  const own = layouts.flatMap(({ world }) => readings.filter((reading) => reading.target.world === world && reading.pkg.importPath === importPath).slice(0, 1));
  return own.length < layouts.length ? null : orderConstraints(type.object, own.map(orderReading));
}

/** The same of a type declared in a package, under all targets of a run that have it; null where one does not know it. */
export function typeConstraintsOf(object: TypeObject, importPath: string, readings: readonly Reading[]): AccessConstraints | null {
  const own = readings.filter(({ pkg }) => pkg.importPath === importPath);
  return own.length === 0 || own.length < new Set(readings.map(({ target }) => target)).size ? null : orderConstraints(object, own.map(orderReading));
}

function orderReading({ target: { world, lineBytes }, pkg, isOwn, program, hints }: Reading): OrderReading {
  return { name: targetName(world), world, pkg, lineBytes, goMinor: world.context.goMinor, isOwn, program, hints };
}
