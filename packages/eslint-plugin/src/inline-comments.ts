import { commentsIn } from "@cachelint/syntax";
import type { RulesConfig } from "@eslint/core";
import { ConfigCommentParser, Directive, type DirectiveType } from "@eslint/plugin-kit";
import { type GoNode, nodeMaker } from "./nodes.js";
import type { LineAndColumn } from "@cachelint/syntax";

/** What the comments of a file tell ESLint. */
export type InlineComments = {
  readonly nodes: readonly GoNode[];
  readonly directives: readonly Directive[];
  /** Of `eslint rule: setting`. */
  readonly configs: readonly { readonly config: { readonly rules: RulesConfig }; readonly loc: GoNode["loc"] }[];
  readonly directiveProblems: readonly InlineProblem[];
  readonly configProblems: readonly InlineProblem[];
};

export type InlineProblem = { readonly ruleId: null; readonly message: string; readonly loc: GoNode["loc"] };

const parser = new ConfigCommentParser();
const directiveTypes: Readonly<Record<string, DirectiveType>> = { "eslint-disable": "disable", "eslint-enable": "enable", "eslint-disable-line": "disable-line", "eslint-disable-next-line": "disable-next-line" };

/** Reads `eslint-disable…` and `eslint …` comments. Line comments do as well as blocks, which are rare in Go. */
export function inlineComments(text: string, placeOf: (offset: number) => LineAndColumn): InlineComments {
  const found = { nodes: [] as GoNode[], directives: [] as Directive[], configs: [] as InlineComments["configs"][number][], directiveProblems: [] as InlineProblem[], configProblems: [] as InlineProblem[] };
  if (!text.includes("eslint")) return found;
  const make = nodeMaker(placeOf);
  for (const comment of commentsIn(text)) {
    const { label, value, justification } = parser.parseDirective(comment.value) ?? { label: "", value: "", justification: "" };
    const type = Object.hasOwn(directiveTypes, label) ? directiveTypes[label] : undefined;
    if (type === undefined && label !== "eslint") continue;
    const node = make("Comment", comment, [], { value: comment.value });
    const { loc } = node;
    found.nodes.push(node);
    if (type === "disable-line" && loc.start.line !== loc.end.line) found.directiveProblems.push({ ruleId: null, message: `${label} comment should not span multiple lines.`, loc });
    else if (type !== undefined) found.directives.push(new Directive({ type, node, value, justification }));
    if (label !== "eslint") continue;
    const read = parser.parseJSONLikeConfig(value);
    if (read.ok) found.configs.push({ config: { rules: read.config }, loc });
    else found.configProblems.push({ ruleId: null, message: read.error.message, loc });
  }
  return found;
}
