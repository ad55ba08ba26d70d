import { type BuildLine, readHeader } from "@cachelint/syntax";
import { allOf, type Constraint, parseExpression, parsePlusBuild } from "./constraint.js";

/** What the head of a Go file says about its place in a build. */
export type FileHeader = {
  /** Empty where there is no package clause. */
  readonly packageName: string;
  /** Unquoted, in order, doubles included; `C` among them for cgo. */
  readonly imports: readonly string[];
  readonly constraint: HeaderConstraint;
};
export type HeaderConstraint = { readonly constraint: Constraint } | { readonly problem: string };

/** Reads package clause, imports and constraint lines; stops at the first other declaration. */
export function readFileHeader(text: string): FileHeader {
  const { packageName, imports, buildLines } = readHeader(text);
  return { packageName, imports: imports.map(({ path }) => path), constraint: buildLines.length === 0 ? ALWAYS : constraintOf(buildLines) };
}

const ALWAYS: HeaderConstraint = { constraint: { kind: "always" } };

/** A `//go:build` line rules, two of them are an error; without one all `// +build` lines must hold (go/build shouldBuild). */
function constraintOf(lines: readonly BuildLine[]): HeaderConstraint {
  const expressions = lines.filter(({ kind }) => kind === "go:build").map(({ expression }) => expression);
  const [expression] = expressions;
  if (1 < expressions.length) return { problem: "multiple //go:build comments" };
  if (expression === undefined) return { constraint: allOf(lines.map((line) => parsePlusBuild(line.expression))) };
  const parsed = parseExpression(expression);
  return "problem" in parsed ? { problem: `parsing //go:build line: ${parsed.problem}` } : parsed;
}
