import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "@jest/globals";
import DraftFour from "ajv-draft-04";
import addFormats from "ajv-formats";
import { cachelint, folderWith, removeFolders } from "../packages/cli/test/run.js";

afterAll(removeFolders);

// One set of findings in every format: with evidence, with notes, with letters outside of ASCII and of the first plane,
// with characters that each format has to escape, and in a file whose name has some of them.
const files = {
  "go.mod": "module example.com/m\n\ngo 1.24\n",
  "ring/ring buffer,1:%&<é>.go": `package ring

import "sync/atomic"

type Ring struct {
	/* 😀é */ head atomic.Uint64
	tail           atomic.Uint64
}

func (r *Ring) Put()  { for { r.head.Add(1) } }
func (r *Ring) Take() { for { r.tail.Add(1) } }

//cachelint:size <=8 -- "&<>%,: [x](1)
type Größe𝔾 struct {
	ok bool
	n  map[string]struct{ a, b int }
	at bool
}

var all []Größe𝔾
`,
  "b.go": "package m\n\n//cachelint:alow x\ntype T struct {\n\ta bool\n\tb int64\n\tc bool\n}\n\nvar ts []T\n",
};

type Row = readonly [file: string, line: number, rule: string, severity: string];
const cwd = folderWith(files);
const run = async (format: string, ...flags: readonly string[]): Promise<string> => (await cachelint(["check", "--format", format, ...flags], { cwd })).stdout;
const found = JSON.parse(await run("json")) as { findings: readonly { file: string; line: number; column: number; endColumn: number; ruleId: string; severity: string; message: string; notes: readonly string[]; fingerprint: string; evidence: readonly unknown[]; confidence: string }[] };
const expected: readonly Row[] = found.findings.map(({ file, line, ruleId, severity }) => [file, line, ruleId, severity]);
const sorted = (rows: readonly Row[]): readonly Row[] => [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

test("the set has what formats stumble over", () => {
  expect(new Set(found.findings.map(({ ruleId }) => ruleId))).toEqual(new Set(["unknown-directive", "wasteful-field-order", "false-sharing", "broken-layout-contract"]));
  expect(found.findings.some(({ evidence }) => 0 < evidence.length)).toBe(true);
});

type Sarif = { readonly runs: readonly { readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly help: { readonly text: string; readonly markdown: string } }[] } }; readonly results: readonly SarifResult[] }[] };
type SarifResult = { readonly ruleId: string; readonly ruleIndex: number; readonly level: string; readonly message: { readonly text: string }; readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: { readonly startLine: number; readonly startColumn: number; readonly endLine: number; readonly endColumn: number } } }[]; readonly relatedLocations?: readonly { readonly id: number }[]; readonly partialFingerprints: Readonly<Record<string, string>> };

test("SARIF is valid by the official schema, and says the same", async () => {
  const sarif = JSON.parse(await run("sarif")) as Sarif;
  const ajv = new DraftFour.default({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv as never);
  const validate = ajv.compile(JSON.parse(readFileSync(new URL("../test-fixtures/schemas/sarif-2.1.0-rtm.5.json", import.meta.url), "utf8")) as object);
  expect([validate(sarif), validate.errors]).toEqual([true, null]);
  expect(validate({ ...sarif, version: "2.0.0" })).toBe(false);
  const [{ results, tool } = { results: [], tool: { driver: { rules: [] } } }] = sarif.runs;
  // Pages link to one another by relative paths, which lead nowhere from a report.
  for (const { help } of tool.driver.rules) expect(`${help.text}\n${help.markdown}`.replace(/^```[^]*?^```$/gm, "")).not.toMatch(/\]\((?!https?:)/);
  const rows = results.map(({ ruleId, level, locations: [place] }): Row => [decodeURIComponent(place?.physicalLocation.artifactLocation.uri ?? ""), place?.physicalLocation.region.startLine ?? 0, ruleId, level === "note" ? "info" : level]);
  expect(sorted(rows)).toEqual(sorted(expected));
  for (const { ruleId, ruleIndex, locations: [place], message, relatedLocations = [], partialFingerprints } of results) {
    expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(place?.physicalLocation.region.endLine).toBe(place?.physicalLocation.region.startLine);
    expect(relatedLocations.every(({ id }) => message.text.includes(`](${id})`))).toBe(true);
    expect(Object.keys(partialFingerprints)).toEqual(["cachelint/v1", "primaryLocationLineHash"]);
  }
  expect(tool.driver.rules.every(({ help }) => help.text !== "" && help.markdown.startsWith("# ") && !help.markdown.includes("// want "))).toBe(true);
});

test("GitHub's commands, the worst first, and the step's summary", async () => {
  const summary = `${cwd}/summary.md`;
  const { stdout } = await cachelint(["check", "--format", "github"], { cwd, env: { GITHUB_STEP_SUMMARY: summary } });
  const lines = stdout.trimEnd().split("\n");
  const decode = (text: string): string => text.replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%0A", "\n").replaceAll("%0D", "\r").replaceAll("%25", "%");
  const rows = lines.slice(0, -1).map((line): Row => {
    const [, command = "", file = "", at = "", title = ""] = /^::(\w+) file=([^,:]*),line=(\d+),endLine=\3,col=\d+,endColumn=\d+,title=([^,:]*)::./.exec(line) ?? [];
    return [decode(file), Number(at), decode(title), command === "notice" ? "info" : command];
  });
  expect(sorted(rows)).toEqual(sorted(expected));
  expect(rows.map(([, , , severity]) => severity)).toEqual([...rows].map(([, , , severity]) => severity).sort());
  expect(lines.at(-1)).toMatch(/^\d errors?, \d warnings? in \d structs/);
  const table = readFileSync(summary, "utf8").split("\n").filter((line) => line.startsWith("| error") || line.startsWith("| warning"));
  expect(table).toHaveLength(expected.length);
  expect(table.every((line) => line.replaceAll("\\|", "").split("|").length === 6)).toBe(true);
});

test("GitLab's Code Quality: fingerprints are unique, paths relative", async () => {
  const text = await run("gitlab");
  expect(text.charCodeAt(0)).toBe(0x5b);
  const issues = JSON.parse(text) as readonly { description: string; check_name: string; fingerprint: string; severity: string; location: { path: string; lines: { begin: number } } }[];
  const severities: Readonly<Record<string, string>> = { major: "error", minor: "warning", info: "info" };
  expect(sorted(issues.map(({ check_name: rule, severity, location }): Row => [location.path, location.lines.begin, rule, severities[severity] ?? severity]))).toEqual(sorted(expected));
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
  expect(issues.every(({ description }) => description !== "" && !description.includes("\n"))).toBe(true);
});

test("Checkstyle and JUnit are XML with the same findings", async () => {
  const [checkstyle, junit] = [elements(await run("checkstyle")), elements(await run("junit"))];
  let file = "";
  const rows = checkstyle.flatMap(({ name, attributes }): readonly Row[] => {
    if (name === "file") file = attributes["name"] ?? "";
    return name === "error" ? [[file, Number(attributes["line"]), (attributes["source"] ?? "").replace("cachelint.", ""), attributes["severity"] ?? ""]] : [];
  });
  expect(sorted(rows)).toEqual(sorted(expected));
  const cases = junit.filter(({ name }) => name === "testcase").map(({ attributes }) => [attributes["file"], Number(attributes["line"]), attributes["name"]?.split(" ")[0]]);
  expect(new Set(cases.map((row) => JSON.stringify(row)))).toEqual(new Set(expected.map(([path, line, rule]) => JSON.stringify([path, line, rule]))));
  expect(junit.filter(({ name }) => name === "failure")).toHaveLength(expected.length);
  expect(elements(await run("junit", "--fail-level", "error")).filter(({ name }) => name === "failure")).toHaveLength(expected.filter(([, , , severity]) => severity === "error").length);
  expect(elements(await run("junit", "--fail-level", "never")).find(({ name }) => name === "testsuites")?.attributes["failures"]).toBe("0");
});

test("reviewdog's diagnostics have columns in bytes", async () => {
  const { diagnostics } = JSON.parse(await run("rdjson")) as { diagnostics: readonly Diagnostic[] };
  const lines = (await run("rdjsonl")).trimEnd().split("\n").map((line) => JSON.parse(line) as Diagnostic & { source: unknown });
  expect(sorted(diagnostics.map(({ location, code, severity }): Row => [location.path, location.range.start.line, code.value, severity.toLowerCase()]))).toEqual(sorted(expected));
  expect(lines.map(({ source: _, ...diagnostic }) => diagnostic)).toEqual(diagnostics);
  const texts = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.split("\n").map((line) => Buffer.from(line))]));
  const marked = diagnostics.map(({ location: { path, range } }) => texts[path]?.[range.start.line - 1]?.subarray(range.start.column - 1, range.end.column - 1).toString());
  expect(marked).toEqual(found.findings.map(({ file, line, column, endColumn }) => (files as Readonly<Record<string, string>>)[file]?.split("\n")[line - 1]?.slice(column - 1, endColumn - 1)));
  expect(marked).toContain("Größe𝔾");
});

test("both are valid by reviewdog's own schema, without a key that it does not know", async () => {
  const text = readFileSync(new URL("../test-fixtures/schemas/reviewdog-rdf-0.21.2.json", import.meta.url), "utf8");
  // It allows more keys everywhere; reviewdog itself refuses what it does not know.
  const schema = JSON.parse(text, (_, value: unknown) => (typeof value === "object" && value !== null && "properties" in value ? { ...value, additionalProperties: false } : value)) as object;
  const compile = (name: string): ReturnType<DraftFour.default["compile"]> => new DraftFour.default({ strict: false, allErrors: true }).compile({ ...schema, $ref: `#/definitions/${name}` });
  const [whole, line] = [compile("DiagnosticResult"), compile("reviewdog.rdf.Diagnostic")];
  const result = JSON.parse(await run("rdjson")) as { readonly diagnostics: readonly object[] };
  expect([whole(result), whole.errors]).toEqual([true, null]);
  expect(result.diagnostics.some((diagnostic) => "suggestions" in diagnostic) && result.diagnostics.some((diagnostic) => "related_locations" in diagnostic)).toBe(true);
  for (const one of (await run("rdjsonl")).trimEnd().split("\n")) expect([line(JSON.parse(one)), line.errors]).toEqual([true, null]);
  expect(whole({ ...result, diagnostics: [{ ...result.diagnostics[0], relatedPlaces: [] }] })).toBe(false);
  expect(line({ message: 1 })).toBe(false);
});

type Position = { readonly line: number; readonly column: number };
type Diagnostic = { readonly location: { readonly path: string; readonly range: { readonly start: Position; readonly end: Position } }; readonly code: { readonly value: string }; readonly severity: string };

test("no findings: each format says so in its own way", async () => {
  const empty = folderWith({ "go.mod": "module example.com/m\n\ngo 1.24\n", "a.go": "package m\n" });
  const of = async (format: string): Promise<string> => (await cachelint(["check", "--format", format], { cwd: empty })).stdout;
  expect((JSON.parse(await of("sarif")) as Sarif).runs[0]?.results).toEqual([]);
  expect(await of("github")).toBe("No findings in 0 structs (1 package)\n");
  expect(await of("gitlab")).toBe("[]\n");
  expect(elements(await of("checkstyle")).map(({ name }) => name)).toEqual(["checkstyle"]);
  expect(await of("rdjsonl")).toBe("");
  expect(elements(await of("junit")).filter(({ name }) => name === "testcase" || name === "failure")).toHaveLength(1);
});

type Element = { readonly name: string; readonly attributes: Readonly<Record<string, string>> };

/** A small strict reader: well-formed XML without namespaces and CDATA, or an error. */
function elements(xml: string): readonly Element[] {
  const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", "#9": "\t", "#10": "\n", "#13": "\r" };
  const decode = (text: string): string => text.replace(/&([^;]*);/g, (_, name: string) => entities[name] ?? `no entity ${name}`);
  const found: Element[] = [];
  const open: string[] = [];
  let rest = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, "");
  while (rest !== "") {
    const tag = /^<(\/?)([\w-]+)((?: [\w-]+="[^"<]*")*)(\/?)>/.exec(rest);
    const text = /^[^<]+/.exec(rest)?.[0];
    if (tag === null && text === undefined) throw new Error(`not well-formed: ${rest.slice(0, 80)}`);
    rest = rest.slice((tag?.[0] ?? text ?? "").length);
    if (tag === null) continue;
    const [, isEnd, name = "", attributes = "", isEmpty] = tag;
    if (isEnd === "/" && open.pop() !== name) throw new Error(`${name} is closed and was not open`);
    if (isEnd === "/") continue;
    if (isEmpty !== "/") open.push(name);
    found.push({ name, attributes: Object.fromEntries([...attributes.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, decode(value)])) });
  }
  if (0 < open.length) throw new Error(`not closed: ${open.join(", ")}`);
  return found;
}
