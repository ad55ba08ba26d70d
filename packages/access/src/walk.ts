import type { Expr, FuncDecl, FuncLit, Selector } from "@cachelint/syntax";
import { type Entity, evaluate, type FileUnit, type NamedType, type Operand, operandType, type Package, type Scope, type Type, type World } from "@cachelint/types";
import type { Ledger } from "./lock-effects.js";
import type { Access, AccessKind, Arm, Callee, Captured, Fn, Handled, IndexClass, LockEffect, Parts, Ref, Shape, Step } from "./model.js";
import type { Pace } from "./system-calls.js";

/** What is known of a local variable, a parameter included. */
export type Local = {
  /** The function or goroutine whose variable it is. */
  readonly fn: Fn;
  /** The parameter that it is; -1 for none. */
  readonly param: number;
  isFresh: boolean;
  /** What a pointer variable points at, or the array that an array variable copies the header of. */
  alias: Ref | null;
  /** The place whose slice a slice variable is. */
  slice: Ref | null;
  /** What the pointers in a struct or array variable point at. */
  parts: Parts;
  /** A function kept in the variable, walked where it is called. */
  literal: { readonly lit: FuncLit; readonly scope: Scope } | null;
  /** A method value kept in the variable, judged where it is called. */
  method: { readonly selector: Selector; readonly scope: Scope } | null;
  /** A function of an atomic package kept in the variable. */
  atomic: { readonly importPath: string; readonly name: string } | null;
  /** Counted up in a loop: what is added of it elsewhere was saved up. */
  isTally: boolean;
  /** Some bits of another value, set or cleared. */
  isMasked: boolean;
  /** A reading of a clock, or the time between two. */
  clock: "moment" | "span" | null;
  /** The atomic word that the variable was loaded from, by root and path. */
  loaded: string | null;
  indexClass: IndexClass | null;
  readonly isLoopVariable: boolean;
  /** A loop's variable seen from a goroutine started in that loop, or what such a goroutine is handed. */
  isPerGoroutine: boolean;
};

/** What the walk through the functions of one world knows for all of them. */
export type Session = {
  readonly world: World;
  /** What functions return the address of, learnt from those read so far. */
  readonly returned: Map<FuncDecl, Ref>;
  /** The same, reading the function if need be. */
  readonly returnedBy: (callee: Callee) => Ref | null;
  /** What the pointers in results point at; by result, `0` and `1.w`. */
  readonly partsReturned: Map<FuncDecl, Parts>;
  /** The same, reading the function if need be. */
  readonly partsReturnedBy: (callee: Callee) => Parts;
  /** What functions read so far do with functions that they are handed. */
  readonly handled: Map<FuncDecl, readonly Handled[]>;
  /** The same, reading the function if need be. */
  readonly handledBy: (callee: Callee) => readonly Handled[];
  /** What functions read so far do to the locks of their callers. */
  readonly lockEffects: Map<FuncDecl, readonly LockEffect[]>;
  /** The same, reading the function if need be. */
  readonly locksLeftBy: (callee: Callee) => readonly LockEffect[];
  /** Those that make a system call whenever they succeed. */
  readonly systemCallers: Set<FuncDecl>;
  /** Whether a function does, reading it if need be. */
  readonly callsSystem: (callee: Callee) => boolean;
  /** Local variables of struct types without a name that several functions see, by root. */
  readonly captured: Map<string, Captured>;
  /** Struct types that functions declare, by root. */
  readonly localTypes: Map<string, NamedType>;
  /** Fields and types without source that are atomic, by what was called on them. */
  readonly atomicByUse: Set<string>;
  /** Accesses that are atomic if their word turns out to be. */
  undecided: Undecided[];
  readonly onFunction: (fn: Fn) => void;
  /** Whether structs and functions of a package are looked at one by one; those of others are opaque. */
  readonly isOwn: (pkg: Package) => boolean;
};

export type Undecided = { readonly key: string; readonly fn: Fn; readonly at: number; readonly kind: AccessKind; readonly shape: Partial<Shape> };

/** Where a walk through a body stands. */
export type Walk = {
  readonly session: Session;
  readonly world: World;
  readonly unit: FileUnit;
  readonly fn: Fn;
  readonly locals: Map<Entity, Local>;
  scope: Scope;
  arm: Arm | null;
  nLoops: number;
  /** In a loop without an end of its own: it serves what comes. */
  isServing: boolean;
  nConditions: number;
  isCold: boolean;
  locks: Map<string, boolean>;
  readonly ledger: Ledger;
  readonly pace: Pace;
  /** Places that the enclosing conditions test, with how many of them. */
  guards: ReadonlyMap<string, number>;
  seq: number;
  /** The call whose result nobody looks at. */
  discarded: Expr | null;
  /** No accesses are noted: a place is only looked up. */
  isQuiet: boolean;
  /** What atomic words have been compared with, by root and path: the texts of bounds. */
  readonly bounds: Map<string, Set<string>>;
  /** What atomic words were when they were loaded, by root and path, or else the function has been left. */
  readonly settled: Map<string, number>;
  /** Pointer fields of objects nobody else has yet that were given such objects: `root` and path of the field. */
  readonly freshFields: Set<string>;
  readonly busyLiterals: Set<FuncLit>;
  /** Shared by a function and its literals. */
  readonly counter: { nLiterals: number };
};

/** A place of which nothing is known but perhaps its type. */
export function nowhere(type: Type | null): Ref {
  return { views: [], relative: null, type, trail: [], isFresh: false, isLocal: false, index: null, element: null, isOwnSlice: false };
}

export function operandOf(walk: Walk, expr: Expr): Operand {
  return evaluate(walk.world, walk.scope, expr);
}

/** The type of an expression; null where it cannot be known. */
export function typeOf(walk: Walk, expr: Expr): Type | null {
  const operand = operandOf(walk, expr);
  if (operand.mode === "unknown" || operand.mode === "builtin" || operand.mode === "package") return null;
  const type = operandType(operand);
  return type.kind === "unknown" ? null : type;
}

export function stepAt(walk: Walk, name: string, offset: number): Step {
  return { name, unit: walk.unit, offset, fn: walk.fn };
}

type Noted = Partial<Shape> & { readonly isShared?: boolean; readonly isSemaphore?: boolean; /** The text of the value that is stored. */ readonly stored?: string | undefined; /** What was saved up in a loop is handed in after it. */ readonly isSavedUp?: boolean };

/** Notes an access to a place. */
export function note(walk: Walk, ref: Ref, kind: AccessKind, offset: number, shape: Noted = {}): void {
  if (walk.isQuiet || (ref.views.length === 0 && ref.relative === null)) return;
  const [outer] = ref.views;
  // A local struct read or written as a whole is nobody else's.
  if (ref.isLocal && ref.relative === null && ref.views.every(({ root, path }) => path === "" && root.startsWith("T:")) && (kind === "read" || kind === "write")) return;
  walk.seq += stride;
  const nTests = outer === undefined ? 0 : (walk.guards.get(outer.root + outer.path) ?? 0);
  const isLazy = 0 < nTests;
  const { isConstant, isUpdate, isBits, isAdd, isNegative, isUsed, isFill, isMeasured, exchange = null, addedParam = -1, isShared = false, isSemaphore = false, isSavedUp = false, stored } = shape;
  // What was compared with the value before it is stored moves a maximum or minimum.
  const isRare = isSavedUp || (stored !== undefined && outer !== undefined && (walk.bounds.get(outer.root + outer.path)?.has(stored) ?? false));
  // Written out, because spreading costs more than all the rest of this function.
  const access: Access = {
    kind, isShared, ref, fn: walk.fn, site: stepAt(walk, "", offset), seq: walk.seq, arm: walk.arm, nLoops: walk.nLoops, isLazy, isCold: walk.isCold, locks: walk.locks,
    // A condition on the word itself is part of the access; one that guards a plain write may make it a fill.
    nConditions: Math.max(0, walk.nConditions - (kind === "write" ? 0 : nTests)),
    isConstant: isConstant === true, isUpdate: isUpdate === true, isBits: isBits === true, isAdd: isAdd === true, isNegative: isNegative === true, isUsed: isUsed === true, isRare, isFill: isFill === true, isMeasured: isMeasured === true, exchange, addedParam, isSemaphore,
  };
  walk.fn.accesses.push(access);
}

/** Inlined accesses take their numbers between those of their caller. */
export const stride = 1000;

/** Runs with no access noted. */
export function quietly<T>(walk: Walk, look: () => T): T {
  const before = walk.isQuiet;
  walk.isQuiet = true;
  try {
    return look();
  } finally {
    walk.isQuiet = before;
  }
}
