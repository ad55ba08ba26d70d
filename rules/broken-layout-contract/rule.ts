import { sharedFraction, startResidues } from "@cachelint/layout";
import { boundFor, boundText, type Contract, defineRule, type Draft, keeps, type KnownMeasure, readContract, referenceOf, type StructDirective, type StructFacts, type TargetLayout, wholeText, withoutReason, type Wording } from "@cachelint/lint";

const messages = {
  size: "{type} has {found} bytes; its contract says {bound}.",
  lines: "{type} spans {found} of {line} bytes; its contract says {bound}.",
  offset: "{field} of {type} lies at offset {found}; its contract says {bound}.",
  apart: "{fields} of {type} belong together by contract, and lie on one cache line of {line} bytes at {percent}% of the places where an object can begin.",
  far: "{fields} of {type} belong together by contract, and never lie on one cache line of {line} bytes.",
  unread: "This contract cannot be read: {problem}.",
  onField: "`{word}` speaks of a type, and stands on a field.",
  onType: "`{word}` speaks of a field, and stands on a type.",
  now: "Offsets now: {offsets}.",
  usage: "Write it as `//cachelint:{word} {example}`; `linux/arm64:` before a value makes it that target's.",
  move: "Put it where it belongs.",
  whole: "{type} is {what}.",
  pointless: "`{word}` says nothing of {type}: {kind} has {bytes} bytes, whatever it refers to.",
  element: "Put it on the type that it refers to, if that has a name, or take it away.",
  noNeighbours: "`isolate` speaks of a field or of a struct, and {type} is neither.",
  holders: "Put it on the fields that hold one.",
  unjudged: "`{word}` of {type} cannot be judged: {why}.",
  instance: "Declare an instance, as in `type {type}Of {type}[int]`, and put the contract on that.",
  outside: "Each instance of the function has its own; put the contract on a type that is declared outside of it.",
  ofC: "Only a C compiler knows the types of C. What `size`, `lines` and `offset` say, `cachelint assert --go` has the Go compiler hold.",
  compiler: "What the Go compiler knows, it can hold: `cachelint assert --go` writes the contract for it.",
  known: "Once that is known, it is judged; until then nothing holds it. `go build` says what is missing.",
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
  needs: ["layout", "other-types"],
  fix: "none",
  options: {},
  messages,
  find: (facts) => [...facts.directives.flatMap((directive) => checkDirective(facts, directive)), ...togetherGroups(facts)],
});

function checkDirective(facts: StructFacts, { word, argument, fields, isInherited }: StructDirective): readonly Message[] {
  if (isInherited || !contractWords.includes(word)) return [];
  const targets = facts.layouts.map(({ target }) => target);
  const place = fields === null ? {} : spanOf(facts, fields[0] ?? "");
  if (word === "isolate") return facts.isStruct ? [] : [{ message: "noNeighbours", data: { type: facts.name }, notes: [{ message: "holders" }], targets }];
  if (word === "offset" && fields === null) return [{ message: "onType", data: { word }, notes: [{ message: "move" }], targets }];
  if (word !== "offset" && fields !== null) return [{ message: "onField", data: { word }, notes: [{ message: "move" }], targets, fields, ...place }];
  const reference = referenceOf(facts);
  if (reference !== null) return [{ message: "pointless", data: { word, type: facts.name, ...reference }, notes: [{ message: "element" }], targets }];
  if (word === "frozen" || word === "track") return unjudged(facts, word, () => true);
  if (word !== "size" && word !== "lines" && word !== "offset") return [];
  const read = readContract(argument);
  if ("problem" in read) return [{ message: "unread", data: { problem: read.problem }, notes: [{ message: "usage", data: { word, example: word === "size" ? "<=64" : word === "lines" ? "1" : "16" } }], targets, fields: fields ?? [], ...place }];
  const broken = word === "offset" ? (fields ?? []).flatMap((field) => offsetsBroken(facts, field, read.contract)) : numberBroken(facts, word, read.contract);
  return [...broken, ...unjudged(facts, word, ({ target }) => boundFor(read.contract, target) !== null).map((one) => ({ ...one, fields: fields ?? [], ...place }))];
}

const contractWords: readonly string[] = ["size", "lines", "offset", "frozen", "track", "isolate"];

/** A contract of what has no size is told, and fails nothing: whoever builds it knows more than whoever lints it. */
function unjudged(facts: StructFacts, word: string, isBound: (layout: TargetLayout) => boolean): readonly Message[] {
  const unknown = facts.layouts.filter((layout) => layout.measure.kind === "unknown" && isBound(layout));
  const [first] = unknown;
  const [reason] = first?.measure.kind === "unknown" ? first.measure.unknowns : [];
  if (reason === undefined) return [];
  const what = reason.field === "" ? "its size" : `the size of its field ${reason.field}`;
  const why = reason.reason === "type-parameter" ? `${what} depends on the type parameter ${reason.detail}` : `${what} is unknown (${reason.reason}: ${briefDetail(reason.reason, reason.detail)})`;
  return [{ message: "unjudged", data: { word, type: facts.name, why }, notes: [mendOf(facts, word, reason.reason)], targets: unknown.map(({ target }) => target), isOnlyInfo: true }];
}

function numberBroken(facts: StructFacts, word: "size" | "lines", contract: Contract): readonly Message[] {
  return perTarget(facts, (layout, measure): Message | null => {
    const bound = boundFor(contract, layout.target);
    const { sizeBytes } = measure.layout;
    const { lineBytes } = layout;
    const found = word === "size" ? sizeBytes : Math.max(1, Math.ceil(sizeBytes / lineBytes));
    if (bound === null || keeps(found, bound)) return null;
    const data = { type: facts.name, found: word === "size" ? found : `${found} cache line${found === 1 ? "" : "s"}`, bound: boundText(bound), line: lineBytes };
    return { message: word, data, notes: [nowText(facts, layout, measure)], targets: [layout.target] };
  });
}

/** Of an import the path only: where it was looked for is a matter of the machine, and told on standard error. */
function briefDetail(reason: string, detail: string): string {
  return reason === "unresolved-import" ? (/^[^\s:]+/.exec(detail)?.[0] ?? detail) : detail.replace(/\.$/, "");
}

function mendOf({ kind, name }: StructFacts, word: string, reason: string): Wording<typeof messages> {
  if (reason === "type-parameter") return kind === "local" ? { message: "outside" } : { message: "instance", data: { type: name } };
  if (reason !== "cgo") return { message: "known" };
  return { message: word === "frozen" || word === "track" ? "ofC" : "compiler" };
}

function nowText({ name }: StructFacts, layout: TargetLayout, measure: KnownMeasure): Wording<typeof messages> {
  const what = wholeText(layout);
  return what === null ? { message: "now", data: { offsets: offsetsOf(measure) } } : { message: "whole", data: { type: name, what } };
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
