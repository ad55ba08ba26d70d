import type { StructType } from "@cachelint/syntax";
import { type FileUnit, type Package, type TypeObject, unitOf, usesOf, type World } from "@cachelint/types";
import { type Entity, memberOf } from "@cachelint/types";
import type { TargetPackages } from "./collect.js";
import type { HazardsOf, PlacedHazard, SourceRef } from "./model.js";

/** What minds a change to a struct, as far as the package that declares it says so. */
export function hazardsIn(targets: readonly TargetPackages[], sourceOf: (unit: FileUnit) => SourceRef): HazardsOf {
  return ({ source, syntax }) => {
    const own = targets.flatMap(({ world, packages }) => packages.flatMap((pkg) => objectsIn(world, pkg, source, syntax).map((object) => ({ world, object }))));
    const place = { source, span: { start: syntax.start, end: syntax.end } };
    if (own.length === 0) return [{ reason: "identical-struct", detail: "it has no name: whatever struct has the same fields is the same type", weight: "withholds", ...place }];
    const found = new Map<string, PlacedHazard>();
    for (const { world, object } of own) {
      for (const { kind, unit, offset } of usesOf(world, object).orderUses) found.set(`${kind} ${offset}`, { reason: kind, detail: "its order is in use", weight: "withholds", source: sourceOf(unit), span: { start: offset, end: offset } });
    }
    if (syntax.fields.some(({ tag }) => tag !== null)) found.set("serialised", { reason: "serialised", detail: "its fields have tags", weight: "unsafe", ...place });
    return [...found.values()];
  };
}

function objectsIn(world: World, pkg: Package, source: SourceRef, syntax: StructType): readonly TypeObject[] {
  return [...pkg.members].flatMap(([name, { unit }]) => {
    if (unit.source.file.path !== source.path) return [];
    const entity: Entity | null | undefined = memberOf(world, pkg, name);
    return entity?.kind === "type" && entity.object.decl?.type === syntax && unitOf(entity.object) === unit ? [entity.object] : [];
  });
}
