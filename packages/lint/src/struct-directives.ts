import type { FieldDecl, Span } from "@cachelint/syntax";
import { embeddedName } from "@cachelint/types";
import type { PlacedDirective } from "./directive.js";
import type { StructDirective, StructFacts } from "./model.js";

/** Which of a file's directives stand on a struct's declaration or on its fields. */
export function directivesOfStruct(directives: readonly PlacedDirective[], text: string, place: DirectedPlace): readonly StructDirective[] {
  return directives.flatMap((directive) => {
    if (directive.kind !== "word") return [];
    const on = placeOn(directive, text, place);
    // What is a part of a type has its own size and its own neighbours, but the order of its fields is the type's too.
    if (on === "elsewhere" || (on === "type" && place.isPart && directive.word !== "frozen")) return [];
    return [{ word: directive.word, argument: directive.argument, fields: on === "type" ? null : on.flatMap(fieldNames), start: directive.start, isInherited: on === "type" && place.isPart }];
  });
}

/** Where a struct or another type stands; `isPart`: in the text of a declared type, whose directives are not its own. */
export type DirectedPlace = Pick<StructFacts, "span" | "declSpan" | "syntax"> & { readonly isPart: boolean };

function placeOn({ reach }: PlacedDirective, text: string, { span, declSpan, syntax }: Pick<StructFacts, "span" | "declSpan" | "syntax">): "type" | "elsewhere" | readonly FieldDecl[] {
  if (reach.kind === "file" || reach.kind === "nothing") return "elsewhere";
  const fields = syntax?.fields ?? [];
  if (reach.kind === "declaration") {
    if (contains(reach.span, span)) return declSpan.start <= reach.span.start || isTypeGroup(text, reach.span, declSpan) ? "type" : "elsewhere";
    const own = fields.filter((field) => field.start === reach.span.start);
    return 0 < own.length ? own : "elsewhere";
  }
  if (contains(reach.span, { start: span.start, end: span.start })) return "type";
  // Lines between the two belong to the fields of a struct that the field is.
  const own = fields.filter(({ start, end }) => [start, end].some((offset) => reach.span.start <= offset && offset <= reach.span.end));
  if (0 < own.length) return own.slice(-1);
  // `} //cachelint:frozen`
  return syntax !== null && contains(reach.span, { start: syntax.closeBrace, end: syntax.closeBrace }) ? "type" : "elsewhere";
}

/** Whether a declaration is `type T …` or a group of types, and not a function around a local type. */
function isTypeGroup(text: string, declaration: Span, declSpan: Span): boolean {
  return /^type[\s(]/.test(text.slice(declaration.start, Math.min(declSpan.start, declaration.start + 6)));
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function fieldNames({ names, type }: FieldDecl): readonly string[] {
  return 0 < names.length ? names.map(({ name }) => name) : [embeddedName(type)];
}
