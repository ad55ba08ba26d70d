import { parseReplace, type Replacement } from "./go-mod.js";
import { type ModProblem, parseModSyntax } from "./mod-syntax.js";

export type Use = { readonly directory: string; readonly line: number };

/** A go.work file (golang.org/ref/mod#go-work-file). */
export type GoWork = {
  /** Empty where there is no go line, which means 1.18. */
  readonly go: string;
  readonly toolchain: string;
  readonly uses: readonly Use[];
  readonly replaces: readonly Replacement[];
  readonly problems: readonly ModProblem[];
};

export function parseGoWork(text: string): GoWork {
  const { lines, problems: syntaxProblems } = parseModSyntax(text);
  const single = { go: "", toolchain: "" };
  const uses: Use[] = [];
  const replaces: Replacement[] = [];
  const problems: ModProblem[] = [...syntaxProblems];
  for (const line of lines) {
    const [first = ""] = line.words;
    const report = (message: string): number => problems.push({ line: line.line, message });
    switch (line.verb) {
      case "go":
      case "toolchain":
        if (single[line.verb] !== "") report(`repeated ${line.verb} statement`);
        else if (line.words.length !== 1) report(`usage: ${line.verb} ${line.verb === "go" ? "1.24" : "go1.24.3"}`);
        else single[line.verb] = first;
        break;
      case "use":
        if (line.words.length === 1) uses.push({ directory: first, line: line.line });
        else report("usage: use ./folder");
        break;
      case "replace": {
        const replacement = parseReplace(line);
        if (typeof replacement === "string") report(replacement);
        else replaces.push(replacement);
        break;
      }
      case "godebug":
        break;
      default:
        report(`unknown directive: ${line.verb}`);
    }
  }
  return { ...single, uses, replaces, problems };
}
