import type { Expr } from "@cachelint/syntax";
import { evaluate, type FileUnit, findMember, lookup, operandType, type Scope, type Type, typeString, unalias } from "@cachelint/types";
import type { Holder } from "./holders.js";
import { pointeeOf, unparenthesised } from "./structs.js";
import type { Universe } from "./universe.js";

/** What all contexts hold, and what all panics were given: places without a declaration. */
type Tokens = { readonly contexts: object; readonly panics: object };

const tokensOf = new WeakMap<Universe, Tokens>();

function tokens(universe: Universe): Tokens {
  const known = tokensOf.get(universe) ?? { contexts: {}, panics: {} };
  tokensOf.set(universe, known);
  return known;
}

/** What `recover` gives back: whatever any `panic` was given. `unit`: a file that asks. */
export function panicHolder(universe: Universe, unit: FileUnit): Holder {
  return { owner: tokens(universe).panics, name: "panic", saidAs: "panic", unit, reach: "word", type: null };
}

/** The values that contexts hold under a key, which is known by its type and, where it is a constant or a variable of a package, by that. */
export function contextHolder(universe: Universe, scope: Scope, key: Expr, unit: FileUnit): Holder {
  return { owner: tokens(universe).contexts, name: keyName(universe, scope, unparenthesised(key)), saidAs: "WithValue", unit, reach: "word", type: null };
}

function keyName({ world }: Universe, scope: Scope, key: Expr): string {
  const operand = evaluate(world, scope, key);
  const type = operandType(operand);
  const actual = unalias(pointeeOf(unalias(type)));
  const name = actual.kind === "named" ? `${actual.object.pkg?.importPath ?? ""}.${actual.object.name}` : actual.kind === "interface" || actual.kind === "type-param" || actual.kind === "unknown" ? "" : typeString(world, type);
  return `${name}\n${name === "" ? "" : keyValue({ world }, scope, key, operand)}`;
}

/** Empty where the key is a variable of a function, which may have any value of its type. */
function keyValue({ world }: Pick<Universe, "world">, scope: Scope, key: Expr, operand: ReturnType<typeof evaluate>): string {
  if (operand.mode === "constant") return operand.value.kind === "string" ? `"${operand.value.value.text}"` : operand.value.kind === "int" ? String(operand.value.value) : "";
  if (key.kind === "selector" && key.operand.kind === "ident" && lookup(world, scope, key.operand.name)?.kind === "package") return key.name.name;
  let outer = scope;
  while (outer.kind === "local") outer = outer.parent;
  return key.kind === "ident" && lookup(world, scope, key.name) === lookup(world, outer, key.name) ? key.name : "";
}

/** Whether two places may be one: for keys of contexts, as far as both are known. */
export function isSameName(one: string, other: string): boolean {
  if (one === other) return true;
  const [type, value] = one.split("\n");
  const [otherType, otherValue] = other.split("\n");
  if (value === undefined || otherValue === undefined) return false;
  return type === "" || otherType === "" || (type === otherType && (value === "" || otherValue === ""));
}

/** Whether a type is a context.Context, or has the methods of one. */
export function isContext({ world }: Universe, type: Type): boolean {
  return ["Value", "Deadline", "Done"].every((name) => {
    const member = findMember(world, type, name);
    return member !== null && member.kind !== "field";
  });
}
