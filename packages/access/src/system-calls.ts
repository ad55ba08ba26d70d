import type { Expr, FuncDecl } from "@cachelint/syntax";
import { type FileUnit, lookup } from "@cachelint/types";
import { accompanies } from "./arms.js";
import type { Arm } from "./model.js";
import { operandOf, stride, type Walk } from "./walk.js";

/** A system call in a function; `exitSeq` is where the function may have been left before it. */
type SystemCall = { readonly arm: Arm | null; readonly seq: number; readonly nLoops: number; readonly exitSeq: number };

/** What holds up a function: the system calls in it so far, and its last return on the way. */
export type Pace = { readonly systemCalls: SystemCall[]; exitSeq: number };

export function newPace(): Pace {
  return { systemCalls: [], exitSeq: 0 };
}

/** Packages of nothing but system calls. */
export function isSystemPackage(importPath: string): boolean {
  return importPath === "syscall" || /^(?:internal\/syscall|golang\.org\/x\/sys)\/(?!cpu|execenv)/.test(importPath);
}

/** The runtime's own names for system calls, for what makes a goroutine or a thread sleep, and for memory that is never given back. */
export function isSystemFunction(importPath: string, name: string): boolean {
  return importPath === "runtime" && /^(?:mmap|munmap|madvise|usleep|sysMap|sysFree|persistentalloc|notewakeup|(?:futex|epoll|sysAlloc|gopark|notet?sleep)\w*)$/.test(name);
}

/** A function of such a package, handed to who calls it: `retry(syscall.Read, fd)`. */
export function isSystemValue(walk: Walk, expr: Expr): boolean {
  if (expr.kind !== "selector" || expr.operand.kind !== "ident" || operandOf(walk, expr).mode !== "function") return false;
  const qualifier = lookup(walk.world, walk.scope, expr.operand.name);
  return qualifier?.kind === "package" && isSystemPackage(qualifier.pkg.importPath);
}

export function noteSystemCall(walk: Walk): void {
  const { pace, arm, nLoops, isQuiet, isCold } = walk;
  if (isQuiet || isCold) return;
  walk.seq += stride;
  pace.systemCalls.push({ arm, seq: walk.seq, nLoops, exitSeq: pace.exitSeq });
}

/** Who returns an error does not count: that seldom happens. */
export function noteLeaving({ fn, pace, seq, isCold, busyLiterals }: Walk): void {
  if (isCold || busyLiterals.size !== 0) return;
  pace.exitSeq = seq;
  // After what the last call does, which is numbered on from it.
  fn.exits.push(seq + stride - 1);
}

/** There is one on each way through, failures aside. */
export function alwaysCallsSystem({ pace }: Walk): boolean {
  return pace.systemCalls.some(({ arm, exitSeq }) => arm === null && exitSeq === 0);
}

const maxLength = 400;

/** A short body in which a function of such a package is called. */
export function mayCallSystem({ source }: FileUnit, { bodySpan }: FuncDecl): boolean {
  if (bodySpan === null || maxLength < bodySpan.end - bodySpan.start) return false;
  return /\b(?:syscall|unix|windows)\.[A-Z]\w*\(/.test(source.file.text.slice(bodySpan.start, bodySpan.end));
}

/** Marks what happens no more often than a system call of the same function does. */
export function markPaced({ fn, pace: { systemCalls } }: Walk): void {
  if (systemCalls.length === 0) return;
  const isPaced = (at: { readonly arm: Arm | null; readonly seq: number; readonly nLoops: number }): boolean => systemCalls.some((call) => at.nLoops <= call.nLoops && accompanies(call, at) && (call.seq < at.seq || call.exitSeq < at.seq));
  fn.accesses.forEach((access, i) => (fn.accesses[i] = { ...access, isPaced: isPaced(access) }));
  fn.calls.forEach((call, i) => (fn.calls[i] = { ...call, isPaced: isPaced(call) }));
}
