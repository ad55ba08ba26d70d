import { isAtomicType, typeRoot } from "@cachelint/access";
import { type Type, unalias, underlying } from "@cachelint/types";
import type { ElementCandidate } from "./elements.js";
import type { Declared, JudgeOptions } from "./judge.js";
import type { StructPlace } from "./model.js";

type Holder = { readonly root: string; readonly path: string; readonly place: StructPlace; readonly name: string; readonly isGlobal: boolean };

/** Arrays and slices that fields and variables of a package hold, and slices of its types that are only made. */
export function elementCandidates(options: JudgeOptions, { types, variables }: Declared): readonly ElementCandidate[] {
  const found: ElementCandidate[] = [];
  const add = (type: Type, holder: Holder): void => {
    for (const { element, length } of elementsIn(type)) {
      found.push({ ...options, holder: { root: holder.root, path: holder.path }, element, length, isGlobal: holder.isGlobal, place: holder.place, container: holder.name });
    }
  };
  for (const { object, root, type } of types) {
    const place: StructPlace = { kind: "type", object };
    if (underlying(type).kind === "struct") eachField(type, "", (path, field) => add(field, { root, path, place, name: `${object.name}${path}`, isGlobal: false }));
    else add(type, { root, path: "", place, name: object.name, isGlobal: false });
  }
  for (const { name, root, type, unit, offset } of variables) {
    const place: StructPlace = { kind: "variable", root, unit, name, offset };
    const actual = unalias(type);
    if (actual.kind === "struct") eachField(type, "", (path, field) => add(field, { root, path, place, name: `${name}${path}`, isGlobal: true }));
    else add(type, { root, path: "", place, name, isGlobal: true });
  }
  const known = new Set(found.flatMap(({ element }) => rootOf(element) ?? []));
  // Slices that only local variables, parameters or generic containers hold.
  for (const { object, root, type } of types) {
    const made = options.program.allocations.get(root)?.some(({ length }) => length !== null);
    if (made && !known.has(root)) found.push({ ...options, holder: null, element: type, length: null, isGlobal: false, place: { kind: "type", object }, container: `[]${object.name}` });
  }
  return found;
}

function rootOf(type: Type): string | null {
  const actual = unalias(type);
  return actual.kind === "named" ? typeRoot(actual.object) : null;
}

function eachField(type: Type, prefix: string, visit: (path: string, field: Type) => void): void {
  const under = underlying(type);
  if (under.kind !== "struct") return;
  for (const field of under.fields()) {
    const path = `${prefix}.${field.name}`;
    visit(path, field.type);
    // Nested structs without a name have no entry of their own.
    if (unalias(field.type).kind === "struct") eachField(field.type, path, visit);
  }
}

type Elements = { readonly element: Type; readonly length: number | null };

function elementsIn(type: Type): readonly Elements[] {
  const under = underlying(type);
  switch (under.kind) {
    case "slice":
      return [{ element: under.elem(), length: null }];
    case "array": {
      const inner = underlying(under.elem);
      const length = lengthOf(under.length());
      return inner.kind === "array" ? [{ element: inner.elem, length: length * lengthOf(inner.length()) }] : [{ element: under.elem, length }];
    }
    case "pointer": {
      const target = underlying(under.elem());
      return target.kind === "slice" || target.kind === "array" ? elementsIn(target) : [];
    }
    default:
      return atomicSlice(type);
  }
}

/** `atomic.Pointer[[]T]`. */
function atomicSlice(type: Type): readonly Elements[] {
  const actual = unalias(type);
  const [arg] = actual.kind === "named" && isAtomicType(actual) ? actual.args : [];
  const under = arg && underlying(arg);
  return under?.kind === "slice" ? [{ element: under.elem(), length: null }] : [];
}

/** A length that cannot be known is that of many. */
function lengthOf(length: bigint | object): number {
  return typeof length === "bigint" ? Number(length) : 64;
}
