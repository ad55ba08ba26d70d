import type { Access, Fn, Program, Step } from "@cachelint/access";
import { offsetsOfName } from "@cachelint/syntax";
import { type Type, unalias } from "@cachelint/types";
import type { ElementCandidate } from "./elements.js";
import type { JudgeOptions } from "./judge.js";
import type { StructPlace } from "./model.js";

/** Arrays and slices that only local variables hold. */
export function localElements(options: JudgeOptions): readonly ElementCandidate[] {
  return (localsOf(options.program).get(options.pkg.importPath) ?? []).flatMap(({ root, isSlice, access }): readonly ElementCandidate[] => {
    const [step] = access.ref.trail;
    if (access.ref.element === null || unalias(access.ref.element).kind === "type-param" || step === undefined) return [];
    const place = { kind: "variable", root, unit: step.unit, name: step.name, offset: declarationOf(step) } as const;
    return [{ ...options, holder: { root, path: "" }, element: access.ref.element, length: isSlice ? null : many, isBehind: !isSlice, isGlobal: false, seats: [], made: [], place, container: step.name }];
  });
}

type LocalElements = { readonly root: string; readonly isSlice: boolean; /** One of an element. */ readonly access: Access };

const known = new WeakMap<Program, ReadonlyMap<string, readonly LocalElements[]>>();

/** By the import path of the package. */
function localsOf(program: Program): ReadonlyMap<string, readonly LocalElements[]> {
  const before = known.get(program);
  if (before !== undefined) return before;
  const found = new Map<string, LocalElements[]>();
  for (const [root, accesses] of program.byRoot) {
    const isSlice = root.startsWith("S:L:");
    const access = isSlice || root.startsWith("L:") ? accesses.find((one) => isOfElement(one, root, isSlice)) : undefined;
    // What a parameter leads to is judged where it comes from.
    if (access === undefined || accesses.some((one) => isHanded(one, root))) continue;
    const { importPath } = access.fn.unit.pkg;
    found.set(importPath, [...(found.get(importPath) ?? []), { root: root.replace(/^S:/, ""), isSlice, access }]);
  }
  known.set(program, found);
  return found;
}

/** The length of a local array makes no difference. */
const many = 64;

function isOfElement({ ref }: Access, root: string, isSlice: boolean): boolean {
  return ref.index !== null && ref.views.some((view) => view.root === root && (isSlice ? !view.path.includes("[]") : /^\[\][^[]*$/.test(view.path)));
}

function isHanded({ ref }: Access, own: string): boolean {
  return ref.views.some(({ root, path }) => root !== own && (root.startsWith("S:") || path.includes("[]")));
}

/** Struct variables without a type of their own that goroutines share. */
export function localStructs({ program, pkg }: JudgeOptions): readonly { readonly root: string; readonly type: Type; readonly place: StructPlace }[] {
  return [...program.captured].flatMap(([root, { type, step }]) =>
    step.unit.pkg === pkg && program.byRoot.has(root) ? [{ root, type, place: { kind: "variable" as const, root, unit: step.unit, name: step.name, offset: declarationOf(step) } }] : [],
  );
}

/** Where the name stands first in the function that has it. */
function declarationOf({ name, unit, offset, fn }: Step): number {
  const start = outermost(fn).decl?.start ?? offset;
  const before = unit.source.file.text.slice(start, offset);
  const first = offsetsOfName(before, name).find((at) => before[at - 1] !== ".");
  return first === undefined ? offset : start + first;
}

function outermost(fn: Fn): Fn {
  return fn.parent === null ? fn : outermost(fn.parent);
}
