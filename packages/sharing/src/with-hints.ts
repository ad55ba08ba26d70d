import type { Access, AccessKind, Program, View } from "@cachelint/access";
import { type Hint, type Hints, prefixesOf } from "./hints.js";
import { isWrite } from "./heat.js";

/** The program as users say that it is: accesses weigh more, or do not count, or hold a lock, or are atomic. */
export function withHints(program: Program, hints: Hints): Program {
  if (hints.roots.size === 0) return program;
  const changed = new Map<Access, Access | null>();
  for (const [root, accesses] of program.byRoot) {
    if (!hasHints(hints, root)) continue;
    for (const access of accesses) {
      if (changed.has(access)) continue;
      const said = access.ref.views.flatMap((view) => hintsOfView(hints, view));
      if (0 < said.length) changed.set(access, hinted(access, said));
    }
  }
  if (changed.size === 0) return program;
  const byRoot = new Map(program.byRoot);
  const touched = new Set([...changed.keys()].flatMap(({ ref }) => ref.views.map(({ root }) => root)));
  for (const root of touched) byRoot.set(root, (program.byRoot.get(root) ?? []).flatMap((access) => (changed.has(access) ? (changed.get(access) ?? []) : [access])));
  return { ...program, byRoot };
}

/** The elements of a slice that a struct holds are said to be its field's. */
function hasHints({ roots }: Hints, root: string): boolean {
  return roots.has(root) || root.startsWith("S:");
}

type Said = { readonly hint: Hint; readonly view: View; /** The field, with the field's own lock beside it. */ readonly path: string };

function hintsOfView(hints: Hints, view: View): readonly Said[] {
  const { root, path } = view.root.startsWith("S:") ? holderOf(hints, view) : view;
  if (!hints.roots.has(root)) return [];
  const prefixes = root.startsWith("V:") ? ["", ...prefixesOf(path)] : prefixesOf(path);
  return prefixes.flatMap((prefix) => hints.of(root, prefix).map((hint) => ({ hint, view, path: prefix })));
}

/** `S:T:pkg.Type.field` → the field of the type. */
function holderOf({ roots }: Hints, { root, path }: View): View {
  const place = root.slice(2);
  for (let end = place.length; 0 < end; end = place.lastIndexOf(".", end - 1)) if (roots.has(place.slice(0, end))) return { root: place.slice(0, end), path: place.slice(end) + path };
  return { root: "", path: "" };
}

/** The access as hints make it; null where it does not count. */
function hinted(access: Access, said: readonly Said[]): Access | null {
  const words = new Set(said.map(({ hint }) => hint.word));
  if (words.has("cold")) return null;
  let result = access;
  if (words.has("atomic")) result = { ...result, kind: atomicKind(access) };
  // A field with both annotations is written under the lock, and may be read without.
  if (!words.has("atomic") || isWrite(result)) result = { ...result, locks: withLocks(result, said) };
  return words.has("hot") ? { ...result, isToldHot: true, isCold: false, isFill: false, nConditions: 0 } : result;
}

function atomicKind({ kind, isUpdate, site }: Access): AccessKind {
  if (kind === "write") return isUpdate ? "atomic-rmw" : "atomic-store";
  if (kind !== "read") return kind;
  // A method of a type without source is only known by its name.
  const name = /^\w*/.exec(site.unit.source.file.text.slice(site.offset, site.offset + 40))?.[0] ?? "";
  if (/^(?:Add|Inc|Dec|Sub|Swap|Cas|CAS|CompareAnd|And|Or)(?![a-z])/.test(name)) return "atomic-rmw";
  return /^(?:Store|Set)(?![a-z])/.test(name) ? "atomic-store" : "atomic-load";
}

function withLocks(access: Access, said: readonly Said[]): Access["locks"] {
  const locks = new Map(access.locks);
  const isExclusive = isWrite(access);
  for (const { hint, view, path } of said) {
    if (hint.word !== "guarded" || view.root.startsWith("S:")) continue;
    if (!hint.argument.startsWith(".")) locks.set(hint.argument, isExclusive);
    else for (const { root, prefix } of structsAround(access, view, path)) locks.set(root + prefix + hint.argument, isExclusive);
  }
  return locks.size === access.locks.size ? access.locks : locks;
}

/** The struct that holds the field, by all its names: locks go by the name of the outermost object. */
function structsAround({ ref }: Access, view: View, field: string): readonly { readonly root: string; readonly prefix: string }[] {
  const inner = field.slice(0, field.lastIndexOf("."));
  const below = view.path.replaceAll("[]", "").slice(inner.length);
  return ref.views.flatMap(({ root, path }) => (path.replaceAll("[]", "").endsWith(below) ? [{ root, prefix: path.slice(0, path.length - lengthFromEnd(path, below)) }] : []));
}

/** How much of the end of a path is `below`, indices in it included. */
function lengthFromEnd(path: string, below: string): number {
  let at = path.length;
  for (let rest = below.length; 0 < rest;) {
    if (path.startsWith("[]", at - 2)) at -= 2;
    else {
      at--;
      rest--;
    }
  }
  return path.length - at;
}
