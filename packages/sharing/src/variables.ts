import { type Plainness, plainnessOf, type Program, variableRoot } from "@cachelint/access";
import { lineAndColumn, offsetOfName } from "@cachelint/syntax";
import { type FileUnit, memberOf, type Package, type Type, unalias, type World } from "@cachelint/types";
import { wordsOf } from "./words.js";

/** A package variable, where it is declared. Its type is looked up when first asked: tables are long, and few matter. */
export type Variable = { readonly name: string; readonly root: string; readonly type: Type; readonly unit: FileUnit; readonly offset: number; readonly line: number; readonly plainness: Plainness | null };

const known = new WeakMap<Package, readonly Variable[]>();

/** The variables of a package, in the order of their text. */
export function variablesIn(world: World, pkg: Package): readonly Variable[] {
  const variables = known.get(pkg) ?? findVariables(world, pkg);
  known.set(pkg, variables);
  return variables;
}

function findVariables(world: World, pkg: Package): readonly Variable[] {
  const variables: Variable[] = [];
  const lines = new Map<FileUnit, ReturnType<typeof lineAndColumn>>();
  for (const [name, { unit, index }] of pkg.members) {
    const { keyword, start } = unit.source.outline.declarations[index] ?? { keyword: "const", start: 0 };
    if (keyword !== "var" || pkg.doubled.has(name)) continue;
    const { text } = unit.source.file;
    const offset = Math.max(start, offsetOfName(text, name, start));
    const lineOf = lines.get(unit) ?? lineAndColumn(text);
    lines.set(unit, lineOf);
    variables.push({
      name, root: variableRoot(pkg, name), unit, offset, line: lineOf(offset).line, plainness: plainnessOf(unit.source, index),
      get type() {
        const entity = memberOf(world, pkg, name);
        return entity?.kind === "var" ? entity.type() : noType;
      },
    });
  }
  return variables.sort((a, b) => (a.unit === b.unit ? a.offset - b.offset : a.unit.source.file.path < b.unit.source.file.path ? -1 : 1));
}

const noType: Type = { kind: "unknown", unknown: { unknown: "unresolved-name", detail: "a name that is no variable" }, text: "" };

/** A number, text, table of such or a reference, to which nothing is done that matters. */
export function isIdle(program: Program, { root, plainness }: Variable): boolean {
  return (plainness === "basic" || plainness === "reference") && !program.byRoot.has(root) && !program.byRoot.has(`S:${root}`);
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
