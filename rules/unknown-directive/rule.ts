import { defineDirectiveRule, directiveWords, type Draft, nearestWord, type PlacedDirective, type TargetName, type Wording } from "@cachelint/lint";

const messages = {
  word: "There is no directive {word}.",
  noWord: "This directive has no word behind the colon.",
  rule: "There is no rule {word}.",
  noRule: "This allows no rule by name.",
  nearest: "Is it {nearest}?",
  list: "There are {list}.",
  usage: "Name one or several: `//cachelint:allow {rule} -- why`.",
} as const;

/** A directive that says nothing cachelint knows. */
export const unknownDirective = defineDirectiveRule({
  id: "unknown-directive",
  summary: "A cachelint directive has a word, or names a rule, that does not exist.",
  category: "directives",
  since: "0.1.0",
  defaultSeverity: "warning",
  confidence: "high",
  priorArt: ["nolintlint", "go vet directive"],
  needs: ["directives"],
  fix: "none",
  options: {},
  messages,
  find: ({ file, ruleIds }) => file.directives.flatMap((directive) => check(directive, { targets: file.targets, ruleIds })),
});

type Known = { readonly targets: readonly TargetName[]; readonly ruleIds: readonly string[] };

function check(directive: PlacedDirective, { targets, ruleIds }: Known): readonly Draft<typeof messages>[] {
  if (directive.kind === "nolint") return [];
  if (directive.kind === "allow") {
    if (directive.ruleIds.length === 0) return [{ message: "noRule", notes: [{ message: "usage", data: { rule: ruleIds[0] ?? "RULE" } }], targets, span: directive }];
    return directive.ruleIds.filter(({ id }) => !ruleIds.includes(id)).map((named) => ({ message: "rule", data: { word: named.id }, notes: [hint(named.id, ruleIds)], targets, span: named }));
  }
  const { word, wordSpan } = directive;
  if (word === "") return [{ message: "noWord", notes: [hint(word, directiveWords)], targets, span: directive }];
  const isKnown = directiveWords.some((known) => known === word);
  return isKnown ? [] : [{ message: "word", data: { word }, notes: [hint(word, directiveWords)], targets, span: wordSpan }];
}

function hint(word: string, known: readonly string[]): Wording<typeof messages> {
  const nearest = nearestWord(word, known);
  return nearest === null ? { message: "list", data: { list: known.join(", ") } } : { message: "nearest", data: { nearest } };
}
