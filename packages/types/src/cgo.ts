import { type BasicName, ready, type Type, unknownType } from "./type.js";
import { basic } from "./universe.js";
import type { World } from "./world.js";

/** C types whose Go form does not depend on any header (cmd/cgo documentation; checked against cgo's output). */
const fixed: Readonly<Record<string, BasicName>> = {
  char: "int8", schar: "int8", uchar: "uint8", short: "int16", ushort: "uint16", int: "int32", uint: "uint32", longlong: "int64", ulonglong: "uint64",
  float: "float32", double: "float64", complexfloat: "complex64", complexdouble: "complex128", _Bool: "bool", bool: "bool",
  int8_t: "int8", int16_t: "int16", int32_t: "int32", int64_t: "int64", uint8_t: "uint8", uint16_t: "uint16", uint32_t: "uint32", uint64_t: "uint64", uintptr_t: "uintptr",
};

/** `C.name`: known where C leaves no choice, else unknown, because only a C compiler sees the headers. */
export function cgoType(world: World, name: string): Type {
  const spelling = `C.${name}`;
  const known = fixed[name];
  if (known) return basic(known, spelling);
  const { goos } = world.context;
  const isLongWide = world.arch.pointerBytes === 8 && goos !== "windows";
  if (name === "long") return basic(isLongWide ? "int64" : "int32", spelling);
  if (name === "ulong") return basic(isLongWide ? "uint64" : "uint32", spelling);
  if (name === "size_t") return basic(world.arch.pointerBytes === 8 ? "uint64" : "uint32", spelling);
  // Signed only when a value is negative; the layout is the same.
  if (name.startsWith("enum_")) return basic("uint32", spelling);
  if (name === "void") return { kind: "array", length: ready(0n), elem: basic("uint8") };
  return unknownType("cgo", spelling);
}
