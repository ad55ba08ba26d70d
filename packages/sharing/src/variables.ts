import { variableRoot } from "@cachelint/access";
import { lineAndColumn, offsetOfName } from "@cachelint/syntax";
import { type FileUnit, memberOf, type Package, type Type, unalias, type World } from "@cachelint/types";
import { wordsOf } from "./words.js";

/** A package variable, where it is declared. */
export type Variable = { readonly name: string; readonly root: string; readonly type: Type; readonly unit: FileUnit; readonly offset: number; readonly line: number };

/** The variables of a package, in the order of their text. */
export function variablesIn(world: World, pkg: Package): readonly Variable[] {
  const variables: Variable[] = [];
  const lines = new Map<FileUnit, ReturnType<typeof lineAndColumn>>();
  for (const [name, { unit, index }] of pkg.members) {
    const { keyword, start } = unit.source.outline.declarations[index] ?? { keyword: "const", start: 0 };
    const entity = keyword === "var" ? memberOf(world, pkg, name) : undefined;
    if (entity?.kind !== "var") continue;
    const { text } = unit.source.file;
    const offset = Math.max(start, offsetOfName(text, name, start));
    const lineOf = lines.get(unit) ?? lineAndColumn(text);
    lines.set(unit, lineOf);
    variables.push({ name, root: variableRoot(pkg, name), type: entity.type(), unit, offset, line: lineOf(offset).line });
  }
  return variables.sort((a, b) => (a.unit === b.unit ? a.offset - b.offset : a.unit.source.file.path < b.unit.source.file.path ? -1 : 1));
}

/** A struct of the packages at hand with several words is judged by its fields, not as a variable. */
export function isJudgedByFields(world: World, type: Type, isOwn: (pkg: Package | null) => boolean): boolean {
  const taken = wordsOf(world, type, isOwn);
  const actual = unalias(type);
  return taken !== null && 1 < taken.words.length && (actual.kind !== "named" || isOwn(actual.object.pkg));
}

const nearLines = 24;

/** Declared so close to each other that the linker is likely to keep them together. */
export function areNear(a: Variable, b: Variable): boolean {
  return a.unit === b.unit && Math.abs(a.line - b.line) <= nearLines;
}
