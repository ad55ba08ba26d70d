import type { Access, Linked, Program } from "@cachelint/access";

/** How often an access runs, roughly: halved by every condition around it, doubled in a loop. */
export function weightOf(program: Program, access: Access): number {
  const linked = linkedOf(program, access);
  const added = access.isToldHot ? 0 : (linked?.addedConditions ?? 0);
  const nConditions = Math.min(6, access.nConditions + added);
  if (isPaced(program, access) || isHeldUp(program, access)) return 2 ** -nConditions / systemCallCost;
  const isLooped = (0 < access.nLoops || linked?.isCalledInLoop === true) && added === 0;
  return 2 ** -nConditions * (isLooped ? 2 : 1);
}

/** A system call takes as long as many accesses, even those to a line that another core has. */
const systemCallCost = 8;

/** A system call goes with it each time. */
function isPaced(program: Program, access: Access): boolean {
  return access.isToldHot !== true && (access.isPaced === true || (access.nLoops === 0 && linkedOf(program, access)?.isPaced === true));
}

/** Under a semaphore: whoever comes to it sleeps, or wakes who does. What is plainly assigned there is no constant all the same. */
function isHeldUp({ semaphores }: Program, { kind, isUpdate, locks, isToldHot }: Access): boolean {
  if (semaphores.size === 0 || isToldHot === true || (kind === "write" && !isUpdate)) return false;
  for (const key of locks.keys()) if (semaphores.has(key)) return true;
  return false;
}

/** Runs after the object was published, and on no failing or closing path. */
export function isLive(program: Program, access: Access): boolean {
  return !access.ref.isFresh && !access.isCold && (access.isToldHot === true || isWarm(linkedOf(program, access)));
}

/** Runs often enough to matter. */
export function isHot(program: Program, access: Access): boolean {
  if (access.isFill || !isLive(program, access)) return false;
  const isAtomicWrite = access.kind === "atomic-rmw" || access.kind === "atomic-store";
  return (isAtomicWrite ? 0.25 : 0.5) <= weightOf(program, access);
}

export function isWrite({ kind }: Access): boolean {
  return kind !== "read" && kind !== "atomic-load";
}

export function isSynchronised({ kind }: Access): boolean {
  return kind !== "read" && kind !== "write";
}

export function isLocking({ kind }: Access): boolean {
  return kind === "lock" || kind === "unlock";
}

export function linkedOf(program: Program, { fn }: Pick<Access, "fn">): Linked | undefined {
  return program.links.get(fn);
}

function isWarm(linked: Linked | undefined): boolean {
  return linked === undefined || (!linked.isCold && !linked.isAllCold);
}
