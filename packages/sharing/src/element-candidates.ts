import { isAtomicType, madeAtDeclaration, type Program, type SliceLength, typeRoot } from "@cachelint/access";
import { type Type, unalias, underlying } from "@cachelint/types";
import { instancesOf } from "./element-instances.js";
import type { ElementCandidate } from "./elements.js";
import type { Declared, JudgeOptions } from "./judge.js";
import { localElements } from "./local-elements.js";
import type { StructPlace } from "./model.js";

type Holder = Pick<ElementCandidate, "place" | "isGlobal" | "seats"> & { readonly root: string; readonly path: string; readonly name: string; readonly made: SliceLength | null };

const candidatesOf = new WeakMap<Declared, readonly ElementCandidate[]>();

/** Arrays and slices that fields, variables and functions of a package hold, and slices of its types that are only made. */
export function elementCandidates(options: JudgeOptions, declared: Declared): readonly ElementCandidate[] {
  const candidates = candidatesOf.get(declared) ?? findCandidates(options, declared);
  candidatesOf.set(declared, candidates);
  return candidates;
}

function findCandidates(options: JudgeOptions, declared: Declared): readonly ElementCandidate[] {
  const { types, variables } = declared;
  const { program, pkg, world } = options;
  const found: ElementCandidate[] = [];
  const add = (type: Type, { root, path, name, made, ...holder }: Holder, isWanted: (element: Type) => boolean = () => true): void => {
    for (const one of elementsIn(type)) if (isWanted(one.element)) found.push({ ...options, ...holder, ...one, holder: { root, path }, container: name, made: lengthsOf(program, `S:${root}${path}`, one.element, made) });
  };
  const globals = globalTypes(declared);
  for (const { object, root, type } of types) {
    const place: StructPlace = { kind: "type", object };
    const seats = seatsOf(program, root, globals);
    for (const { type: own, isWanted } of instancesOf(object, type)) {
      const holder = { root, place, isGlobal: false, seats, made: null };
      if (underlying(own).kind === "struct") eachField(own, "", (path, field) => add(field, { ...holder, path, name: `${object.name}${path}` }, isWanted));
      else add(own, { ...holder, path: "", name: object.name }, isWanted);
    }
  }
  for (const { name, root, type, unit, offset } of variables) {
    const holder: Omit<Holder, "path" | "name"> = { root, place: { kind: "variable", root, unit, name, offset }, isGlobal: true, seats: ["global"], made: madeAtDeclaration(world, pkg, name) };
    const actual = unalias(type);
    if (actual.kind === "struct") eachField(type, "", (path, field) => add(field, { ...holder, path, name: `${name}${path}` }));
    else add(type, { ...holder, path: "", name });
  }
  const known = new Set(found.flatMap(({ element }) => rootOf(element) ?? []));
  for (const one of localElements(options)) if (!known.has(rootOf(one.element) ?? "")) found.push({ ...one, made: lengthsOf(program, `S:${one.holder?.root ?? ""}`, one.element, null) });
  for (const { element } of found) known.add(rootOf(element) ?? "");
  // Slices that only parameters or generic containers hold.
  for (const { object, root, type } of types) {
    const made = lengthsOf(program, root, type, null);
    if (0 < made.length && !known.has(root)) found.push({ ...options, holder: null, element: type, length: null, isBehind: false, isGlobal: false, seats: [], made, place: { kind: "type", object }, container: `[]${object.name}` });
  }
  return found;
}

/** How the slices of a holder are made; where that is not seen, all slices of such elements. */
function lengthsOf({ allocations }: Program, holder: string, element: Type, made: SliceLength | null): readonly SliceLength[] {
  const slicesOf = (root: string): readonly SliceLength[] => (allocations.get(root) ?? []).filter(({ length }) => length !== null);
  const own = [...(made === null ? [] : [made]), ...slicesOf(holder)];
  return 0 < own.length ? own : slicesOf(rootOf(element) ?? "");
}

/** Types that a package variable holds by value. */
function globalTypes({ variables }: Declared): ReadonlySet<string> {
  return new Set(variables.flatMap(({ type }) => rootOf(type) ?? []));
}

/** Where objects of a type are seen to lie; none where that is not known, or where they are elements themselves. */
function seatsOf({ allocations }: Program, root: string, globals: ReadonlySet<string>): ElementCandidate["seats"] {
  const made = allocations.get(root) ?? [];
  if (made.some(({ length }) => length !== null)) return [];
  return [...(0 < made.length ? (["heap"] as const) : []), ...(globals.has(root) ? (["global"] as const) : [])];
}

export function rootOf(type: Type): string | null {
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

type Elements = Pick<ElementCandidate, "element" | "length" | "isBehind">;

function elementsIn(type: Type): readonly Elements[] {
  const under = underlying(type);
  switch (under.kind) {
    case "slice":
      return [{ element: under.elem(), length: null, isBehind: false }];
    case "array": {
      const inner = underlying(under.elem);
      const length = lengthOf(under.length());
      return inner.kind === "array" ? [{ element: inner.elem, length: length * lengthOf(inner.length()), isBehind: false }] : [{ element: under.elem, length, isBehind: false }];
    }
    case "pointer": {
      const target = underlying(under.elem());
      return target.kind === "slice" || target.kind === "array" ? elementsIn(target).map((one) => ({ ...one, isBehind: true })) : [];
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
  return under?.kind === "slice" ? [{ element: under.elem(), length: null, isBehind: false }] : [];
}

/** A length that cannot be known is that of many. */
function lengthOf(length: bigint | object): number {
  return typeof length === "bigint" ? Number(length) : 64;
}
