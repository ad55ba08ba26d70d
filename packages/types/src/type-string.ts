import type { InterfaceMethod, Param, Signature } from "@cachelint/syntax";
import { unquoteGo } from "@cachelint/syntax";
import { resolveType } from "./resolve.js";
import type { Scope } from "./scope.js";
import type { Type, TypeObject, Unknown } from "./type.js";
import type { World } from "./world.js";

/** How a named type is qualified: by its package's name for people, by its identity for keys. */
type Naming = (object: TypeObject) => string;

/** A type as go/types writes it, package names as qualifiers: `map[string]*http.Request`. */
export function typeString(world: World, type: Type): string {
  return write(world, type, byPackageName);
}

/** A key that two types share exactly when they are identical (Go spec, "Type identity"). */
export function typeKey(world: World, type: Type): string {
  return write(world, type, byIdentity);
}

function byPackageName(object: TypeObject): string {
  return object.pkg ? `${object.pkg.name}.${object.name}` : object.name;
}

function byIdentity(object: TypeObject): string {
  return `${object.name}#${object.id}`;
}

function write(world: World, type: Type, naming: Naming): string {
  switch (type.kind) {
    case "basic":
      return naming === byIdentity ? type.name : type.spelling;
    case "pointer":
      return `*${write(world, type.elem(), naming)}`;
    case "slice":
      return `[]${write(world, type.elem(), naming)}`;
    case "array":
      return `[${lengthText(type.length())}]${write(world, type.elem, naming)}`;
    case "map":
      return `map[${write(world, type.key(), naming)}]${write(world, type.value(), naming)}`;
    case "chan":
      return writeChannel(world, type, naming);
    case "func":
      return `func${writeSignature(world, type.signature, type.scope, naming)}`;
    case "interface": {
      const methods = type.syntax.methods.map((method: InterfaceMethod) => method.name.name + writeSignature(world, method.signature, type.scope, naming));
      const embeds = type.syntax.embeds.map((embed) => writeConstraint(world, type.scope, embed, naming));
      return `interface{${[...methods, ...embeds].join("; ")}}`;
    }
    case "struct":
      return `struct{${type.fields().map((field) => (field.isEmbedded ? "" : `${field.name} `) + write(world, field.type, naming) + writeTag(field.tag)).join("; ")}}`;
    case "alias":
      if (naming === byIdentity) return write(world, type.actual(), naming);
      return naming(type.object) + writeArguments(world, type.args, naming);
    case "named":
      return naming(type.object) + writeArguments(world, type.args, naming);
    case "type-param":
      return naming === byIdentity ? `${type.name}#${type.id}` : type.name;
    case "tuple":
      return `(${type.types.map((t) => write(world, t, naming)).join(", ")})`;
    case "unknown":
      return type.text;
  }
}

function writeArguments(world: World, args: readonly Type[], naming: Naming): string {
  return args.length === 0 ? "" : `[${args.map((arg) => write(world, arg, naming)).join(", ")}]`;
}

function lengthText(length: bigint | Unknown): string {
  return typeof length === "bigint" ? String(length) : "?";
}

function writeChannel(world: World, type: Type & { kind: "chan" }, naming: Naming): string {
  const elem = type.elem();
  const text = write(world, elem, naming);
  if (type.direction === "send") return `chan<- ${text}`;
  if (type.direction === "receive") return `<-chan ${text}`;
  // `chan (<-chan T)` needs its parentheses, or the arrow would belong to the first chan.
  return elem.kind === "chan" && elem.direction === "receive" ? `chan (${text})` : `chan ${text}`;
}

function writeSignature(world: World, signature: Signature, scope: Scope, naming: Naming): string {
  const params = `(${writeParams(world, signature.params, scope, naming)})`;
  const [only] = signature.results;
  if (!only) return params;
  const results = writeParams(world, signature.results, scope, naming);
  return signature.results.length === 1 && only.names.length === 0 ? `${params} ${results}` : `${params} (${results})`;
}

function writeParams(world: World, params: readonly Param[], scope: Scope, naming: Naming): string {
  return params
    .flatMap((param) => {
      const type = (param.variadic ? "..." : "") + write(world, resolveType(world, scope, param.type), naming);
      // Parameter names are no part of a type's identity.
      return param.names.length === 0 || naming === byIdentity ? new Array<string>(Math.max(1, param.names.length)).fill(type) : param.names.map((name) => `${name.name} ${type}`);
    })
    .join(", ");
}

function writeConstraint(world: World, scope: Scope, expr: Parameters<typeof resolveType>[2], naming: Naming): string {
  if (expr.kind === "unary") return `~${writeConstraint(world, scope, expr.operand, naming)}`;
  if (expr.kind === "binary") return `${writeConstraint(world, scope, expr.left, naming)} | ${writeConstraint(world, scope, expr.right, naming)}`;
  return write(world, resolveType(world, scope, expr), naming);
}

/** ` "json:\"id\""`, quoted as strconv.Quote does for what tags hold in practice. */
function writeTag(tag: string | null): string {
  const value = tag === null ? null : unquoteGo(tag);
  return value === null || value.text === "" ? "" : ` ${JSON.stringify(value.text)}`;
}
