import { lineAndColumn, type SyntaxProblem } from "@cachelint/syntax";
import type { Finding } from "@cachelint/lint";
import { TextSourceCodeBase, type TraversalStep, VisitNodeStep } from "@eslint/plugin-kit";
import type { FileTree } from "./file-node.js";
import { inlineComments, type InlineComments } from "./inline-comments.js";
import type { GoNode } from "./nodes.js";

/** What `languageOptions` may say; ESLint adds keys of its own. */
export type GoLanguageOptions = {
  /** A folder of the repository whose files are linted, where that is not the working directory: `--cache` looks there for changes. */
  readonly root?: string;
  readonly [other: string]: unknown;
};

/** A Go file as rules see it. */
export class GoSourceCode extends TextSourceCodeBase<{ LangOptions: GoLanguageOptions; RootNode: GoNode; SyntaxElementWithLoc: GoNode; ConfigNode: GoNode }> {
  /** What fits no grammar outside of function bodies; layouts that it concerns are unknown, and rules are silent about them. */
  readonly parseErrors: readonly SyntaxProblem[];
  readonly visitorKeys: Readonly<Record<string, string[]>>;
  readonly #find: (ruleIds: ReadonlySet<string>) => readonly Finding[];
  readonly #asking = new Set<string>();
  #findings: readonly Finding[] | undefined;
  #comments: InlineComments | undefined;
  #steps: readonly TraversalStep[] | undefined;

  constructor({ text, tree, find }: { readonly text: string; readonly tree: FileTree; readonly find: (ruleIds: ReadonlySet<string>) => readonly Finding[] }) {
    super({ text, ast: tree.ast });
    this.parseErrors = tree.parseErrors;
    this.visitorKeys = keysIn(tree.ast);
    this.#find = find;
  }

  override getParent(node: GoNode): GoNode | undefined {
    return node.parent ?? undefined;
  }

  override traverse(): Iterable<TraversalStep> {
    return (this.#steps ??= [...stepsOf(this.ast)]);
  }

  /** A rule says that it runs on this file; all do before any finding is asked for. */
  ask(ruleId: string): void {
    this.#asking.add(ruleId);
  }

  /** What a rule finds here, in offsets of the text on the disk. */
  findingsOf(ruleId: string): readonly Finding[] {
    this.#findings ??= this.#find(this.#asking);
    return this.#findings.filter((finding) => finding.ruleId === ruleId);
  }

  getInlineConfigNodes(): GoNode[] {
    return [...this.#inline().nodes];
  }

  getDisableDirectives(): { directives: InlineComments["directives"][number][]; problems: InlineComments["directiveProblems"][number][] } {
    const { directives, directiveProblems } = this.#inline();
    return { directives: [...directives], problems: [...directiveProblems] };
  }

  applyInlineConfig(): { configs: InlineComments["configs"][number][]; problems: InlineComments["configProblems"][number][] } {
    const { configs, configProblems } = this.#inline();
    return { configs: [...configs], problems: [...configProblems] };
  }

  #inline(): InlineComments {
    return (this.#comments ??= inlineComments(this.text, lineAndColumn(this.text)));
  }
}

function* stepsOf(node: GoNode): Generator<TraversalStep> {
  const args = [node, node.parent ?? null];
  yield new VisitNodeStep({ target: node, phase: 1, args });
  for (const child of node.children) yield* stepsOf(child);
  yield new VisitNodeStep({ target: node, phase: 2, args });
}

/** esquery finds children by these. */
function keysIn(node: GoNode, keys: Record<string, string[]> = {}): Record<string, string[]> {
  keys[node.type] = ["children"];
  for (const child of node.children) keysIn(child, keys);
  return keys;
}
