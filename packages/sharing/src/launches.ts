import type { Fn, Linked, MakingFacts } from "@cachelint/access";
import type { Expr } from "@cachelint/syntax";
import { embeddedName } from "@cachelint/types";

/** A plain function that starts goroutines with the object it makes, or hands its methods to others, runs once for each server or pool. */
export function launches(program: MakingFacts, { fn, callers }: Linked, root: string): boolean {
  if (fn.receiver !== null || callers.some(({ call }) => 0 < call.nLoops) || isOfRequest(fn)) return false;
  return startsWith(fn, root) || handsMethods(fn, root) || isSharedWithLiteral(program, fn, root);
}

/** Handed a request, it runs for each of them. Connections live long, and what is made for one may be as hot as what is made once. */
export function isOfRequest({ decl, literal }: Fn): boolean {
  return ((decl ?? literal)?.signature.params ?? []).some(({ type }) => /(?:Request|ResponseWriter)$/i.test(nameOf(type)));
}

function nameOf(type: Expr): string {
  return type.kind === "star" ? nameOf(type.operand) : type.kind === "selector" ? type.name.name : type.kind === "ident" ? type.name : "";
}

function startsWith({ calls }: Fn, root: string): boolean {
  return calls.some(({ isGo, args }) => isGo && args.some((arg) => arg?.views.some((view) => view.root === root)));
}

function handsMethods({ values, unit }: Fn, root: string): boolean {
  return [...values].some(({ receiver }) => receiver !== null && root === `T:${unit.pkg.importPath}.${embeddedName(receiver.type)}`);
}

/** A literal that runs as a goroutine, or that others keep, touches it or hands it on. */
function isSharedWithLiteral({ byRoot, links }: MakingFacts, outer: Fn, root: string): boolean {
  return (byRoot.get(root) ?? []).some(({ fn }) => fn.parent === outer) || (literalsIn(links).get(outer) ?? []).some(({ calls }) => calls.some(({ args }) => args.some((arg) => arg?.views.some((view) => view.root === root))));
}

const literals = new WeakMap<MakingFacts["links"], ReadonlyMap<Fn, readonly Fn[]>>();

/** By the function that they stand in. */
function literalsIn(links: MakingFacts["links"]): ReadonlyMap<Fn, readonly Fn[]> {
  const known = literals.get(links);
  if (known !== undefined) return known;
  const found = new Map<Fn, Fn[]>();
  for (const fn of links.keys()) if (fn.parent !== null) found.set(fn.parent, [...(found.get(fn.parent) ?? []), fn]);
  literals.set(links, found);
  return found;
}
