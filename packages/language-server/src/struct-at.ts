import type { LiveStruct, LiveView } from "@cachelint/host";
import type { Span } from "@cachelint/syntax";

/** A field of a struct as it is declared in a file; `index` counts the struct's fields. */
export type DeclaredField = { readonly index: number; readonly name: string; /** Its name, or the type of an embedded field. */ readonly span: Span; /** Where its declaration ends. */ readonly end: number };

/** The fields that stand in the text; empty for an instance and for a struct declared by another type's name. */
export function declaredFields({ facts: { syntax, layouts } }: LiveStruct): readonly DeclaredField[] {
  if (syntax === null) return [];
  const names = layouts[0]?.measure.fields.map(({ name }) => name) ?? [];
  let index = -1;
  return syntax.fields.flatMap(({ names: own, type, end }): DeclaredField[] => {
    if (own.length === 0) return [{ index: ++index, name: names[index] ?? "", span: { start: type.start, end: type.end }, end }];
    return own.map((name) => ({ index: ++index, name: name.name, span: { start: name.start, end: name.end }, end }));
  });
}

/** The innermost struct whose declaration is around an offset; null where there is none. */
export function structAt(view: LiveView, offset: number): LiveStruct | null {
  const around = view.structs.filter(({ facts: { kind, span, declSpan } }) => kind !== "instance" && Math.min(span.start, declSpan.start) <= offset && offset <= Math.max(span.end, declSpan.end));
  return around.sort((a, b) => lengthOf(a) - lengthOf(b))[0] ?? null;
}

/** What the name at an offset declares: a struct, or a field of one; null for anything else. */
export function declaredAt(view: LiveView, offset: number): { readonly struct: LiveStruct; readonly field: DeclaredField | null } | null {
  const struct = structAt(view, offset);
  if (struct === null) return null;
  if (isWithin(struct.facts.span, offset)) return { struct, field: null };
  const field = declaredFields(struct).find(({ span }) => isWithin(span, offset));
  return field === undefined ? null : { struct, field };
}

function lengthOf({ facts: { declSpan } }: LiveStruct): number {
  return declSpan.end - declSpan.start;
}

function isWithin({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}
