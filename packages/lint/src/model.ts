import type { Arch } from "@cachelint/layout";
import type { Hazard, StructEdit } from "@cachelint/safety";
import type { AccessConstraints } from "@cachelint/sharing";
import type { Span, StructType as StructSyntax } from "@cachelint/syntax";
import type { Field, FieldUnknown, OrderUse, StructMeasure, StructRecord, Type, World } from "@cachelint/types";
import type { PlacedDirective } from "./directive.js";
import type { SharingFacts } from "./sharing.js";

/** `linux/amd64`. */
export type TargetName = string;

export type Severity = "error" | "warning" | "info";
export type Confidence = "high" | "medium" | "low";

/** A file of the run, as findings refer to it. */
export type SourceRef = {
  /** Absolute, for reading; never printed. */
  readonly path: string;
  /** As reports name it: relative to the git top level or the working directory, or `import/path/file.go`. */
  readonly displayPath: string;
  readonly text: string;
  readonly isGenerated: boolean;
  readonly isTest: boolean;
  /** Of a main module; others are not the user's to change. */
  readonly isOwn: boolean;
};

/** One struct of the source with what is known of it under each target that it exists under. */
export type StructFacts = {
  readonly importPath: string;
  readonly module: string;
  readonly name: string;
  readonly kind: StructRecord["kind"];
  /** False for other declared types, which have one field without a name: themselves. */
  readonly isStruct: boolean;
  readonly functionName: string | null;
  readonly source: SourceRef;
  /** The declared name, or the `struct` keyword. */
  readonly span: Span;
  /** The struct's own body; null where it is declared by another type's name. */
  readonly syntax: StructSyntax | null;
  /** The whole declaration, from the type's name to its end; the struct type itself where it has no name. */
  readonly declSpan: Span;
  /** Array or slice elements are laid end to end, so that for them raw bytes count and not the size class. Looked for when first asked. */
  readonly isElement: boolean;
  /** No allocator ever sees one by itself. Looked for when first asked, with less than `uses`. */
  readonly isOnlyHeld: boolean;
  /** Where its objects come from, and who minds the order of its fields. Looked for when first asked. */
  readonly uses: StructUses;
  /** What `//cachelint:` directives say of this struct and of its fields. */
  readonly directives: readonly StructDirective[];
  readonly layouts: readonly TargetLayout[];
  /** What minds a change to the struct, looked for when asked; null where nobody wants fixes. */
  readonly hazards: HazardsOf | null;
  /** What its accesses ask of the order of its fields, or null where that cannot be told; reads function bodies when asked. Null itself where nobody may. */
  readonly accessConstraints: (() => AccessConstraints | null) | null;
  /** What became of it since it was recorded, as far as that fails a check. Looked for when first asked. */
  readonly drift: readonly StructDrift[];
};

/** How a struct differs from its recorded layout, said once for all targets that it holds for. */
export type StructDrift = {
  readonly targets: readonly TargetName[];
  /** Those that did it, where they can be told. */
  readonly fields: readonly string[];
  readonly message: string;
  /** Another type's change that is why; null where the struct's own text is. */
  readonly cause: string | null;
  /** The command that records the layout as it is now. */
  readonly accept: string;
};

/** What the package of a struct does with it. */
export type StructUses = {
  /** `allocated`: something allocates one by itself; `held`: it lies in other structs and variables only, and no allocator ever sees it; `likely-held`: it does, and nothing is seen to allocate it; `unseen`: none of these. */
  readonly origin: "allocated" | "held" | "likely-held" | "unseen";
  readonly orderUses: readonly StructOrderUse[];
};

/** A place that minds the order of the fields; `place` is `header.read (wire/header.go:12)`. */
export type StructOrderUse = { readonly kind: OrderUse["kind"]; readonly place: string };

/** A directive that stands on a struct's declaration, or on one of its fields. */
export type StructDirective = { readonly word: string; readonly argument: string; /** The fields it stands on; null for the type itself. */ readonly fields: readonly string[] | null; /** Where it stands in the file. */ readonly start: number; /** It stands on the type that this struct is a part of. */ readonly isInherited: boolean };

/** A struct under one target. */
export type TargetLayout = {
  readonly target: TargetName;
  readonly arch: Arch;
  readonly goMinor: number;
  /** The cache line that sharing is judged by. */
  readonly lineBytes: number;
  readonly type: Type;
  readonly measure: StructMeasure;
  /** To write types as text: `typeString(world, field.type)`. */
  readonly world: World;
};

/** A file of the run that holds directives. */
export type FileFacts = {
  readonly importPath: string;
  readonly module: string;
  readonly source: SourceRef;
  /** Those that the file is built for. */
  readonly targets: readonly TargetName[];
  readonly directives: readonly PlacedDirective[];
  /** Contracts that stand on nothing they could speak of. */
  readonly misplaced: readonly PlacedDirective[];
};

/** What a run knows before any rule: structs by import path, file and offset; the files with directives, in the same order. */
export type RunFacts = { readonly structs: readonly StructFacts[]; /** Declared types that are no structs, as far as somebody asks for them or a directive stands on them. */ readonly otherTypes: readonly StructFacts[]; readonly files: readonly FileFacts[]; readonly stats: RunStats; readonly sharing: () => readonly SharingFacts[] };

/** Something wrong with Go code, said once for all targets that it holds for. */
export type Finding = {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly importPath: string;
  readonly module: string;
  readonly type: string | null;
  readonly container: string | null;
  readonly fields: readonly string[];
  readonly targets: readonly TargetName[];
  readonly source: SourceRef;
  readonly span: Span;
  /** What is wrong, with numbers and their units. */
  readonly message: string;
  /** Why it matters, what to do. */
  readonly notes: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly fix: Fix | null;
  /** Why there is no fix; of an unsafe one, why it is unsafe. */
  readonly fixWithheld: readonly FixWithheld[] | null;
  /** Stable against edits elsewhere in the file: made of rule, type, fields and targets, never of lines. */
  readonly fingerprint: string;
};

export type Evidence = { readonly field: string; readonly access: string; readonly functionName: string; readonly source: SourceRef; readonly span: Span };
export type Fix = { readonly safety: "safe" | "unsafe"; readonly title: string; readonly savedBytes: number; readonly edits: readonly Edit[] };
export type Edit = { readonly source: SourceRef; readonly span: Span; readonly text: string };
export type FixWithheld = { readonly reason: string; readonly detail: string; readonly source: SourceRef; readonly span: Span };

/** A hazard where reports can point at it. */
export type PlacedHazard = FixWithheld & Pick<Hazard, "weight">;

/** A change to one struct whose new order is known. */
export type KnownEdit = StructEdit & { readonly order: NonNullable<StructEdit["order"]> };

/** What minds a change to the struct that is written there. */
export type HazardsOf = (struct: Pick<StructFacts, "source"> & { readonly syntax: StructSyntax }, edit: KnownEdit) => readonly PlacedHazard[];

/** How its package uses the elements that a field of the struct holds; null where nobody could look. */
export type ElementUsesOf = (struct: Pick<StructFacts, "source"> & { readonly syntax: StructSyntax }, field: string) => ElementUses | null;

/** Where the elements' type is written again, what takes an element for a value of that type, and which names are not free. */
export type ElementUses = { readonly made: readonly Pick<FixWithheld, "source" | "span">[]; readonly minding: readonly Pick<FixWithheld, "source" | "span">[]; readonly isSaid: (name: string) => boolean };

/** Counts for the line that closes each run. A struct is unknown when it is under one target at least, and counts once, by the first reason met. */
export type RunStats = { readonly nPackages: number; readonly nStructs: number; readonly nUnknownStructs: number; readonly unknownByReason: Readonly<Record<string, number>> };

export type { Field, FieldUnknown };
