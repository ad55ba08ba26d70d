import { type BodyItem, editStruct, isRefusal, type RefusalReason, type TextEdit } from "@cachelint/edit";
import type { StructType } from "@cachelint/syntax";
import type { Fix, FixWithheld, HazardsOf, KnownEdit, PlacedHazard, SourceRef } from "../model.js";

/** What a draft says of its fix. Of an unsafe one `fixWithheld` has the reasons for which `--fix` does not make it. */
export type FixParts = { readonly fix: Fix; readonly fixWithheld?: readonly FixWithheld[] } | { readonly fixWithheld: readonly FixWithheld[] } | Record<never, never>;

/** A struct in a file that is to be changed. */
export type EditedStruct = { readonly source: SourceRef; readonly syntax: StructType; readonly hazards: HazardsOf };

export type Change = {
  readonly items: readonly BodyItem[];
  readonly edit: KnownEdit;
  /** Edits elsewhere in the file that belong to it: an import. */
  readonly others?: readonly TextEdit[];
  readonly title: string;
  readonly savedBytes: number;
  /** However little minds it, it is for the author to judge: why. */
  readonly unsafe?: Pick<FixWithheld, "reason" | "detail">;
};

/** The fix that makes a change, or why there is none. */
export function makeFix(struct: EditedStruct, { items, edit, others = [], title, savedBytes, unsafe }: Change): FixParts {
  const { source, syntax, hazards } = struct;
  if (source.isGenerated) return withheld(struct, "generated", "the file is generated, and what generates it would undo the change");
  if (!source.isOwn) return withheld(struct, "other-module", "the file belongs to no main module of this run");
  const edits = editStruct(source.text, syntax, items);
  if (isRefusal(edits)) return withheld(struct, edits.refused, refusals[edits.refused], edits);
  if (edits.length === 0) return {};
  const own: readonly PlacedHazard[] = unsafe === undefined ? [] : [{ ...unsafe, source, span: { start: syntax.start, end: syntax.end }, weight: "unsafe" }];
  const found = [...hazards({ source, syntax }, edit), ...own];
  const held = found.filter(({ weight }) => weight === "withholds");
  if (0 < held.length) return { fixWithheld: held.map(placed) };
  const all = [...others, ...edits].map(({ start, end, text }) => ({ source, span: { start, end }, text }));
  if (found.length === 0) return { fix: { safety: "safe", title, savedBytes, edits: all } };
  return { fix: { safety: "unsafe", title, savedBytes, edits: all }, fixWithheld: found.map(placed) };
}

function placed({ reason, detail, source, span }: PlacedHazard): FixWithheld {
  return { reason, detail, source, span };
}

/** A fix that cannot be, for one reason. */
export function withheld({ source, syntax }: Pick<EditedStruct, "source" | "syntax">, reason: string, detail: string, at: { readonly start: number; readonly end: number } = syntax): FixParts {
  return { fixWithheld: [{ reason, detail, source, span: { start: at.start, end: at.end } }] };
}

const refusals: Readonly<Record<RefusalReason, string>> = {
  syntax: "the struct has a syntax error",
  unformatted: "gofmt would change the struct, and it holds something whose form only gofmt knows; run gofmt first",
  "odd-comment": "a comment stands where it belongs to no one field",
  "one-line": "the struct shares its line with text that would have to change with it; run gofmt first",
  "line-directive": "a //line directive in it holds for the lines below, wherever it stands",
  "lost-comment": "a field with a comment would go, and its comment with it",
};
