import { int } from "./constant.js";
import type { Entity } from "./scope.js";
import { type BasicName, type BasicType, ready, type Type, type TypeObject } from "./type.js";

const basicNames: readonly BasicName[] = [
  "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "int", "uint", "uintptr",
  "float32", "float64", "complex64", "complex128", "string",
];

const builtinNames = ["append", "cap", "clear", "close", "complex", "copy", "delete", "imag", "len", "make", "max", "min", "new", "panic", "print", "println", "real", "recover"];

/** A predeclared or untyped basic type. */
export function basic(name: BasicName, spelling: string = name): BasicType {
  return { kind: "basic", name, spelling };
}

const emptyInterface: Type = { kind: "interface", syntax: { kind: "interface", start: 0, end: 0, methods: [], embeds: [] }, scope: { kind: "universe" } };
const errorSignature = { params: [], results: [{ start: 0, end: 0, names: [], type: { kind: "ident", name: "string", start: 0, end: 0 }, variadic: false }] } as const;
const errorInterface: Type = {
  kind: "interface",
  syntax: { kind: "interface", start: 0, end: 0, methods: [{ start: 0, end: 0, name: { kind: "ident", name: "Error", start: 0, end: 0 }, signature: errorSignature }], embeds: [] },
  scope: { kind: "universe" },
};

/** Go spec, "Predeclared identifiers". */
export const universe: ReadonlyMap<string, Entity> = new Map<string, Entity>([
  ...basicNames.map((name) => [name, { kind: "bound-type", type: basic(name) }] as const),
  ["byte", { kind: "bound-type", type: basic("uint8", "byte") }],
  ["rune", { kind: "bound-type", type: basic("int32", "rune") }],
  ["any", { kind: "bound-type", type: predeclared("any", true, emptyInterface) }],
  ["error", { kind: "bound-type", type: predeclared("error", false, errorInterface) }],
  ["comparable", { kind: "bound-type", type: predeclared("comparable", false, emptyInterface) }],
  ["true", { kind: "const", operand: ready({ mode: "constant", type: basic("untyped bool"), value: { kind: "bool", value: true } }) }],
  ["false", { kind: "const", operand: ready({ mode: "constant", type: basic("untyped bool"), value: { kind: "bool", value: false } }) }],
  ["nil", { kind: "nil" }],
  ...builtinNames.map((name) => [name, { kind: "builtin", name }] as const),
]);

/** The members of package `unsafe` (Go spec, "Package unsafe"). */
export const unsafeMembers: ReadonlyMap<string, Entity> = new Map<string, Entity>([
  ["Pointer", { kind: "bound-type", type: basic("unsafe.Pointer") }],
  ...["Sizeof", "Alignof", "Offsetof", "Add", "Slice", "SliceData", "String", "StringData"].map((name) => [name, { kind: "builtin", name: `unsafe.${name}` }] as const),
]);

/** `iota` inside a constant declaration. */
export function iotaEntity(iota: number): Entity {
  return { kind: "const", operand: ready({ mode: "constant", type: basic("untyped int"), value: int(iota) }) };
}

function predeclared(name: string, isAlias: boolean, type: Type): Type {
  const object: TypeObject = { id: 0, name, pkg: null, isLocal: false, isAlias, typeParams: [], decl: null, scope: { kind: "universe" }, instances: new Map() };
  return isAlias ? { kind: "alias", object, args: [], actual: ready(type) } : { kind: "named", object, args: [], underlying: ready(type), isNotInHeap: ready("no") };
}
