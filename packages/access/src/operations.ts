/** What an operation on an atomic word or a lock does to it. */
export type Operation = "atomic-load" | "atomic-store" | "atomic-rmw";

/** The operation that a name of an atomic function or method stands for: `fetchAdd`, `LoadAcquire`, `CompareAndSwapAcqRel`, `Inc`; null if none. */
export function atomicOperation(name: string): Operation | null {
  const bare = stripped(name);
  if (bare.startsWith("load")) return "atomic-load";
  if (bare.startsWith("store")) return "atomic-store";
  return /^(?:x?add|xchg|exchange|cas|compare|swap|and|or|inc|dec|sub)|^toggle$/.test(bare) ? "atomic-rmw" : null;
}

/** Names that only atomic words have, whatever the package of the type; `Add` and `Inc` are not among them. */
export function isAtomicVerb(name: string): boolean {
  return /^(?:load|store|compareand|swap|fetch|cas$)/.test(name.toLowerCase());
}

/** A type that is an atomic word by its name, where it has methods: `lib.Int64`, `lib.AtomicBool`, `atomic.Counter`; with its package, as it is written. */
export function isAtomicName(type: string): boolean {
  return /^atomicx?\./.test(type) || /(?:^|\.)(?:Int32|Int64|Uint32|Uint64|Uintptr|Bool|Float32|Float64|Duration|Atomic(?:[A-Z]\w*)?)$/.test(type);
}

export function isAddition(name: string): boolean {
  return /^(?:x?add|inc|dec|sub)/.test(name.toLowerCase().replace(/^atomic/, "").replace(/^fetch/, ""));
}

export function isSubtraction(name: string): boolean {
  return /^(?:dec|sub)/.test(stripped(name));
}

export function isCompare(name: string): boolean {
  return /^(?:compare|cas)/.test(stripped(name));
}

export function isBitOperation(name: string): boolean {
  return /^(?:and|or)/.test(stripped(name));
}

function stripped(name: string): string {
  return name.toLowerCase().replace(/^atomic/, "").replace(/^try/, "").replace(/^(?:fetch|getand|unsafe)/, "");
}

export type LockOperation = { readonly isShared: boolean; readonly effect: "acquire" | "release" | "try" };

const lockOperations: ReadonlyMap<string, LockOperation> = new Map([
  ["Lock", { isShared: false, effect: "acquire" }],
  ["Unlock", { isShared: false, effect: "release" }],
  ["RLock", { isShared: true, effect: "acquire" }],
  ["RUnlock", { isShared: true, effect: "release" }],
  ["TryLock", { isShared: false, effect: "try" }],
  ["TryRLock", { isShared: true, effect: "try" }],
]);

/** What a method of a lock does; undefined if the name is none of a lock's. */
export function lockOperation(name: string): LockOperation | undefined {
  return lockOperations.get(name);
}

/** What a function of the runtime does to the lock that it is handed: one that is a mutex by its type's name, or a semaphore. */
export function runtimeLock(name: string, typeName: string): (LockOperation & { readonly isSemaphore: boolean }) | null {
  const match = /mutex/i.test(typeName) ? /^(un)?lock(?:2|WithRank)?$/.exec(name) : null;
  if (match !== null) return { isShared: false, effect: match[1] === undefined ? "acquire" : "release", isSemaphore: false };
  const semaphore = /^(?:\w*_)?(can)?sem(acquire|release)\w*$/i.exec(name);
  if (semaphore === null) return null;
  return { isShared: name.endsWith("RWMutexR"), effect: semaphore[1] !== undefined ? "try" : semaphore[2]?.toLowerCase() === "acquire" ? "acquire" : "release", isSemaphore: true };
}

/** Packages whose types and functions are atomic. */
export function isAtomicPackage(importPath: string): boolean {
  return /(?:^|\/)atomicx?$/.test(importPath);
}

/** Names of methods that start work elsewhere: a literal handed to them runs as a goroutine of its own. */
export function startsGoroutine(name: string): boolean {
  return /^(?:Go|AfterFunc|Submit|SubmitTask|TryGo|Spawn|StartTask)(?![a-z])/.test(name);
}
