import { coreType } from "./core-type.js";
import { ready, type Type, unknownType } from "./type.js";
import { basic } from "./universe.js";
import type { World } from "./world.js";

/** The type of `x[i]` for an x of this underlying type. */
export function elementType(world: World, type: Type): Type {
  const under = coreType(world, type);
  switch (under.kind) {
    case "array":
      return under.elem;
    case "slice":
      return under.elem();
    case "map":
      return under.value();
    case "pointer": {
      const array = coreType(world, under.elem());
      return array.kind === "array" ? array.elem : unknownType("unresolved-name", "an index into a pointer to no array");
    }
    case "basic":
      return under.name.endsWith("string") ? basic("uint8", "byte") : unknownType("unresolved-name", "an index into what has no elements");
    case "unknown":
      return under;
    default:
      return unknownType(under.kind === "type-param" ? "type-parameter" : "unresolved-name", "an index into what has no elements");
  }
}

/** The type of `x[i:j]` for an x of this type. */
export function slicedType(world: World, type: Type): Type {
  const under = coreType(world, type);
  const pointed = under.kind === "pointer" ? coreType(world, under.elem()) : under;
  if (pointed.kind === "array") return { kind: "slice", elem: ready(pointed.elem) };
  if (under.kind === "pointer") return unknownType("unresolved-name", "a slice of a pointer to no array");
  return under.kind === "basic" && under.name === "untyped string" ? basic("string") : type;
}
