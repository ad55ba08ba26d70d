import type { StructType as StructSyntax } from "@cachelint/syntax";
import type { FileUnit, StructType } from "@cachelint/types";

/** Something that minds the order or the size of a struct's fields. `withholds`: a change would break or change the program; `unsafe`: it would change what others see, which only the author can judge. */
export type Hazard = {
  readonly reason: HazardReason;
  /** What was seen, in a few words that continue "withheld because": `a literal names no fields`. */
  readonly detail: string;
  /** The Go file where it was seen; null for assembly, which `detail` names. */
  readonly unit: FileUnit | null;
  /** In UTF-16 units into the file's text. */
  readonly offset: number;
  readonly length: number;
  readonly weight: "withholds" | "unsafe";
};

export type HazardReason =
  | "unkeyed-literal" | "conversion" | "identical-struct" | "unsafe" | "size-in-use" | "syscall" | "cgo" | "assembly" | "linkname" | "host-layout" | "runtime-type"
  | "ordered-encoding" | "reflection" | "atomic-alignment" | "finalizer" | "declared-per-build" | "frozen" | "author-says"
  | "serialised" | "printed" | "comparison" | "open-to-others";

/** A change to one struct. `order`: fields by source index, and bytes of new padding, as they would stand; null where that is not known yet. */
export type StructEdit = { readonly kind: "reorder" | "pad"; readonly order: readonly (number | { readonly padBytes: number })[] | null };

/** A struct by the place of its body: what `structsOf` and findings both know. */
export type HazardSubject = {
  /** The file's absolute path. */
  readonly path: string;
  readonly syntax: StructSyntax;
};

/** A struct of the universe, with the name it is declared by, if any. */
export type Subject = {
  readonly unit: FileUnit;
  readonly syntax: StructSyntax;
  readonly type: StructType;
  /** Index of the top-level declaration around it in the file's outline. */
  readonly index: number;
  /** The name of the type that it is the body of; null for an anonymous one. */
  readonly name: string | null;
  /** Declared in a function. */
  readonly isLocal: boolean;
  /** Not the body of a declared type: whatever struct has the same fields is the same type. */
  readonly isAnonymous: boolean;
};
