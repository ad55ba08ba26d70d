import type { InterfaceMethod, Param, Signature } from "@cachelint/syntax";
import { unquoteGo } from "@cachelint/syntax";
import { isExported } from "./package.js";
import { resolveType } from "./resolve.js";
import type { Scope } from "./scope.js";
import type { Type, TypeObject, Unknown } from "./type.js";
import type { World } from "./world.js";

/** A type as go/types writes it, package names as qualifiers: `map[string]*http.Request`. */
export function typeString(world: World, type: Type): string {
  return write(writing(world, "text"), type);
}

/** A key that two types share exactly when they are identical (Go spec, "Type identity"). */
export function typeKey(world: World, type: Type): string {
  return write(writing(world, "identity"), type);
}

/**
 * The key of type arguments as they are spelled, so that what an instance is called does not depend on who was first to
 * spell it otherwise; null if one is larger than any type of a program.
 */
export function argumentsKey(world: World, args: readonly Type[]): string | null {
  const w = { ...writing(world, "spelling"), nLeft: 2000 };
  const key = args.map((arg) => write(w, arg)).join(",");
  return w.isCut ? null : key;
}

/** Whether a type mentions no type parameter and nothing unknown, so that it stands for one type only. */
export function isConcrete(world: World, type: Type): boolean {
  const w = writing(world, "identity");
  write(w, type);
  return w.isConcrete && !w.isCut;
}

/** In text for people, types are qualified by their packages' names; keys tell apart types of one name. Only identity sees through aliases. */
type Writing = { readonly world: World; readonly form: "text" | "spelling" | "identity"; nLeft: number; depth: number; isCut: boolean; isConcrete: boolean };

function writing(world: World, form: Writing["form"]): Writing {
  return { world, form, nLeft: 50_000, depth: 0, isCut: false, isConcrete: true };
}

function nameOf(w: Writing, object: TypeObject): string {
  if (w.form !== "text") return `${object.name}#${object.id}`;
  return object.pkg ? `${object.pkg.name}.${object.name}` : object.name;
}

/** Erroneous types that contain themselves by aliases have no end. */
const maxDepth = 100;

function write(w: Writing, type: Type): string {
  if (w.nLeft <= 0 || maxDepth <= w.depth) {
    w.isCut = true;
    return "…";
  }
  w.nLeft--;
  w.depth++;
  const text = writeWhole(w, type);
  w.depth--;
  return text;
}

function writeWhole(w: Writing, type: Type): string {
  switch (type.kind) {
    case "basic":
      return w.form === "identity" ? type.name : type.spelling;
    case "pointer":
      return `*${write(w, type.elem())}`;
    case "slice":
      return `[]${write(w, type.elem())}`;
    case "array":
      return `[${lengthText(type.length())}]${write(w, type.elem)}`;
    case "map":
      return `map[${write(w, type.key())}]${write(w, type.value())}`;
    case "chan":
      return writeChannel(w, type);
    case "func":
      return `func${writeSignature(w, type.signature, type.scope)}`;
    case "interface": {
      const methods = type.syntax.methods.toSorted(byMethodName).map((method) => method.name.name + writeSignature(w, method.signature, type.scope));
      const embeds = type.syntax.embeds.map((embed) => writeConstraint(w, type.scope, embed));
      return `interface{${[...methods, ...embeds].join("; ")}}`;
    }
    case "struct":
      return `struct{${type.fields().map((field) => (field.isEmbedded ? "" : `${field.name} `) + write(w, field.type) + writeTag(field.tag)).join("; ")}}`;
    case "alias":
      if (w.form === "identity") return write(w, type.actual());
      return nameOf(w, type.object) + writeArguments(w, type.args);
    case "named":
      return nameOf(w, type.object) + writeArguments(w, type.args);
    case "type-param":
      w.isConcrete = false;
      return w.form === "text" ? type.name : `${type.name}#${type.id}`;
    case "tuple":
      return `(${type.types.map((t) => write(w, t)).join(", ")})`;
    case "unknown":
      w.isConcrete = false;
      return type.text;
  }
}

/** Exported methods first: the order in which go/types keeps and writes an interface's own methods. */
function byMethodName({ name: a }: InterfaceMethod, { name: b }: InterfaceMethod): number {
  if (isExported(a.name) !== isExported(b.name)) return isExported(a.name) ? -1 : 1;
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

function writeArguments(w: Writing, args: readonly Type[]): string {
  return args.length === 0 ? "" : `[${args.map((arg) => write(w, arg)).join(", ")}]`;
}

function lengthText(length: bigint | Unknown): string {
  return typeof length === "bigint" ? String(length) : "?";
}

function writeChannel(w: Writing, type: Type & { kind: "chan" }): string {
  const elem = type.elem();
  const text = write(w, elem);
  if (type.direction === "send") return `chan<- ${text}`;
  if (type.direction === "receive") return `<-chan ${text}`;
  // `chan (<-chan T)` needs its parentheses, or the arrow would belong to the first chan.
  return elem.kind === "chan" && elem.direction === "receive" ? `chan (${text})` : `chan ${text}`;
}

function writeSignature(w: Writing, signature: Signature, scope: Scope): string {
  const params = `(${writeParams(w, signature.params, scope)})`;
  const [only] = signature.results;
  if (!only) return params;
  const results = writeParams(w, signature.results, scope);
  const isPlain = signature.results.length === 1 && (only.names.length === 0 || (w.form === "identity" && only.names.length === 1));
  return isPlain ? `${params} ${results}` : `${params} (${results})`;
}

function writeParams(w: Writing, params: readonly Param[], scope: Scope): string {
  return params
    .flatMap((param) => {
      const type = (param.variadic ? "..." : "") + write(w, resolveType(w.world, scope, param.type));
      // Parameter names are no part of a type's identity.
      return param.names.length === 0 || w.form === "identity" ? new Array<string>(Math.max(1, param.names.length)).fill(type) : param.names.map((name) => `${name.name} ${type}`);
    })
    .join(", ");
}

function writeConstraint(w: Writing, scope: Scope, expr: Parameters<typeof resolveType>[2]): string {
  if (expr.kind === "unary") return `~${writeConstraint(w, scope, expr.operand)}`;
  if (expr.kind === "binary") return `${writeConstraint(w, scope, expr.left)} | ${writeConstraint(w, scope, expr.right)}`;
  return write(w, resolveType(w.world, scope, expr));
}

/** ` "json:\"id\""`, quoted as strconv.Quote does for what tags hold in practice. */
function writeTag(tag: string | null): string {
  const value = tag === null ? null : unquoteGo(tag);
  return value === null || value.text === "" ? "" : ` ${JSON.stringify(value.text)}`;
}
