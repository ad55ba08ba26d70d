import { defineDirectiveRule, directiveWords, type Draft, type NamedRule, nearestWord, type PlacedDirective, type TargetName, type Wording } from "@cachelint/lint";

const messages = {
  word: "There is no directive {word}.",
  noWord: "This directive has no word behind the colon.",
  rule: "There is no rule {word}.",
  noRule: "This allows no rule by name.",
  nearest: "Is it {nearest}?",
  list: "There are {list}.",
  dashes: "There is no blank behind these dashes, so that no reason begins here.",
  write: "Write `-- {rest}`.",
  nowhere: "`{word}` speaks of {what}, and stands on none.",
  move: "Put it at the end of the line of what it speaks of, or directly above it.",
  usage: "Name one or several: `//cachelint:allow {rule} -- why`.",
} as const;

/** A directive that says nothing cachelint knows. */
export const unknownDirective = defineDirectiveRule({
  id: "unknown-directive",
  summary: "A cachelint directive has a word, or names a rule, that does not exist, or stands where it says nothing.",
  category: "directives",
  since: "0.1.0",
  defaultSeverity: "warning",
  confidence: "high",
  priorArt: ["nolintlint", "go vet directive"],
  needs: ["directives"],
  fix: "none",
  options: {},
  messages,
  find: ({ file, ruleIds }) => [...file.directives.flatMap((directive) => check(directive, { targets: file.targets, ruleIds })), ...file.misplaced.map((directive) => misplaced(directive, file.targets))],
});

type Known = { readonly targets: readonly TargetName[]; readonly ruleIds: readonly string[] };

function check(directive: PlacedDirective, { targets, ruleIds }: Known): readonly Draft<typeof messages>[] {
  if (directive.kind === "nolint") return [];
  if (directive.kind === "allow") {
    const at = directive.ruleIds.findIndex(({ id }) => id.startsWith("--"));
    const dashes = directive.ruleIds[at];
    if (dashes !== undefined) return [...unknownRules(directive.ruleIds.slice(0, at), { targets, ruleIds }), { message: "dashes", notes: [{ message: "write", data: { rest: dashes.id.replace(/^-+/, "") } }], targets, span: dashes }];
    if (directive.ruleIds.length === 0) return [{ message: "noRule", notes: [{ message: "usage", data: { rule: ruleIds[0] ?? "RULE" } }], targets, span: directive }];
    return unknownRules(directive.ruleIds, { targets, ruleIds });
  }
  const { word, wordSpan } = directive;
  if (word === "") return [{ message: "noWord", notes: [hint(word, directiveWords)], targets, span: directive }];
  const isKnown = directiveWords.some((known) => known === word);
  return isKnown ? [] : [{ message: "word", data: { word }, notes: [hint(word, directiveWords)], targets, span: wordSpan }];
}

function misplaced(directive: PlacedDirective, targets: readonly TargetName[]): Draft<typeof messages> {
  const word = directive.kind === "word" ? directive.word : "";
  return { message: "nowhere", data: { word, what: word === "offset" ? "a field" : "a type" }, notes: [{ message: "move" }], targets, span: directive };
}

function unknownRules(named: readonly NamedRule[], { targets, ruleIds }: Known): readonly Draft<typeof messages>[] {
  return named.filter(({ id }) => !ruleIds.includes(id)).map((one) => ({ message: "rule", data: { word: one.id }, notes: [hint(one.id, ruleIds)], targets, span: one }));
}

function hint(word: string, known: readonly string[]): Wording<typeof messages> {
  const nearest = nearestWord(word, known);
  return nearest === null ? { message: "list", data: { list: known.join(", ") } } : { message: "nearest", data: { nearest } };
}
