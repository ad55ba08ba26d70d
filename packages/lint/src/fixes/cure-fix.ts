import type { BodyItem } from "@cachelint/edit";
import type { CureItem, ElementCure, FieldCure } from "@cachelint/sharing";
import { isLocalPlace, type StructPlace } from "@cachelint/sharing";
import { isOverflow } from "@cachelint/layout";
import { measureOf, type TypeObject, typeOfObject, unitOf } from "@cachelint/types";
import { cureTitle } from "../cure-words.js";
import type { KnownEdit } from "../model.js";
import type { SharingFacts } from "../sharing.js";
import { fieldsByDeclaration } from "./declarations.js";
import { linePad } from "./line-pad.js";
import { type EditedStruct, type FixParts, makeFix, withheld } from "./make-fix.js";
import { wrapperFix } from "./wrapper-fix.js";

/** The fix that does what the cure of a conflict says, where edits of one struct can. */
export function cureFix(facts: SharingFacts): FixParts {
  const { conflict, cure } = facts;
  if (cure === null || facts.hazards === null) return {};
  if (cure.kind === "one-struct") return notAlone(facts, "the variables become fields, and all code that names them changes");
  if (conflict.kind === "elements") {
    const struct = conflict.element === null ? null : declaredStruct(facts, conflict.element);
    if (struct !== null && (cure.kind === "element-pad" || cure.kind === "element-line-pad")) return elementFix(facts, struct, cure as ElementCure);
    const holder = structAt(facts, conflict.place);
    return holder === null ? notAlone(facts, "elements of another type are needed, and all code that names them changes") : wrapperFix(facts, holder, { conflict, cure: cure as ElementCure });
  }
  if (conflict.kind !== "fields" || !("items" in cure)) return {};
  const struct = structAt(facts, conflict.place);
  return struct === null ? notAlone(facts, "the struct has no name of its own") : fieldFix(facts, struct, cure);
}

/** The fix that takes pads away which part nobody. */
export function uselessPadFix(facts: SharingFacts): FixParts {
  const { conflict, world } = facts;
  if (conflict.kind !== "useless-pad" || conflict.place.kind !== "type" || facts.hazards === null) return {};
  const struct = declaredStruct(facts, conflict.place.object);
  const measure = measureOf(world, typeOfObject(world, conflict.place.object));
  if (struct === null || measure?.kind !== "known" || isOverflow(measure.layout)) return {};
  const { offsetsBytes } = measure.layout;
  const useless = new Set(conflict.pads.map(({ name, offsetBytes }) => measure.fields.findIndex((field, i) => field.name === name && offsetsBytes[i] === offsetBytes)));
  const declarations = fieldsByDeclaration(struct.syntax);
  const kept = declarations.flatMap((own, index) => (own.every((field) => useless.has(field)) ? [] : [index]));
  if (kept.length + useless.size !== declarations.length) return withheld(struct, "declared-together", "a pad is declared together with a field that stays");
  return makeFix(struct, {
    items: kept.map((index) => ({ kind: "declaration", index })),
    edit: { kind: "pad", order: kept.flatMap((index) => declarations[index] ?? []) },
    title: useless.size === 1 ? "Take the pad away" : "Take the pads away",
    savedBytes: Math.max(0, conflict.slotBytes - conflict.bestSlotBytes),
    unsafe: { reason: "unread-code", detail: "code that was not read may write the fields that it parts" },
  });
}

type Shape = { readonly items: readonly BodyItem[]; readonly order: KnownEdit["order"] };

function fieldFix(facts: SharingFacts, struct: EditedStruct, cure: FieldCure): FixParts {
  const pad = cure.items.some(({ kind }) => kind === "line") ? linePad(facts, struct.source.text) : { type: "", edits: [] };
  if ("refused" in pad) return withheld(struct, "no-cache-line-pad", pad.refused);
  const shape = shapeOf(cure, struct, pad.type);
  if (shape === null) return withheld(struct, "declared-together", "fields that are declared together would have to part; give each a declaration of its own");
  const isPadded = cure.items.some(({ kind }) => kind !== "field") || cure.items.length !== cure.names.length;
  const savedBytes = Math.max(...cure.costs.map(({ extraBytes }) => -extraBytes));
  return makeFix(struct, { items: shape.items, edit: { kind: isPadded && isInOrder(shape.order) ? "pad" : "reorder", order: shape.order }, others: pad.edits, title: cureTitle(cure, true), savedBytes });
}

function isInOrder(order: KnownEdit["order"]): boolean {
  const fields = order.filter((item) => typeof item === "number");
  return fields.every((field, i) => i === 0 || (fields[i - 1] ?? 0) < field);
}

/** The cure's fields and pads as declarations; null where one of several fields would have to be taken apart. */
function shapeOf({ items, lineBytes, names }: FieldCure, { syntax, source: { text } }: EditedStruct, lineType: string): Shape | null {
  const declarations = fieldsByDeclaration(syntax);
  const used = new Set(items.flatMap((item) => (item.kind === "field" ? [item.index] : [])));
  const replaced = [...names.keys()].filter((index) => !used.has(index));
  const shape: BodyItem[] = [];
  const order: KnownEdit["order"][number][] = [];
  for (let at = 0; at < items.length; at++) {
    const item = items[at]!;
    if (item.kind === "field") {
      const index = declarations.findIndex((own) => own[0] === item.index);
      const own = declarations[index];
      if (own === undefined || !own.every((field, i) => isField(items[at + i], field))) return null;
      shape.push({ kind: "declaration", index });
      order.push(...own);
      at += own.length - 1;
      continue;
    }
    order.push({ padBytes: item.kind === "line" ? lineBytes : item.sizeBytes });
    const last = shape.at(-1);
    const wide = item.kind === "bytes" && last?.kind === "declaration" ? padBytesOf(syntax.fields[last.index], text) : null;
    // A pad of one line takes the place of the pad that did not do, and has its comments.
    const old = item.kind === "line" ? replaced.shift() : undefined;
    const oldDeclaration = old === undefined ? -1 : declarations.findIndex((own) => own.length === 1 && own[0] === old);
    if (wide !== null && item.kind === "bytes" && last?.kind === "declaration") shape[shape.length - 1] = { ...last, type: `[${String(wide + item.sizeBytes)}]byte` };
    else if (0 <= oldDeclaration) shape.push({ kind: "declaration", index: oldDeclaration, type: lineType });
    else shape.push({ kind: "pad", type: item.kind === "line" ? lineType : `[${String(item.sizeBytes)}]byte` });
  }
  return { items: shape, order };
}

function isField(item: CureItem | undefined, index: number): boolean {
  return item?.kind === "field" && item.index === index;
}

/** The bytes of a pad written `_ [40]byte`; null for any other field. */
function padBytesOf(field: EditedStruct["syntax"]["fields"][number] | undefined, text: string): number | null {
  const type = field === undefined || field.names.length !== 1 || !/^_|pad/i.test(field.names[0]?.name ?? "") ? null : /^\[(\d+)\]byte$/.exec(text.slice(field.type.start, field.type.end));
  return type === null ? null : Number(type[1]);
}

function elementFix(facts: SharingFacts, struct: EditedStruct, cure: ElementCure): FixParts {
  if (cure.isPacked) return notAlone(facts, "its pads have to move to the end, and become one");
  if (cure.kind === "element-pad" && cure.padBytes === null) return notAlone(facts, "the pad has another size under each target");
  const pad = cure.kind === "element-line-pad" ? linePad(facts, struct.source.text) : { type: `[${String(cure.padBytes)}]byte`, edits: [] };
  if ("refused" in pad) return withheld(struct, "no-cache-line-pad", pad.refused);
  const fields = fieldsByDeclaration(struct.syntax);
  const last = struct.syntax.fields.length - 1;
  const wide = cure.kind === "element-pad" ? padBytesOf(struct.syntax.fields[last], struct.source.text) : null;
  const kept = [...fields.keys()].map((index): BodyItem => ({ kind: "declaration", index }));
  return makeFix(struct, {
    items: wide === null ? [...kept, { kind: "pad", type: pad.type }] : [...kept.slice(0, last), { kind: "declaration", index: last, type: `[${String(wide + (cure.padBytes ?? 0))}]byte` }],
    edit: { kind: "pad", order: [...fields.flat(), { padBytes: cure.padBytes ?? cure.lineBytes }] },
    others: pad.edits,
    title: cureTitle(cure, true),
    savedBytes: Math.max(...cure.costs.map(({ extraBytes }) => -extraBytes)),
  });
}

/** The struct that a place names, where edits of this file can change it. */
export function structAt(facts: SharingFacts, place: StructPlace): EditedStruct | null {
  return place.kind === "type" && !isLocalPlace(place) ? declaredStruct(facts, place.object) : null;
}

/** The struct that a type of this file is declared by. */
function declaredStruct({ source, hazards }: SharingFacts, object: TypeObject): EditedStruct | null {
  const type = object.decl?.type;
  return hazards !== null && type?.kind === "struct" && unitOf(object)?.source.file.path === source.path ? { source, syntax: type, hazards } : null;
}

/** What needs more than edits of one struct. */
export function notAlone({ source, span }: Pick<SharingFacts, "source" | "span">, detail: string): FixParts {
  return { fixWithheld: [{ reason: "more-than-one-struct", detail, source, span }] };
}
