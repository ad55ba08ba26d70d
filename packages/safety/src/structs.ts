import type { Expr, StructType as StructSyntax } from "@cachelint/syntax";
import { type Field, isExported, type StructType, type Type, unalias, underlying } from "@cachelint/types";

/** The struct that a type is, or points at; null for any other. */
export function structOf(type: Type): StructType | null {
  const under = underlying(type);
  return under.kind === "struct" ? under : null;
}

export function pointeeOf(type: Type): Type {
  const under = underlying(type);
  return under.kind === "pointer" ? under.elem() : type;
}

/** How far a look into a type goes: `value`: what lies in its own memory, elements of slices included; `shown`: maps as well, as fmt does; `all`: through pointers, too. */
export type Depth = "value" | "shown" | "all";

/** Hears of the fields of all structs that a look meets, with the type that has them. */
export type OnField = (field: Field, owner: Type) => void;

/** The struct bodies that lie in values of a type. `isOpaque` says which types look after themselves. */
export function structsIn(type: Type, depth: Depth, isOpaque: (type: Type, isExported: boolean) => boolean = () => false, onField: OnField = () => undefined): ReadonlySet<StructSyntax> {
  const found = new Set<StructSyntax>();
  // `type Tree []Tree` has no struct at which to stop.
  const seen = [new Set<Type>(), new Set<Type>()] as const;
  const look = (one: Type, isExported: boolean): void => {
    const known = seen[isExported ? 1 : 0];
    if (known.has(one) || mostTypes < known.size) return;
    known.add(one);
    const under = underlying(one);
    if (isOpaque(one, isExported)) return;
    switch (under.kind) {
      case "struct":
        found.add(under.syntax);
        for (const field of under.fields()) {
          onField(field, unalias(one));
          look(field.type, isExported && isExportedField(field));
        }
        return;
      case "array":
        return look(under.elem, isExported);
      case "slice":
        return look(under.elem(), isExported);
      case "pointer":
        if (depth === "all") look(under.elem(), isExported);
        return;
      case "map":
        if (depth === "value") return;
        look(under.key(), isExported);
        return look(under.value(), isExported);
      default:
        return;
    }
  };
  look(type, true);
  return found;
}

/** More than any value's type is made of: instances of generic types can go on without end. */
const mostTypes = 5000;

function isExportedField({ name, isEmbedded }: Field): boolean {
  return isEmbedded || isExported(name);
}

export function unparenthesised(expr: Expr): Expr {
  return expr.kind === "paren" ? unparenthesised(expr.inner) : expr;
}
