import { type Call, type Expr, type FuncDecl, type FuncLit, offsetsOfName } from "@cachelint/syntax";
import { type FileUnit, type Scope, underlying } from "@cachelint/types";
import { walkGoroutine, walkKept, walkLiteral } from "./closures.js";
import { indexUse } from "./index-class.js";
import type { Arm, Callee, Handled, Ref } from "./model.js";
import { localOf, pointeeOf, unparenthesised } from "./places.js";
import { isTelling } from "./telling.js";
import { type Local, quietly, typeOf, type Walk } from "./walk.js";

/** Notes that a function calls, starts or keeps a function that it was handed. */
export function noteHandled(walk: Walk, name: string, how: Handled["how"], call: Call | null): void {
  const local = localOf(walk, name);
  if (local === undefined || walk.isQuiet || !isHandedFunction(walk, name, local)) return;
  const { fn, isInGoroutine, isMulti } = declarer(walk, local);
  if (fn?.decl == null) return;
  const args = (call?.args ?? []).map((arg) => pointedBy(walk, arg));
  const { arm, nConditions } = walk;
  // The loop around a statement that starts a goroutine is none of the goroutine's own.
  const isStart = how === "starts" && !isInGoroutine;
  const ownClass = isStart ? "loop" : "goroutine";
  const dealt = new Set((call?.args ?? []).flatMap((arg, i) => (indexUse(walk, arg).class === ownClass ? [i] : [])));
  const handled: Handled = { param: local.param, how: isInGoroutine ? "starts" : how, args, arm, nLoops: isStart ? 0 : walk.nLoops, nConditions, isMulti: isMulti || (isStart && 0 < walk.nLoops), dealt };
  walk.session.handled.set(fn.decl, [...(walk.session.handled.get(fn.decl) ?? []), handled]);
}

/** Notes that a function hands on to another one what it was handed. */
export function noteHandedOn(walk: Walk, arg: Expr, { callee, param }: Taker): void {
  const inner = unparenthesised(arg);
  if (callee === null || inner.kind !== "ident" || walk.isQuiet) return;
  for (const { param: own, how } of walk.session.handledBy(callee)) if (own === param && how !== "calls") noteHandled(walk, inner.name, how, null);
}

export type Taker = { readonly callee: Callee | null; readonly param: number };

/** Walks a literal as who takes it runs it; false where that is not known. */
export function handOver(walk: Walk, lit: FuncLit, { scope, callee, param }: Taker & { readonly scope: Scope }): boolean {
  const all = callee === null || walk.isQuiet ? [] : walk.session.handledBy(callee).filter((one) => one.param === param);
  const starter = all.find(({ how, isMulti }) => how === "starts" && isMulti) ?? all.find(({ how }) => how === "starts");
  if (starter !== undefined) walkGoroutine(walk, lit, scope, { call: null, starter });
  else if (all.some(({ how }) => how === "keeps")) walkKept(walk, lit);
  else return visit(walk, lit, scope, all);
  return true;
}

/** A visitor's literal, once for each place that it is handed. */
function visit(walk: Walk, lit: FuncLit, scope: Scope, all: readonly Handled[]): boolean {
  const telling = all.filter(({ args }) => args.some((ref) => ref?.views.some(isTelling)));
  for (const { args, nLoops, nConditions } of telling) {
    const { arm } = walk;
    // What stands under a condition there is an arm of its own here.
    const own: Arm | null = nConditions === 0 ? arm : { parent: arm, choice: null, isTerminating: false, endSeq: 0 };
    walk.arm = own;
    walk.nLoops += nLoops;
    walk.nConditions += nConditions;
    walkLiteral(walk, lit, scope, args);
    if (own !== null && own !== arm) own.endSeq = walk.seq;
    walk.arm = arm;
    walk.nLoops -= nLoops;
    walk.nConditions -= nConditions;
  }
  return 0 < telling.length;
}

function isHandedFunction(walk: Walk, name: string, { param, literal, method, atomic }: Local): boolean {
  if (param < 0 || literal !== null || method !== null || atomic !== null) return false;
  const type = typeOf(walk, { kind: "ident", name, start: 0, end: 0 });
  return type !== null && underlying(type).kind === "func";
}

/** The function whose parameter it is; a literal in it that runs as a goroutine calls it there. */
function declarer({ fn }: Walk, local: Local): { readonly fn: Walk["fn"] | null; readonly isInGoroutine: boolean; readonly isMulti: boolean } {
  let [own, isInGoroutine, isMulti]: [Walk["fn"] | null, boolean, boolean] = [fn, false, false];
  while (own !== null && own !== local.fn) {
    isInGoroutine ||= own.launch !== null;
    isMulti ||= own.launch?.isInLoop === true;
    own = own.parent;
  }
  return { fn: own, isInGoroutine, isMulti };
}

function pointedBy(walk: Walk, arg: Expr): Ref | null {
  const type = typeOf(walk, arg);
  const isPointer = type === null ? arg.kind === "unary" && arg.op === "&" : underlying(type).kind === "pointer";
  const ref = isPointer ? quietly(walk, () => pointeeOf(walk, arg)) : null;
  return ref && { ...ref, relative: null, isFresh: false, isLocal: false, isOwnSlice: false, index: ref.index && { ...ref.index, param: -1 } };
}

const maxLength = 1500;

const handling = new WeakMap<FuncDecl, boolean>();

/** A body that may start or keep a function that it is handed, or call it with an address. */
export function mayHandle(unit: FileUnit, decl: FuncDecl): boolean {
  const known = handling.get(decl) ?? looksHandling(unit, decl);
  handling.set(decl, known);
  return known;
}

function looksHandling({ source }: FileUnit, { bodySpan, signature }: FuncDecl): boolean {
  if (bodySpan === null || maxLength < bodySpan.end - bodySpan.start) return false;
  const names = signature.params.flatMap(({ names: own, type }) => (type.kind === "func" || type.kind === "ident" || type.kind === "selector" ? own.map(({ name }) => name) : []));
  if (names.length === 0) return false;
  const text = source.file.text.slice(bodySpan.start, bodySpan.end);
  const isStarting = /\bgo\s+func\b|\.Go\(func\b/.test(text);
  return names.some((name) => offsetsOfName(text, name).some((at) => isHandled(text, at, at + name.length, isStarting)));
}

/** `go name(`, `<-name`, `name(&`, or the name by itself as an argument; where goroutines are started, any call. */
function isHandled(text: string, start: number, end: number, isStarting: boolean): boolean {
  const isCalled = text[end] === "(";
  if (isCalled && (isStarting || addressed.test(text.slice(end + 1, end + 1 + maxBlanks)))) return true;
  const before = text.slice(Math.max(0, start - maxBlanks), start).trimEnd();
  if (before.endsWith("<-") || (isCalled && /\bgo$/.test(before))) return true;
  return /[(,]$/.test(before) && /^\s*[,)]/.test(text.slice(end, end + maxBlanks));
}

const addressed = /^\s*&/;
/** gofmt leaves no longer gaps in an argument list. */
const maxBlanks = 64;
