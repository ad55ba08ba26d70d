import { type Field, type NamedType, type Type, unalias, type Unknown } from "./type.js";
import type { World } from "./world.js";

/**
 * Whether values of a type never lie in Go's heap, so that the collector ignores pointers to them: types that contain
 * `nih` of the runtime's sys package by value, or, up to Go 1.19, carry `//go:notinheap` (cmd/compile/internal/types,
 * NotInHeap). Of a C type only a C compiler knows: incomplete ones are not in the heap.
 */
export function notInHeap(type: Type): "yes" | "no" | Unknown {
  let actual = unalias(type);
  // Deeper arrays are erroneous types that contain themselves.
  for (let depth = 0; actual.kind === "array" && depth < 100; depth++) actual = unalias(actual.elem);
  switch (actual.kind) {
    case "struct":
      return actual.isNotInHeap();
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
  return notInHeap(type.underlying());
}

/** The verdict on a struct with these fields; `type.isNotInHeap` keeps it. */
export function anyNotInHeap(fields: readonly Field[]): "yes" | "no" | Unknown {
  let result: "yes" | "no" | Unknown = "no";
  for (const { type } of fields) {
    const verdict = notInHeap(type);
    if (verdict === "yes") return verdict;
    if (verdict !== "no") result = verdict;
  }
  return result;
}
