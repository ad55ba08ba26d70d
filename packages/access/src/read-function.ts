import type { Block, FuncDecl } from "@cachelint/syntax";
import { bodyScope, embeddedName, type Entity, type FileUnit, underlying } from "@cachelint/types";
import { newLocal } from "./closures.js";
import { effectsOf, mayLeaveLock, newLedger } from "./lock-effects.js";
import type { Fn } from "./model.js";
import { walkStatements } from "./statements.js";
import { alwaysCallsSystem, markPaced, mayCallSystem, newPace } from "./system-calls.js";
import type { Local, Session, Walk } from "./walk.js";

/** What the body of a function does; the goroutines it starts with literals come by `session.onFunction`. */
export function readFunction(session: Session, unit: FileUnit, decl: FuncDecl, body: Block): Fn {
  const { world } = session;
  const { name, baseName, receiver } = names(decl);
  const fn: Fn = { name, baseName, receiver, unit, decl, literal: null, body, parent: null, launch: null, accesses: [], calls: [], allocations: [], exits: [], values: new Set(), onces: new Set(), returned: null };
  const scope = bodyScope(world, unit.scope, decl);
  const walk: Walk = {
    session, world, unit, fn, locals: parameters(fn, decl, scope.names), scope, arm: null, nLoops: 0, isServing: false, nConditions: 0, isCold: false, locks: new Map(), ledger: newLedger(), pace: newPace(), guards: new Map(), seq: 0, discarded: null, isQuiet: false,
    freshFields: new Set(), bounds: new Map(), settled: new Map(), busyLiterals: new Set(), counter: { nLiterals: 0 },
  };
  walkStatements(walk, body.statements, scope.parent);
  markPaced(walk);
  if (mayCallSystem(unit, decl) && alwaysCallsSystem(walk)) session.systemCallers.add(decl);
  if (mayLeaveLock(unit, decl)) session.lockEffects.set(decl, effectsOf(walk));
  session.onFunction(fn);
  return fn;
}

function names(decl: FuncDecl): Pick<Fn, "name" | "baseName" | "receiver"> {
  const baseName = decl.name.name;
  if (decl.receiver === null) return { name: baseName, baseName, receiver: null };
  const receiver = embeddedName(decl.receiver.type);
  return { name: decl.receiver.type.kind === "star" ? `(*${receiver}).${baseName}` : `${receiver}.${baseName}`, baseName, receiver };
}

/** The receiver is parameter 0, the others follow. */
function parameters(fn: Fn, decl: FuncDecl, entities: ReadonlyMap<string, Entity>): Map<Entity, Local> {
  const locals = new Map<Entity, Local>();
  const add = (name: string, param: number): void => {
    const entity = entities.get(name);
    if (entity?.kind !== "var") return;
    const { kind } = underlying(entity.type());
    // What is passed by value is a copy.
    locals.set(entity, newLocal(fn, { param, isFresh: kind === "struct" || kind === "array" || kind === "basic" }));
  };
  for (const name of decl.receiver?.names ?? []) add(name.name, 0);
  let next = 1;
  for (const { names: own } of decl.signature.params) {
    for (const name of own) add(name.name, next++);
    if (own.length === 0) next++;
  }
  for (const { names: own } of decl.signature.results) for (const name of own) add(name.name, -1);
  return locals;
}

