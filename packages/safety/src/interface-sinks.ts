import type { Call } from "@cachelint/syntax";
import { parameterTypes, unalias, underlying } from "@cachelint/types";
import type { Site } from "./census.js";
import { type SinkKind } from "./encoders.js";
import { holdsAnything } from "./handed.js";
import { typeOf } from "./memory.js";
import { unparenthesised } from "./structs.js";

const encoding = /^Encode$/;
const printing = /^(?:Print|Fatal|Panic)(?:f|ln)?$|^(?:Debug|Info|Warn|Error|Log)(?:Context)?$/;

/**
 * What an interface's method does with what it is handed, where encoders and loggers of libraries have one of that name that takes
 * anything: `interface{ Printf(string, ...any) }` is mostly a *log.Logger. Null for any other call.
 */
export function sinkOfInterface(site: Site, { callee: written }: Call): SinkKind | null {
  const { census: { universe: { world } }, place: { unit } } = site;
  const callee = unparenthesised(written);
  if (callee.kind !== "selector" || !(encoding.test(callee.name.name) || printing.test(callee.name.name))) return null;
  const receiver = typeOf(site, callee.operand);
  const actual = unalias(receiver);
  if (underlying(receiver).kind !== "interface" || (actual.kind === "named" && actual.object.pkg?.importPath === "testing")) return null;
  const method = underlying(typeOf(site, callee));
  if (method.kind !== "func") return null;
  const { params } = method.signature;
  const last = parameterTypes(world, params, method.scope).at(-1);
  if (last === undefined || !holdsAnything(last)) return null;
  if (encoding.test(callee.name.name)) return params.length === 1 ? "serialised" : null;
  // Messages of tests count for nothing.
  return params.at(-1)?.variadic === true && !unit.source.file.name.endsWith("_test.go") ? "printed" : null;
}
