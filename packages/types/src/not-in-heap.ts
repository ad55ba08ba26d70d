import { type NamedType, type Type, unalias, type Unknown } from "./type.js";
import type { World } from "./world.js";

/**
 * Whether values of a type never lie in Go's heap, so that the collector ignores pointers to them: types that contain
 * `nih` of the runtime's sys package by value, or, up to Go 1.19, carry `//go:notinheap` (cmd/compile/internal/types,
 * NotInHeap). Of a C type only a C compiler knows: incomplete ones are not in the heap.
 */
export function notInHeap(world: World, type: Type): "yes" | "no" | Unknown {
  const actual = unalias(type);
  switch (actual.kind) {
    case "array":
      return notInHeap(world, actual.elem);
    case "struct":
      return anyOf(world, actual.fields().map((field) => field.type));
    case "unknown":
      // Only C compilers and the runtime make such types; a package that is missing is neither.
      return actual.unknown.unknown === "cgo" ? actual.unknown : "no";
    case "named":
      return actual.isNotInHeap();
    default:
      return "no";
  }
}

/** The verdict on a named type; `type.isNotInHeap` keeps it. */
export function namedNotInHeap(world: World, type: NamedType): "yes" | "no" | Unknown {
  const { pkg, name, decl, isLocal } = type.object;
  const path = pkg?.importPath ?? "";
  if (name === "nih" && !isLocal && (path === "internal/runtime/sys" || path === "runtime/internal/sys")) return "yes";
  const isRuntime = /^(internal\/)?runtime(\/|$)/.test(path);
  // The rest of the standard library holds no such type by value, and need not be loaded to find out.
  if (!isRuntime && (pkg?.ref?.module === "std" || pkg?.ref?.module === "cmd")) return "no";
  if (world.context.goMinor < 20 && isRuntime && pkg && decl) {
    const place = pkg.members.get(name);
    const text = place?.unit.source.file.text.slice(0, decl.start) ?? "";
    if (/\/\/go:notinheap\n(?:\/\/[^\n]*\n)*(?:type )?$/.test(text.slice(-2000))) return "yes";
  }
  return notInHeap(world, type.underlying());
}

function anyOf(world: World, types: readonly Type[]): "yes" | "no" | Unknown {
  let result: "yes" | "no" | Unknown = "no";
  for (const type of types) {
    const verdict = notInHeap(world, type);
    if (verdict === "yes") return verdict;
    if (verdict !== "no") result = verdict;
  }
  return result;
}
