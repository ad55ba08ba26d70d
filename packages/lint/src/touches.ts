import { type Access, type AccessKind, readProgram, typeRoot } from "@cachelint/access";
import { type Package, type Type, unalias, type World } from "@cachelint/types";
import type { Span } from "@cachelint/syntax";

/** One place in the code that touches a field, for people who look at the struct. */
export type Touch = {
  /** The first step from the struct: the field as it is declared. */
  readonly field: string;
  readonly access: AccessKind;
  readonly functionName: string;
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  readonly span: Span;
};

/**
 * Who touches the fields of a declared struct, in the order of the source. Every body of the packages is read, so hand in
 * only those that can name the type. What a function does to an object that nobody else has yet is left out.
 */
export function touchesOf(world: World, packages: readonly Package[], type: Type): readonly Touch[] {
  const actual = unalias(type);
  if (actual.kind !== "named") return [];
  const root = typeRoot(actual.object);
  const { byRoot } = readProgram(world, packages, { isExhaustive: true });
  const touches = new Map<string, Touch>();
  for (const access of byRoot.get(root) ?? []) {
    if (access.ref.isFresh) continue;
    for (const touch of touchesBy(access, root)) touches.set(`${touch.path} ${touch.span.start} ${touch.field} ${touch.access}`, touch);
  }
  return [...touches.values()].sort((a, b) => (a.path === b.path ? a.span.start - b.span.start : a.path < b.path ? -1 : 1));
}

/** A helper's access counts where it stands. */
function touchesBy({ ref, origin, kind, fn, site }: Access, root: string): readonly Touch[] {
  const { unit, offset, name, fn: around } = origin?.site ?? site;
  const fields = new Set(ref.views.flatMap((view) => (view.root === root ? [/^\.([^.[]+)/.exec(view.path)?.[1] ?? ""] : [])));
  const { path, text } = unit.source.file;
  const functionName = (origin === undefined ? fn : around).name;
  return [...fields].filter((field) => field !== "").map((field) => ({ field, access: kind, functionName, path, text, span: { start: offset, end: offset + name.length } }));
}
