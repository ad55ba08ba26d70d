import { archOf, arrayExtent, type Extent, isOverflow, scalarExtent, type ScalarKind, structLayout } from "@cachelint/layout";
import { type Type, unalias, underlying } from "@cachelint/types";

const arch = archOf("386");

/** The extent of a type on 386, worked out from a type of another target; null where something in it is not known. Array lengths are those of the other target. */
export function narrowExtent(type: Type, depth = 0): Extent | null {
  const under = underlying(type);
  if (!arch || 50 < depth) return null;
  switch (under.kind) {
    case "basic":
      return under.name.startsWith("untyped") ? null : scalarExtent(under.name as ScalarKind, arch);
    case "pointer":
    case "slice":
    case "map":
    case "chan":
    case "func":
    case "interface":
      return scalarExtent(under.kind, arch);
    case "array": {
      const length = under.length();
      const element = narrowExtent(under.elem, depth + 1);
      const extent = typeof length === "bigint" && element !== null ? arrayExtent(element, Number(length), arch) : null;
      return extent === null || isOverflow(extent) ? null : extent;
    }
    case "struct": {
      const extents = under.fields().map((field) => narrowExtent(field.type, depth + 1));
      if (extents.includes(null)) return null;
      const layout = structLayout(extents.flatMap((extent) => extent ?? []), { arch, isAlign64: isAlign64(type) });
      return isOverflow(layout) ? null : layout;
    }
    default:
      return null;
  }
}

function isAlign64(type: Type): boolean {
  const actual = unalias(type);
  return actual.kind === "named" && actual.object.name === "align64" && /^(?:sync\/atomic|internal\/runtime\/atomic)$/.test(actual.object.pkg?.importPath ?? "");
}
