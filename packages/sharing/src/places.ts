import { type Program, typeRoot } from "@cachelint/access";
import { measureOf, memberOf, type Package, type Type, typeOfObject, underlying, type World } from "@cachelint/types";
import { isIdle, variablesIn } from "./variables.js";
import { extentOrAssumed, wordsOf } from "./words.js";

/** All of a package's layouts that a judgement can depend on: two targets that have the same are judged alike. */
export function placesIn({ program, world, pkg, isOwn }: { readonly program: Program; readonly world: World; readonly pkg: Package; readonly isOwn: (pkg: Package | null) => boolean }): string {
  const parts: string[] = [];
  const note = (name: string, type: Type, isTouched: boolean): void => {
    const { sizeBytes, alignBytes, pointerBytes } = extentOrAssumed({ world, isAssumed: false }, type);
    parts.push(`${name} ${sizeBytes} ${alignBytes} ${pointerBytes}`);
    const measure = underlying(type).kind === "struct" ? measureOf(world, type) : null;
    if (measure?.kind === "known") parts.push(`${measure.layout.offsetsBytes.join()} ${measure.extents.map((extent) => extent.sizeBytes).join()}`);
    if (isTouched) for (const word of wordsOf(world, type, isOwn)?.words ?? []) parts.push(`${word.path} ${word.offsetBytes} ${word.sizeBytes}`);
  };
  for (const [name, { unit, index }] of pkg.members) {
    const keyword = unit.source.outline.declarations[index]?.keyword;
    const entity = keyword === "type" ? memberOf(world, pkg, name) : undefined;
    if (entity?.kind === "type" && !entity.object.isAlias) note(name, typeOfObject(world, entity.object), program.byRoot.has(typeRoot(entity.object)));
  }
  for (const variable of variablesIn(world, pkg)) if (!isIdle(program, variable)) note(variable.name, variable.type, true);
  return parts.join("\n");
}
