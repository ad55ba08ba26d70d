import { addImport, type BodyItem, importedAs, type TextEdit } from "@cachelint/edit";
import type { ElementConflict, ElementCure } from "@cachelint/sharing";
import { type Expr, scanFile } from "@cachelint/syntax";
import { embeddedName, isExported, typeOfObject, underlying } from "@cachelint/types";
import { cureTitle } from "../cure-words.js";
import type { KnownEdit } from "../model.js";
import type { SharingFacts } from "../sharing.js";
import { fieldsByDeclaration } from "./declarations.js";
import { linePad } from "./line-pad.js";
import { type EditedStruct, type FixParts, makeFix, withheld } from "./make-fix.js";

/**
 * The fix that makes each element of a field's array or slice a struct of its own, which embeds what the element is now and ends with
 * a pad: methods are promoted, so that code which calls them stays as it is. Only where the package's code does nothing else with
 * the elements, and nobody else can name the field.
 */
export function wrapperFix(facts: SharingFacts, struct: EditedStruct, { conflict, cure }: { readonly conflict: ElementConflict; readonly cure: ElementCure }): FixParts {
  const field = fieldOf(struct, conflict);
  const because = field === null ? "the elements are no field's of their own" : refusalOf(facts, field, { conflict, cure });
  const uses = field === null || because !== null ? null : (facts.elementUses?.(struct, { field: field.name, embedded: embeddedName(field.element) }) ?? null);
  if (field === null || uses === null) return withheld(struct, "more-than-one-struct", because ?? "nobody could look for what uses the elements");
  if (0 < uses.minding.length) return { fixWithheld: uses.minding.slice(0, 3).map((place) => ({ reason: "element-in-use", detail: "an element is used for more than what can be selected from it, so that it cannot become a struct with a pad", ...place })) };
  const { text } = struct.source;
  const type = text.slice(field.element.start, field.element.end);
  const made = uses.made.map(({ source, span }) => ({ isPlain: source.path === struct.source.path && text.slice(span.start, span.end) === type && !/^[^\n]*\/[/*]/.test(text.slice(span.end)), span }));
  if (!made.every(({ isPlain }) => isPlain)) return withheld(struct, "more-than-one-struct", "the elements are made in another file, or on a line with a comment");
  const name = [embeddedName(field.element), field.name].map((last) => `padded${last.charAt(0).toUpperCase()}${last.slice(1)}`).find((one) => !uses.isSaid(one));
  const pad = padOf(facts, cure, text, type);
  const after = endOfDeclaration(text, struct.syntax.start);
  if (name === undefined || after === null) return withheld(struct, "more-than-one-struct", name === undefined ? "no name is free for the elements' new type" : "something stands behind the struct on its last line");
  if ("refused" in pad) return withheld(struct, "no-cache-line-pad", pad.refused);
  const declaration = ["", `type ${name} struct {`, `\t${type}`, `\t_ ${pad.type}`, "}"].map((line) => `\n${line}`).join("");
  const eol = text.includes("\r\n") ? declaration.replaceAll("\n", "\r\n") : declaration;
  const declarations = fieldsByDeclaration(struct.syntax);
  return makeFix(struct, {
    items: [...declarations.keys()].map((index): BodyItem => (index === field.index ? { kind: "declaration", index, type: `${field.before}${name}` } : { kind: "declaration", index })),
    edit: { kind: "pad", order: declarations.flatMap((own, index): KnownEdit["order"] => (index === field.index && conflict.length !== null ? [...own, { padBytes: conflict.length * (cure.padBytes ?? cure.lineBytes) }] : own)) },
    others: [...pad.edits, ...made.map(({ span }): TextEdit => ({ ...span, text: name })), { start: after, end: after, text: eol }],
    title: cureTitle(cure, false),
    savedBytes: Math.max(...cure.costs.map(({ extraBytes }) => -extraBytes)),
  });
}

/** A field of arrays or slices: its declaration's index, what stands before its element's type, and that. */
type ElementField = { readonly index: number; readonly name: string; readonly before: string; readonly element: Expr };

function fieldOf({ syntax, source: { text } }: EditedStruct, { container }: ElementConflict): ElementField | null {
  const [, name = "", ...deeper] = container.split(".");
  const index = syntax.fields.findIndex(({ names }) => names.length === 1 && names[0]?.name === name);
  const type = syntax.fields[index]?.type;
  if (0 < deeper.length || (type?.kind !== "array" && type?.kind !== "slice")) return null;
  return { index, name, before: text.slice(type.start, type.element.start), element: type.element };
}

function refusalOf({ world }: SharingFacts, { name, element: { kind } }: ElementField, { conflict: { element }, cure }: { readonly conflict: ElementConflict; readonly cure: ElementCure }): string | null {
  if (cure.isPacked) return "its pads have to move to the end, and become one";
  if (isExported(name)) return "other packages can use the field's elements";
  if (element === null || (kind !== "ident" && kind !== "selector")) return "elements of another type are needed, and all code that names them changes";
  const under = underlying(typeOfObject(world, element)).kind;
  if (under === "pointer" || under === "interface") return "a struct cannot embed the elements' type";
  return isReckoned(cure) && under !== "struct" ? "the pad has another size under each target" : null;
}

/** Its size is an expression with `T{}`, which only a struct has. */
function isReckoned({ kind, padBytes }: ElementCure): boolean {
  return kind !== "element-line-pad" && (kind !== "element-pad" || padBytes === null);
}

/** The pad's type, and the imports that it needs. */
function padOf(facts: SharingFacts, cure: ElementCure, text: string, type: string): ReturnType<typeof linePad> {
  const { kind, padBytes, lineBytes } = cure;
  if (kind === "element-line-pad") return linePad(facts, text);
  if (!isReckoned(cure)) return { type: `[${String(padBytes)}]byte`, edits: [] };
  const line = String(lineBytes);
  const unsafe = importedAs(text, "unsafe");
  return { type: `[(${line} - ${unsafe ?? "unsafe"}.Sizeof(${type}{})%${line}) % ${line}]byte`, edits: unsafe === null ? [addImport(text, "unsafe")] : [] };
}

/** Where the line ends on which the declaration around an offset does; null where more than a comment follows it there. */
function endOfDeclaration(text: string, offset: number): number | null {
  const end = scanFile(text).declarations.find((one) => one.start <= offset && offset < one.end)?.end;
  if (end === undefined) return null;
  const [rest = ""] = /^[^\r\n]*/.exec(text.slice(end)) ?? [];
  return /^\s*(?:\/\/.*)?$/.test(rest) ? end + rest.length : null;
}
