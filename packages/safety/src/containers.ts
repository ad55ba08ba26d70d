import type { Call, Expr } from "@cachelint/syntax";
import { evaluate, type Field, findMember, lookup, operandType, type Scope, type Type, unalias } from "@cachelint/types";
import { pointeeOf, unparenthesised } from "./structs.js";
import type { Universe } from "./universe.js";

/** What methods of a type of the standard library do with values that they take and give as `any`. Numbers are those of parameters. */
type Container = {
  readonly puts: Readonly<Record<string, number>>;
  readonly putsKey?: readonly string[];
  /** Methods that give back what is in it, or a part of it. */
  readonly gets: RegExp;
  /** A method that calls a function with what is in it: what the function's parameters are. */
  readonly each?: readonly [method: string, parameters: readonly ContainerPart[]];
  /** A field through which values come and go as well. */
  readonly field?: string;
};

export type ContainerPart = "values" | "keys";

const listValues = { PushBack: 0, PushFront: 0, InsertBefore: 0, InsertAfter: 0, PushBackList: 0, PushFrontList: 0 };

const containers: ReadonlyMap<string, Container> = new Map<string, Container>([
  ["sync.Map", { puts: { Store: 1, LoadOrStore: 1, Swap: 1, CompareAndSwap: 2 }, putsKey: ["Store", "LoadOrStore", "Swap"], gets: /^(?:Load|LoadOrStore|LoadAndDelete|Swap)$/, each: ["Range", ["keys", "values"]] }],
  ["sync.Pool", { puts: { Put: 0 }, gets: /^Get$/, field: "New" }],
  ["sync/atomic.Value", { puts: { Store: 0, Swap: 0, CompareAndSwap: 1 }, gets: /^(?:Load|Swap)$/ }],
  ["container/list.List", { puts: listValues, gets: /^(?:Front|Back|Init|Remove|Push\w+|Insert\w+)$/ }],
  ["container/list.Element", { puts: {}, gets: /^(?:Next|Prev)$/, field: "Value" }],
  ["container/ring.Ring", { puts: { Link: 0 }, gets: /^(?:Next|Prev|Move|Link|Unlink)$/, each: ["Do", ["values"]], field: "Value" }],
]);

/** Names by which values are put into a container, as they stand behind its own. */
export const putting = `\\.(?:${[...new Set([...containers.values()].flatMap(({ puts, field = [] }) => [...Object.keys(puts).map((name) => `${name}\\(`), ...[field].flat().map((name) => `${name}\\s*=`)]))].join("|")})`;

function containerOf(type: Type): Container | undefined {
  const actual = unalias(pointeeOf(unalias(type)));
  return actual.kind === "named" ? containers.get(`${actual.object.pkg?.importPath ?? ""}.${actual.object.name}`) : undefined;
}

/** Whether values of a type hold others of any type without a field that says so. */
export function isContainer(type: Type): boolean {
  return containerOf(type) !== undefined;
}

/** A call of a container's method. */
export type ContainerCall = {
  readonly container: Container;
  readonly method: string;
  /** What stands before the method's name. */
  readonly operand: Expr;
  /** The embedded field by which that comes by the method; null where it is the container. */
  readonly embedded: { readonly field: Field; readonly owner: Type } | null;
};

/** The container that a call's method belongs to, also by way of an embedded field; null for any other call. */
export function containerCall({ world }: Universe, scope: Scope, { callee: written }: Call): ContainerCall | null {
  const callee = unparenthesised(written);
  if (callee.kind !== "selector" || !methods.has(callee.name.name)) return null;
  if (callee.operand.kind === "ident" && lookup(world, scope, callee.operand.name)?.kind === "package") return null;
  const type = operandType(evaluate(world, scope, callee.operand));
  const own = containerOf(type);
  const [method, { operand }] = [callee.name.name, callee];
  if (own !== undefined) return { container: own, method, operand, embedded: null };
  const path = findMember(world, type, method)?.path ?? [];
  const field = path.at(-1);
  const container = field && containerOf(field.type);
  return field === undefined || container === undefined ? null : { container, method, operand, embedded: { field, owner: unalias(pointeeOf(path.at(-2)?.type ?? type)) } };
}

const methods: ReadonlySet<string> = new Set([...containers.values()].flatMap(({ puts, each: [each] = ["", []] }) => [...Object.keys(puts), each, "CompareAndDelete", "Load", "LoadAndDelete", "Get", "Front", "Back", "Init", "Remove", "Next", "Prev", "Move", "Unlink"]));

/** What an argument becomes: a value in the container, or a key; null where it is not kept. */
export function partPut({ container: { puts, putsKey = [] }, method }: ContainerCall, position: number): ContainerPart | null {
  if (puts[method] === position) return "values";
  return position === 0 && putsKey.includes(method) ? "keys" : null;
}

/** What a container's method calls a function with, by the function's parameters; empty where it calls none. */
export function partsGiven({ container: { each }, method }: ContainerCall): readonly ContainerPart[] {
  return each?.[0] === method ? each[1] : [];
}

/** Whether a container's method gives back what is in it. */
export function givesBack({ container: { gets }, method }: ContainerCall): boolean {
  return gets.test(method);
}

/** `e.Value` of a list's element, `r.Value` of a ring, `p.New` of a pool: what is in the container. */
export function isContent(operand: Type, field: string): boolean {
  return containerOf(operand)?.field === field;
}
