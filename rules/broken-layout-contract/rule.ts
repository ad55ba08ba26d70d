import { sharedFraction, startResidues } from "@cachelint/layout";
import { boundFor, boundText, type Contract, defineRule, type Draft, keeps, type KnownMeasure, readContract, type StructDirective, type StructFacts, type TargetLayout, withoutReason } from "@cachelint/lint";

const messages = {
  size: "{type} has {found} bytes; its contract says {bound}.",
  lines: "{type} spans {found} cache lines of {line} bytes; its contract says {bound}.",
  offset: "{field} of {type} lies at offset {found}; its contract says {bound}.",
  apart: "{fields} of {type} belong together by contract, and lie on one cache line of {line} bytes at {percent}% of the places where an object can begin.",
  far: "{fields} of {type} belong together by contract, and never lie on one cache line of {line} bytes.",
  unread: "This contract cannot be read: {problem}.",
  onField: "`{word}` speaks of a type, and stands on a field.",
  onType: "`{word}` speaks of a field, and stands on a type.",
  now: "Offsets now: {offsets}.",
  usage: "Write it as `//cachelint:{word} {example}`; `linux/arm64:` before a value makes it that target's.",
  move: "Put it where it belongs.",
} as const;

type Message = Draft<typeof messages>;

/** A struct no longer keeps what a directive demands of its layout. */
export const brokenLayoutContract = defineRule({
  id: "broken-layout-contract",
  summary: "A struct does not keep what a directive says of its size, its cache lines, an offset, or fields that belong together.",
  category: "drift",
  since: "0.1.0",
  defaultSeverity: "error",
  confidence: "high",
  priorArt: ["static_assert(sizeof(T) == …)", "const _ = unsafe.Sizeof"],
  needs: ["layout"],
  fix: "none",
  options: {},
  messages,
  find: (facts) => [...facts.directives.flatMap((directive) => checkDirective(facts, directive)), ...togetherGroups(facts)],
});

function checkDirective(facts: StructFacts, { word, argument, fields }: StructDirective): readonly Message[] {
  if (word !== "size" && word !== "lines" && word !== "offset") return [];
  const targets = facts.layouts.map(({ target }) => target);
  const place = fields === null ? {} : spanOf(facts, fields[0] ?? "");
  if (word === "offset" && fields === null) return [{ message: "onType", data: { word }, notes: [{ message: "move" }], targets }];
  if (word !== "offset" && fields !== null) return [{ message: "onField", data: { word }, notes: [{ message: "move" }], targets, fields, ...place }];
  const read = readContract(argument);
  if ("problem" in read) return [{ message: "unread", data: { problem: read.problem }, notes: [{ message: "usage", data: { word, example: word === "size" ? "<=64" : word === "lines" ? "1" : "16" } }], targets, fields: fields ?? [], ...place }];
  return word === "offset" ? (fields ?? []).flatMap((field) => offsetsBroken(facts, field, read.contract)) : numberBroken(facts, word, read.contract);
}

function numberBroken(facts: StructFacts, word: "size" | "lines", contract: Contract): readonly Message[] {
  return perTarget(facts, (layout, measure): Message | null => {
    const bound = boundFor(contract, layout.target);
    const { sizeBytes } = measure.layout;
    const { lineBytes } = layout;
    const found = word === "size" ? sizeBytes : Math.max(1, Math.ceil(sizeBytes / lineBytes));
    if (bound === null || keeps(found, bound)) return null;
    const data = { type: facts.name, found, bound: boundText(bound), line: lineBytes };
    return { message: word, data, notes: [{ message: "now", data: { offsets: offsetsOf(measure) } }], targets: [layout.target] };
  });
}

function offsetsBroken(facts: StructFacts, field: string, contract: Contract): readonly Message[] {
  return perTarget(facts, (layout, { fields, layout: { offsetsBytes } }): Message | null => {
    const bound = boundFor(contract, layout.target);
    const found = offsetsBytes[fields.findIndex(({ name }) => name === field)];
    if (bound === null || found === undefined || keeps(found, bound)) return null;
    return { message: "offset", data: { field, type: facts.name, found, bound: boundText(bound) }, targets: [layout.target], fields: [field], ...spanOf(facts, field) };
  });
}

/** Fields of one name behind `together` that mostly lie on several lines. */
function togetherGroups(facts: StructFacts): readonly Message[] {
  const groups = new Map<string, string[]>();
  for (const { word, argument, fields } of facts.directives) {
    if (word !== "together" || fields === null) continue;
    const name = withoutReason(argument);
    groups.set(name, [...(groups.get(name) ?? []), ...fields]);
  }
  return [...groups.values()].filter((names) => 1 < names.length).flatMap((names) => perTarget(facts, (layout, measure): Message | null => {
    const { lineBytes } = layout;
    const fraction = fractionOnOneLine(names, measure, layout);
    if (0.5 <= fraction) return null;
    const data = { fields: names.join(" and "), type: facts.name, line: lineBytes };
    const wording = fraction === 0 ? { message: "far" as const, data } : { message: "apart" as const, data: { ...data, percent: Math.round(100 * fraction) } };
    return { ...wording, notes: [{ message: "now", data: { offsets: offsetsOf(measure, names) } }], targets: [layout.target], fields: names, ...spanOf(facts, names[0] ?? "") };
  }));
}

/** Of the places where the allocator lets an object begin, the part at which the first byte of the group and its last one share a line. */
function fractionOnOneLine(names: readonly string[], { fields, extents, layout: { offsetsBytes, sizeBytes, pointerBytes } }: KnownMeasure, { lineBytes, arch, goMinor }: TargetLayout): number {
  const own = fields.flatMap(({ name }, i) => (names.includes(name) && 0 < (extents[i]?.sizeBytes ?? 0) ? [{ start: offsetsBytes[i] ?? 0, end: (offsetsBytes[i] ?? 0) + (extents[i]?.sizeBytes ?? 0) }] : []));
  if (own.length < 2) return 1;
  const first = Math.min(...own.map(({ start }) => start));
  const last = Math.max(...own.map(({ end }) => end)) - 1;
  if (lineBytes <= last - first) return 0;
  return sharedFraction({ offsetBytes: first, sizeBytes: 1 }, { offsetBytes: last, sizeBytes: 1 }, startResidues({ kind: "heap", sizeBytes, hasPointers: 0 < pointerBytes }, lineBytes, { arch, goMinor }), lineBytes);
}

/** One finding for all targets that it is the same for; a struct that cannot be measured breaks nothing. */
function perTarget({ layouts }: StructFacts, find: (layout: TargetLayout, measure: KnownMeasure) => Message | null): readonly Message[] {
  const found = new Map<string, Message>();
  for (const layout of layouts) {
    const draft = layout.measure.kind === "known" ? find(layout, layout.measure) : null;
    if (draft === null) continue;
    const key = JSON.stringify([draft.message, draft.data, draft.notes]);
    const known = found.get(key);
    found.set(key, known === undefined ? draft : { ...known, targets: [...known.targets, ...draft.targets] });
  }
  return [...found.values()];
}

function offsetsOf({ fields, layout: { offsetsBytes } }: KnownMeasure, names?: readonly string[]): string {
  const shown = fields.flatMap(({ name }, i) => (names === undefined || names.includes(name) ? [`${name} ${offsetsBytes[i] ?? 0}`] : []));
  return shown.length <= 12 ? shown.join(", ") : `${shown.slice(0, 12).join(", ")}, …`;
}

function spanOf({ syntax }: StructFacts, field: string): { readonly span?: { readonly start: number; readonly end: number } } {
  const name = (syntax?.fields ?? []).flatMap(({ names }) => names).find((one) => one.name === field);
  return name === undefined ? {} : { span: { start: name.start, end: name.end } };
}
