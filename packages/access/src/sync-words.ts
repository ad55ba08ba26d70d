/** What stands in the text of a function that synchronises, stays on its processor, or starts a goroutine. */
const synchronising = /\batomic\.\w|\.(?:Load|Store|CompareAndSwap|Swap|Cas|CAS|Xadd|Xchg|Fetch)(?:[A-Z]\w*|\d+)?\b|\.(?:Add|And|Or)(?:Int32|Int64|Uint32|Uint64|Uintptr)\b|\.(?:RLocker|R?Lock|TryR?Lock)\b|\block\(|[pP]rocPin\(|\bgo\s+(?:func\b|[\w.[\]()*&]+\()|\.Go\(/;

/** So does this, where there may be atomics; elsewhere it is a call of what synchronises, or arithmetic. */
export const updatingMethods = ["Add", "And", "Or", "Inc", "Dec", "Sub"] as const;
const updating = new RegExp(`\\.(?:${updatingMethods.join("|")})\\b`);

/** Whether a text looks as if it synchronised or started a goroutine; `mayUpdate`: with atomics by whatever name. */
export function mentionsSync(text: string, { mayUpdate }: { readonly mayUpdate: boolean }): boolean {
  return synchronising.test(text) || (mayUpdate && updating.test(text));
}
