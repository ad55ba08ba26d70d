import type { Block, FuncDecl, FuncLit } from "@cachelint/syntax";
import type { FileUnit, Type } from "@cachelint/types";

/**
 * One way to name a place: a root, and the `.field` and `[]` steps from it. A place has a view from each named type on
 * the way, so that nested structs are judged by themselves and within the outer one. Roots are
 * `T:pkg.Type` (any object of the type), `V:pkg.name` (a package variable), `S:…` (the elements of the slice at a
 * place), and `L:function.name` (a captured local).
 */
export type View = { readonly root: string; readonly path: string };

/** The same place as seen from inside a function: what parameter `param` points at (the receiver is 0), or the elements of that slice. */
export type Relative = { readonly param: number; readonly isSlice: boolean; readonly path: string };

/** A name on the way to a place, where it is written. */
export type Step = { readonly name: string; readonly unit: FileUnit; readonly offset: number; readonly fn: Fn };

/** `lock` and `unlock` of read locks are `isShared`; they write the lock all the same. */
export type AccessKind = "read" | "write" | "atomic-load" | "atomic-store" | "atomic-rmw" | "lock" | "unlock";

/** How an index is come by: it says whether neighbouring elements are touched by independent goroutines. */
export type IndexClass = "constant" | "loop" | "goroutine" | "cpu" | "hash" | "modulo" | "mask" | "cursor" | "parameter" | "field" | "other";

export type IndexUse = {
  readonly class: IndexClass;
  /** The parameter that the index is; -1 for none. */
  readonly param: number;
  /** The number that it is a multiple of, so that elements in use lie apart; 1 where none is seen. */
  readonly stride: number;
  /** Of a constant; null for all others. */
  readonly value: number | null;
  /** It was counted up in a loop that has ended. */
  readonly isSavedUp: boolean;
};

/** A place in a function's code. */
export type Ref = {
  readonly views: readonly View[];
  readonly relative: Relative | null;
  /** Of the place; null where nothing is known of it. */
  readonly type: Type | null;
  readonly trail: readonly Step[];
  /** The object was made in this function and nobody else has it yet. */
  readonly isFresh: boolean;
  /** The variable itself is local, whatever it points at. */
  readonly isLocal: boolean;
  readonly index: IndexUse | null;
  /** Of the innermost array or slice on the way. */
  readonly element: Type | null;
  /** The elements lie in a slice that this very goroutine has made. */
  readonly isOwnSlice: boolean;
};

/** What the pointers and slices in a value lead to, by where they lie in it: `.w`, `[0]`, `.in.head`. */
export type Parts = ReadonlyMap<string, Ref>;

/** A conditional arm; an access in an enclosing arm accompanies one in an inner arm, unless an early return comes between. */
export type Arm = { readonly parent: Arm | null; /** The statement that chooses between it and other arms. */ readonly choice: Choice | null; readonly isTerminating: boolean; endSeq: number };

/** One run through a statement takes one of its arms. */
export type Choice = { readonly outer: Choice | null };

/** What the value written or compared looks like. */
export type Shape = {
  /** Only constants are stored. */
  readonly isConstant: boolean;
  /** `x++`, `x += y`; of an atomic store, `x.Store(n + 1)`. */
  readonly isUpdate: boolean;
  readonly isBits: boolean;
  readonly isAdd: boolean;
  readonly isNegative: boolean;
  /** The parameter that is added; -1 for none. */
  readonly addedParam: number;
  /** The result is looked at. */
  readonly isUsed: boolean;
  /** Only moves a maximum or a minimum, or hands in what was saved up in a loop. */
  readonly isRare: boolean;
  /** Of a compare-and-swap, where it is known. */
  readonly exchange: Exchange | null;
  /** Adds the time between two readings of a clock. */
  readonly isMeasured: boolean;
  /** `CompareAndSwap(nil, x)`: filled once. */
  readonly isFill: boolean;
  /** Guarded by a test of the word itself. */
  readonly isLazy: boolean;
};

/** The value that a word has to have, and the one it gets; null where that is not known, or is what parameter `param` is. */
export type Exchange = { readonly takes: number; readonly leaves: number | null; readonly param: number };

/** A local variable of a function that its literals see, where one of them names it. */
export type Captured = { readonly type: Type; readonly step: Step };

/** Locks held, by the place of the lock; true for exclusive ones. */
export type Locks = ReadonlyMap<string, boolean>;

/** A lock that a function leaves held, or lets go, for its caller. */
export type LockEffect = { readonly ref: Ref; readonly isShared: boolean; readonly effect: "acquire" | "release" };

/** One access to one place. */
export type Access = Shape & {
  readonly kind: AccessKind;
  readonly isShared: boolean;
  readonly ref: Ref;
  /** The function whose access it counts as. */
  readonly fn: Fn;
  /** Where the operation stands. */
  readonly site: Step;
  readonly seq: number;
  readonly arm: Arm | null;
  readonly nLoops: number;
  /** Enclosing conditional arms that say something about how often it runs. */
  readonly nConditions: number;
  readonly isCold: boolean;
  /** A system call goes with it: it runs no more often than that. */
  readonly isPaced?: boolean;
  /** The lock is a semaphore: who holds it has slept for it, or makes others sleep. */
  readonly isSemaphore?: boolean;
  /** Users say that it runs often, whatever is around it. */
  readonly isToldHot?: boolean;
  readonly locks: Locks;
  /** Of what a helper does for its caller: the access as it stands in the helper. */
  readonly origin?: Access;
};

/** A call of a function whose body can be read. */
export type CallSite = {
  readonly callee: Callee;
  /** By parameter; the receiver is 0, and null where there is none or nothing is known. */
  readonly args: readonly (Ref | null)[];
  readonly indices: readonly (IndexUse | null)[];
  readonly seq: number;
  readonly arm: Arm | null;
  readonly nLoops: number;
  /** In a loop that serves what comes, without an end of its own. */
  readonly isServing: boolean;
  readonly nConditions: number;
  readonly isCold: boolean;
  /** A system call of the caller goes with it. */
  readonly isPaced?: boolean;
  /** A goroutine starts with it. */
  readonly isGo: boolean;
  /** Nobody looks at the result. */
  readonly isDiscarded: boolean;
  readonly locks: Locks;
  readonly site: Step;
};

export type Callee = { readonly decl: FuncDecl; readonly unit: FileUnit };

/** A function, or a literal that runs as a goroutine of its own, with what it does by itself. */
export type Fn = {
  readonly name: string;
  /** The declared name alone. */
  readonly baseName: string;
  /** The receiver's type; null for functions. */
  readonly receiver: string | null;
  readonly unit: FileUnit;
  readonly decl: FuncDecl | null;
  readonly literal: FuncLit | null;
  readonly body: Block;
  /** Of a goroutine's literal, the function that starts it. */
  readonly parent: Fn | null;
  /** Of a goroutine's literal: how it is started. */
  readonly launch: Launch | null;
  readonly accesses: Access[];
  readonly calls: CallSite[];
  /** Structs made here. */
  readonly allocations: Allocation[];
  /** Where it may be left before its end, failures aside, among the numbers of its accesses. */
  readonly exits: number[];
  /** Functions used as values: they may be called from anywhere. */
  readonly values: Set<FuncDecl>;
  /** Functions handed to sync.Once. */
  readonly onces: Set<FuncDecl>;
  /** The place whose address, or whose slice, the function returns. */
  returned: Ref | null;
};

/** What a function does with a function that it is handed, at one place. */
export type Handled = {
  readonly param: number;
  readonly how: "calls" | "starts" | "keeps";
  /** What it hands it, where that are pointers. */
  readonly args: readonly (Ref | null)[];
  readonly arm: Arm | null;
  readonly nLoops: number;
  readonly nConditions: number;
  /** Of a goroutine that calls it: a loop starts several of those. */
  readonly isMulti: boolean;
  /** The arguments that tell such goroutines apart. */
  readonly dealt: ReadonlySet<number>;
};

export type Launch = { readonly isInLoop: boolean; readonly nConditions: number };

export type Allocation = { readonly root: string; readonly type: Type; readonly isInLoop: boolean; readonly length: LengthClass | null; /** How many, where the source says. */ readonly count: number | null };

/** How the length of a `make` is come by. */
export type LengthClass = "cpu" | "shards" | "capacity" | "constant" | "large" | "other";
