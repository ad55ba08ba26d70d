import { type Access, isAtomicType, type Program, type View } from "@cachelint/access";
import { type Type, underlying } from "@cachelint/types";

/** Accesses by the outermost name of their place, `root path`. */
export type ByPlace = ReadonlyMap<string, readonly Access[]>;

const known = new WeakMap<Program, ByPlace>();

/** The calls of sync/atomic's 64-bit functions, by what they were handed. */
export function plainAtomics(program: Program): ByPlace {
  const found = known.get(program) ?? collect(program);
  known.set(program, found);
  return found;
}

export function placeKey({ root, path }: View): string {
  return `${root} ${path}`;
}

function collect(program: Program): ByPlace {
  const found = new Map<string, Access[]>();
  for (const [root, accesses] of program.byRoot) {
    for (const access of accesses) {
      if (!isAtomic64(access)) continue;
      // Views further in are those of any object of their types; the outermost says which one it is.
      const outer = access.ref.views.find((view) => !view.root.startsWith("L:"));
      if (outer?.root !== root) continue;
      const key = placeKey(outer);
      found.set(key, [...(found.get(key) ?? []), access]);
    }
  }
  return found;
}

function isAtomic64({ kind, ref: { type } }: Access): boolean {
  return kind.startsWith("atomic-") && type !== null && isPlain64(type);
}

function isPlain64(type: Type): boolean {
  const under = underlying(type);
  return under.kind === "basic" && (under.name === "int64" || under.name === "uint64") && !isAtomicType(type);
}
