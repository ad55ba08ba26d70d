import { type Type, unalias } from "./type.js";

/** Whether a type mentions no type parameter, so that it stands for one type only. */
export function isConcrete(type: Type): boolean {
  const actual = unalias(type);
  switch (actual.kind) {
    case "type-param":
    case "unknown":
      return false;
    case "pointer":
    case "slice":
    case "chan":
      return isConcrete(actual.elem());
    case "array":
      return isConcrete(actual.elem);
    case "map":
      return isConcrete(actual.key()) && isConcrete(actual.value());
    case "named":
      return actual.args.every(isConcrete);
    default:
      return true;
  }
}
