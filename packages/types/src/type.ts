import type { FieldDecl, InterfaceType as InterfaceSyntax, Signature as SignatureSyntax, StructType as StructSyntax, TypeDecl, TypeParam } from "@cachelint/syntax";
import type { StructMeasure } from "./extent.js";
import type { Package } from "./package.js";
import type { Scope } from "./scope.js";

/** A value computed when first asked for; asking while it is being computed gives the `cycle` value of `lazy`. */
export type Lazy<T> = () => T;

/** Why something cannot be known (CONTRACT of the JSON output), and of what, in the source's words. */
export type Unknown = { readonly unknown: UnknownReason; readonly detail: string };
export type UnknownReason = "cgo" | "type-parameter" | "unresolved-import" | "unresolved-name" | "constant" | "syntax-error" | "std-table";

/**
 * Go's types, after names were looked up. Everything behind a pointer, slice, map or channel is lazy: a size never needs
 * it, and resolving it would load packages that nobody asked for.
 */
export type Type =
  | BasicType
  | PointerType
  | SliceType
  | ArrayType
  | MapType
  | ChanType
  | FuncType
  | InterfaceType
  | StructType
  | NamedType
  | AliasType
  | TypeParamType
  | TupleType
  | UnknownType;

export type BasicName =
  | "bool" | "int8" | "int16" | "int32" | "int64" | "uint8" | "uint16" | "uint32" | "uint64" | "int" | "uint" | "uintptr"
  | "float32" | "float64" | "complex64" | "complex128" | "string" | "unsafe.Pointer"
  | "untyped bool" | "untyped int" | "untyped rune" | "untyped float" | "untyped complex" | "untyped string" | "untyped nil";

/** `spelling` keeps `byte` and `rune` apart from `uint8` and `int32`, which they are. */
export type BasicType = { readonly kind: "basic"; readonly name: BasicName; readonly spelling: string };
export type PointerType = { readonly kind: "pointer"; readonly elem: Lazy<Type> };
export type SliceType = { readonly kind: "slice"; readonly elem: Lazy<Type> };
/** The length is lazy because `unsafe.Sizeof` in it may lead back to a struct whose fields are being resolved. */
export type ArrayType = { readonly kind: "array"; readonly length: Lazy<bigint | Unknown>; readonly elem: Type };
export type MapType = { readonly kind: "map"; readonly key: Lazy<Type>; readonly value: Lazy<Type> };
export type ChanType = { readonly kind: "chan"; readonly direction: "both" | "send" | "receive"; readonly elem: Lazy<Type> };
export type FuncType = { readonly kind: "func"; readonly signature: SignatureSyntax; readonly scope: Scope };
export type InterfaceType = { readonly kind: "interface"; readonly syntax: InterfaceSyntax; readonly scope: Scope };
export type StructType = { readonly kind: "struct"; readonly syntax: StructSyntax; readonly fields: Lazy<readonly Field[]>; readonly measure: Lazy<StructMeasure>; readonly isNotInHeap: Lazy<"yes" | "no" | Unknown> };
/** A declared type, or an instance of a generic one when `args` is not empty. `underlying` is never named. */
export type NamedType = { readonly kind: "named"; readonly object: TypeObject; readonly args: readonly Type[]; readonly underlying: Lazy<Type>; readonly isNotInHeap: Lazy<"yes" | "no" | Unknown> };
export type AliasType = { readonly kind: "alias"; readonly object: TypeObject; readonly args: readonly Type[]; readonly actual: Lazy<Type> };
export type TypeParamType = { readonly kind: "type-param"; readonly id: number; readonly name: string; readonly constraint: Lazy<Type> };
export type TupleType = { readonly kind: "tuple"; readonly types: readonly Type[] };
/** `text` is what the source says in its place. */
export type UnknownType = { readonly kind: "unknown"; readonly unknown: Unknown; readonly text: string };

/** One field; `a, b T` gives two. Blank fields are named `_`. */
export type Field = {
  readonly name: string;
  readonly type: Type;
  readonly isEmbedded: boolean;
  /** Of the field's own name, or of the whole declaration for an embedded field. */
  readonly syntax: FieldDecl;
  readonly tag: string | null;
};

/** The declaration behind a named type or alias, one for all its instances. */
export type TypeObject = {
  readonly id: number;
  readonly name: string;
  /** null for the predeclared `error`, `any` and `comparable`. */
  readonly pkg: Package | null;
  readonly isLocal: boolean;
  readonly isAlias: boolean;
  readonly typeParams: readonly TypeParam[];
  readonly decl: TypeDecl | null;
  /** The scope the declaration stands in, the type's own name included. */
  readonly scope: Scope;
  /** Instances by the key of their arguments as spelled; the key of the type itself is the empty string. */
  readonly instances: Map<string, NamedType | AliasType>;
};

let depth = 0;
/** Far more than any program has, and less than the stack holds. */
const maxDepth = 1000;

/**
 * Steps one level down among computations that lead to one another; false where they are nested beyond reason, because
 * nothing may exhaust the stack. What was entered is to be left.
 */
export function enter(): boolean {
  if (maxDepth <= depth) return false;
  depth++;
  return true;
}

/** Steps up again. */
export function leave(): void {
  depth--;
}

/** A computation done once; re-entering it while it runs gives `cycle`, so that erroneous recursive code ends. */
export function lazy<T>(compute: () => T, cycle: T): Lazy<T> {
  let state: "new" | "running" | "done" = "new";
  let value: T = cycle;
  return () => {
    if (state === "new" && enter()) {
      state = "running";
      try {
        value = compute();
      } finally {
        state = "done";
        leave();
      }
    }
    return value;
  };
}

/** The type an alias denotes, through chains of aliases. */
export function unalias(type: Type): Exclude<Type, AliasType> {
  let current = type;
  // A chain longer than this is a cycle of erroneous code.
  for (let nSteps = 0; current.kind === "alias" && nSteps < 100; nSteps++) current = current.actual();
  return current.kind === "alias" ? unknownType("unresolved-name", current.object.name) : current;
}

/** The underlying type (Go spec, "Underlying types"): never an alias, never named. */
export function underlying(type: Type): Exclude<Type, AliasType | NamedType> {
  const actual = unalias(type);
  if (actual.kind !== "named") return actual;
  const under = unalias(actual.underlying());
  return under.kind === "named" ? unknownType("unresolved-name", actual.object.name) : under;
}

/** A type that cannot be known; `text` is its spelling in the source. */
export function unknownType(reason: UnknownReason, detail: string, text: string = detail): UnknownType {
  return { kind: "unknown", unknown: { unknown: reason, detail }, text };
}

/** A lazy value that is already there. */
export function ready<T>(value: T): Lazy<T> {
  return () => value;
}
