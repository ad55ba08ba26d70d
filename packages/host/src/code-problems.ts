import type { ProjectProblem } from "@cachelint/project";
import type { FieldUnknown, Package, SourceFile, StructMeasure } from "@cachelint/types";
import { lineAndColumn } from "@cachelint/syntax";
import * as messages from "./messages.js";

/** More missing modules, each on a line of its own, help nobody. */
const mostMissing = 10;

/**
 * What is wrong with the Go code that a run reports on: imports that lead nowhere and files that are not all Go. It is
 * gathered while layouts are made, because declarations are read only then.
 */
export class CodeProblems {
  /** Details by what they say besides the package, so that many packages of one module are told once. */
  readonly #missing = new Map<string, string>();
  readonly #sources = new Set<SourceFile>();

  /** Notes what of a struct cannot be known. */
  noteMeasure(measure: StructMeasure | null): void {
    if (measure?.kind === "unknown") for (const unknown of measure.unknowns) this.noteUnknown(unknown);
    else if (measure?.doubt) this.noteUnknown(measure.doubt);
  }

  noteUnknown({ reason, detail }: Pick<FieldUnknown, "reason" | "detail">): void {
    if (reason !== "unresolved-import" && reason !== "std-table") return;
    const key = detail.replace(/^[^\s:]+: /, "");
    if (!this.#missing.has(key)) this.#missing.set(key, messages.missingCode(reason, detail));
  }

  /** Notes the files of a package that are reported on. */
  noteFiles({ units }: Package, selects: (path: string) => boolean): void {
    for (const { source } of units) if (selects(source.file.path)) this.#sources.add(source);
  }

  all(): readonly ProjectProblem[] {
    const missing = [...this.#missing.values()];
    const shown = missing.slice(0, mostMissing);
    if (mostMissing < missing.length) shown.push(messages.moreMissing(missing.length - mostMissing));
    return [...[...this.#sources].flatMap(syntaxProblem), ...shown.map((message): ProjectProblem => ({ severity: "warning", path: null, line: null, message }))];
  }
}

/** The first line with which something is wrong, and which others there are. What the scan of a line says is clearer than what the parser makes of it. */
function syntaxProblem({ file, outline, problems }: SourceFile): readonly ProjectProblem[] {
  const place = lineAndColumn(file.text);
  const byLine = new Map<number, string>();
  for (const { start, message } of [...outline.problems, ...problems]) {
    const { line } = place(start);
    if (!byLine.has(line)) byLine.set(line, message);
  }
  // An empty file, or one of comments alone.
  if (byLine.size === 0 && outline.packageName === "") byLine.set(1, messages.noPackageClause);
  const [first, ...others] = [...byLine].sort(([a], [b]) => a - b);
  if (first === undefined) return [];
  const [line, message] = first;
  return [{ severity: "warning", path: file.path, line, message: messages.brokenCode(message, others.map(([other]) => other)) }];
}
