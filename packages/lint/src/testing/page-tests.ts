import { lineAndColumn } from "@cachelint/syntax";
import type { Finding } from "../model.js";
import { selectEdits, withEdits } from "../fixes/select-edits.js";
import { type Bench, lintFiles, type TestFiles, type TestRun } from "./lint-files.js";
import { type Block, readPage } from "./page.js";
import { mergeConfig, type PageConfig, runOf } from "./page-config.js";

/** A test that a page holds: Go files, and the findings that their `// want` comments announce. */
export type PageTest = {
  /** The headings above it. */
  readonly name: string;
  readonly files: TestFiles;
  /** The files as they were when a baseline was made of them. */
  readonly recorded: TestFiles | null;
  readonly wants: readonly Want[];
  readonly run: TestRun;
  /** The exact findings, where the page shows them. */
  readonly output: Block | null;
  /** The file once all safe fixes are made, or with `unsafe` behind the word all fixes, where the page shows it. */
  readonly fixed: Block | null;
  /** Lines put in front of a file that has no package clause. */
  readonly nAddedLines: number;
};

/** `// want wasteful-field-order "24 bytes; 16"`: a finding of this line. In backquotes stands a regular expression. */
export type Want = { readonly file: string; readonly line: number; readonly ruleId: string; readonly text: string | RegExp };

export type PageBench = Bench & { readonly parseYaml: (text: string) => unknown };

/**
 * The tests of a page. Headings name them; the `go` blocks of a section with `file=` are one module, others one each;
 * a `yaml` block configures its section and those nested in it; `output` and `fixed` blocks belong to the test above them,
 * and a `recorded` block, Go as it was when it was recorded, to the test below it.
 */
export function pageTests(markdown: string, bench: PageBench): readonly PageTest[] {
  const above: { readonly depth: number; readonly title: string; readonly config: PageConfig }[] = [];
  return readPage(markdown).flatMap(({ title, depth, blocks }) => {
    while (depth <= (above.at(-1)?.depth ?? 0)) above.pop();
    const yaml = blocks.filter(({ language }) => language === "yaml").map(({ text }) => bench.parseYaml(text));
    const config = yaml.reduce<PageConfig>(mergeConfig, above.at(-1)?.config ?? {});
    above.push({ depth, title, config });
    const name = above.map((section) => section.title).join(" › ");
    const run = runOf(config, bench.rules);
    return testsOfSection(blocks).map(({ go, recorded, output, fixed }, i) => ({ ...readGo(go), recorded: recorded.length === 0 ? null : readGo(recorded).files, name: i === 0 ? name : `${name} (${i + 1})`, run, output, fixed }));
  });
}

/** What is wrong with a test: findings that nobody wants, wants that nothing meets, output that differs. Empty when all is well. */
export function checkPageTest(test: PageTest, bench: Bench): readonly string[] {
  const findings = lintFiles(bench, test.files, test.run, test.recorded);
  const open = [...test.wants];
  const problems: string[] = [];
  for (const finding of findings) {
    const at = open.findIndex((want) => meets(finding, want));
    if (0 <= at) open.splice(at, 1);
    else problems.push(`unexpected: ${placeOf(finding, test)}: ${finding.ruleId}: ${finding.message}`);
  }
  for (const { file, line, ruleId, text } of open) problems.push(`not found: ${file}:${line}: ${ruleId}: ${String(text)}`);
  const output = outputOf(test, findings);
  if (test.output !== null && test.output.text !== output) problems.push(`the output block should say:\n${output}`);
  const fixed = test.fixed === null ? "" : fixedOf(test, bench);
  if (test.fixed !== null && test.fixed.text !== fixed) problems.push(`the fixed block should say:\n${fixed}`);
  return problems;
}

/** The page with its output and fixed blocks as they should be. */
export function withCurrentOutput(markdown: string, bench: PageBench): string {
  const lines = markdown.split("\n");
  const blocks = pageTests(markdown, bench).flatMap((test) => [
    ...(test.output === null ? [] : [{ block: test.output, text: outputOf(test, lintFiles(bench, test.files, test.run, test.recorded)) }]),
    ...(test.fixed === null ? [] : [{ block: test.fixed, text: fixedOf(test, bench) }]),
  ]);
  for (const { block, text } of blocks.toSorted((a, b) => b.block.firstLine - a.block.firstLine)) lines.splice(block.firstLine, block.nLines, ...text.split("\n").slice(0, -1));
  return lines.join("\n");
}

const mostRounds = 10;

/** The first file with its fixes made, until none is left. */
function fixedOf({ files, run, fixed, nAddedLines }: PageTest, bench: Bench): string {
  const [path = ""] = Object.keys(files);
  let texts = files;
  for (let round = 0; round < mostRounds; round++) {
    const selected = selectEdits(lintFiles(bench, texts, run), { isUnsafe: fixed?.info === "unsafe" });
    if (selected.length === 0) break;
    texts = { ...texts, ...Object.fromEntries(selected.map((file) => [file.path.slice("/m/".length), withEdits(file)])) };
  }
  return (texts[path] ?? "").split("\n").slice(nAddedLines).join("\n");
}

type GoWithOutput = { readonly go: readonly Block[]; readonly recorded: readonly Block[]; readonly output: Block | null; readonly fixed: Block | null };

function testsOfSection(blocks: readonly Block[]): readonly GoWithOutput[] {
  const isModule = blocks.some(({ language, info }) => language === "go" && info !== "");
  const tests: { go: Block[]; recorded: readonly Block[]; output: Block | null; fixed: Block | null }[] = [];
  let recorded: Block[] = [];
  for (const block of blocks) {
    const last = tests.at(-1);
    if (block.language === "recorded") recorded.push(block);
    else if (block.language === "go" && (last === undefined || !isModule)) {
      tests.push({ go: [block], recorded, output: null, fixed: null });
      recorded = [];
    }
    else if (block.language === "go") last?.go.push(block);
    else if (block.language === "output" && last !== undefined) last.output = block;
    else if (block.language === "fixed" && last !== undefined) last.fixed = block;
  }
  return tests;
}

function readGo(blocks: readonly Block[]): Pick<PageTest, "files" | "wants" | "nAddedLines"> {
  const files: Record<string, string> = {};
  const wants: Want[] = [];
  const isBare = blocks.every(({ text, info }) => info === "" && !/^package\s/m.test(text));
  const nAddedLines = isBare ? 1 : 0;
  for (const { text, info } of blocks) {
    const file = /^file=(\S+)$/.exec(info)?.[1] ?? "example.go";
    const lines = text.split("\n").map((line, i) => {
      const mark = /[ \t]*\/\/ want (.*)$/.exec(line);
      if (mark === null) return line;
      wants.push(...readWants(mark[1] ?? "").map((want) => ({ ...want, file, line: i + 1 + nAddedLines })));
      return line.slice(0, mark.index);
    });
    files[file] = `${isBare ? "package example\n" : ""}${lines.join("\n")}`;
  }
  return { files, wants, nAddedLines };
}

function readWants(text: string): readonly Pick<Want, "ruleId" | "text">[] {
  const wants: Pick<Want, "ruleId" | "text">[] = [];
  const rest = text.replaceAll(/\s*([a-z][a-z-]*) (?:"([^"]*)"|`([^`]*)`)/g, (_, ruleId: string, plain: string | undefined, pattern: string | undefined) => {
    wants.push({ ruleId, text: plain ?? new RegExp(pattern ?? "") });
    return "";
  });
  if (rest.trim() !== "" || wants.length === 0) throw new Error(`a want comment is written // want rule-id "text", this one says ${text}`);
  return wants;
}

function meets(finding: Finding, { file, line, ruleId, text }: Want): boolean {
  if (finding.ruleId !== ruleId || finding.source.displayPath !== file || lineOf(finding) !== line) return false;
  const said = [finding.message, ...finding.notes].join("\n");
  return typeof text === "string" ? said.includes(text) : text.test(said);
}

function lineOf({ source, span }: Finding): number {
  return lineAndColumn(source.text)(span.start).line;
}

function placeOf({ source, span }: Pick<Finding, "source" | "span">, { nAddedLines }: Pick<PageTest, "nAddedLines">): string {
  const { line, column } = lineAndColumn(source.text)(span.start);
  return `${source.displayPath}:${line - nAddedLines}:${column}`;
}

function outputOf(test: PageTest, findings: readonly Finding[]): string {
  const lines = findings.flatMap((finding) => {
    const targets = finding.targets.length === test.run.targets.length ? "" : ` [${finding.targets.join(", ")}]`;
    const evidence = finding.evidence.map(({ field, access, functionName, source, span }) => `${field}: ${access} in ${functionName} (${placeOf({ source, span }, test)})`);
    return [`${placeOf(finding, test)}: ${finding.severity} ${finding.ruleId}: ${finding.message}${targets}`, ...[...evidence, ...finding.notes, ...fixLines(finding)].map((note) => `    ${note}`)];
  });
  return lines.map((line) => `${line}\n`).join("");
}

function fixLines({ fix, fixWithheld }: Finding): readonly string[] {
  const made = fix === null ? [] : [`${fix.safety === "safe" ? "fix" : "unsafe fix"}: ${fix.title}`];
  return [...made, ...(fixWithheld ?? []).map(({ reason, detail }) => `${fix === null ? "no fix" : "unsafe"}: ${reason}: ${detail}`)];
}
