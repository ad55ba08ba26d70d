import { defineSharingRule, listOf, movedFieldFix, placeName } from "@cachelint/lint";

/** A 64-bit word that atomic functions are called on is not 8-aligned where that panics. */
export const misalignedAtomic = defineSharingRule({
  id: "misaligned-atomic",
  summary: "A 64-bit word that sync/atomic is used on is not 8-aligned on a 32-bit target, where that panics.",
  category: "atomics",
  since: "0.1.0",
  defaultSeverity: "error",
  confidence: "high",
  priorArt: ["atomicalign"],
  needs: ["accesses"],
  fix: "safe",
  options: {},
  messages: {
    offset: "{type}.{field} lies at offset {offset}, which is no multiple of 8: atomic operations on it panic on 32-bit targets.",
    variable: "{field} lies at no multiple of 8 in {type}: atomic operations on it panic on 32-bit targets.",
    elements: "{type}.{field} (offset {offset}) is at no multiple of 8 in some elements of {container}, which are {size} bytes long: atomic operations on it panic on 32-bit targets.",
    others: "So do {fields}.",
    first: "Put {fields} first in {type}: {cost}.",
    typed: "Or make it {typed}, which is always aligned: {cost}.",
    typedOnly: "Make it {typed}, which is always aligned: {cost}.",
    atomicType: "A field of type atomic.Int64 or atomic.Uint64 is always aligned.",
  },
  find(facts) {
    const { conflict, targets, evidence } = facts;
    if (conflict.kind !== "misaligned") return [];
    const { fields, first, container, sizeBytes, cures: { moved, typed } } = conflict;
    const type = placeName(conflict.place);
    const cost = (bytes: number): string => (bytes === sizeBytes ? `${type} keeps its ${sizeBytes} bytes` : `${type} grows from ${sizeBytes} to ${bytes} bytes`);
    const data = { type, field: first.name, offset: first.offsetBytes };
    return [{
      ...(container === null ? { message: "offset" as const, data } : { message: "elements" as const, data: { ...data, container, size: sizeBytes } }),
      notes: [
        ...(1 < fields.length ? [{ message: "others" as const, data: { fields: listOf(fields.slice(1)) } }] : []),
        ...(moved === null ? [] : [{ message: "first" as const, data: { fields: listOf(moved.fields), type, cost: cost(moved.sizeBytes) } }]),
        typed === null ? { message: "atomicType" as const } : { message: moved === null ? "typedOnly" as const : "typed" as const, data: { typed: typed.type, cost: cost(typed.sizeBytes) } },
      ],
      targets, fields, evidence, confidence: conflict.confidence, ...movedFieldFix(facts),
    }];
  },
});
