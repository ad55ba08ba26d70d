import type { Finding, RunStats, SourceRef } from "@cachelint/lint";
import { findingsJson } from "./findings-json.js";
import { findingsText, summaryText } from "./findings-text.js";

const source: SourceRef = { path: "/home/me/m/ring.go", displayPath: "ring.go", text: "package m\n\ntype Ring struct {\n\thead, tail atomic.Uint64 // 字\n}\n", isGenerated: false, isTest: false };
const at = (text: string): { start: number; end: number } => ({ start: source.text.indexOf(text), end: source.text.indexOf(text) + text.length });

const finding: Finding = {
  ruleId: "false-sharing", severity: "error", confidence: "high", importPath: "example.com/m", module: "example.com/m", type: "Ring", container: null, fields: ["head", "tail"], targets: ["linux/amd64"],
  source, span: at("head, tail"), message: "head and tail always share a cache line.", notes: ["Each write of one takes the line away from the cores that use the other, which then have to fetch it anew."],
  evidence: [{ field: "head", access: "atomic-rmw", functionName: "(*Ring).Put", source, span: at("atomic") }],
  fix: null, fixWithheld: [{ reason: "unkeyed-literal", detail: "Ring{0, 0} depends on the order.", source, span: at("Ring") }], fingerprint: "0123456789abcdef",
};
const stats: RunStats = { nPackages: 3, nStructs: 14, nUnknownStructs: 1, unknownByReason: { cgo: 1 } };

test("a finding with its line, evidence, notes and why there is no fix", () => {
  expect([...findingsText([finding], { targets: ["linux/amd64", "linux/arm64"], widthColumns: 80 })].join("")).toMatchInlineSnapshot(`
"ring.go:4:2: error[false-sharing]: head and tail always share a cache line.
  4 | 	head, tail atomic.Uint64 // 字
    | 	^^^^^^^^^^
  = note: head: atomic-rmw in (*Ring).Put (ring.go:4:13)
  = note: Each write of one takes the line away from the cores that use the
          other, which then have to fetch it anew.
  = note: This holds for linux/amd64.
  = note: No fix (unkeyed-literal): Ring{0, 0} depends on the order.

"
`);
});

test("a finding for all targets does not name them; a fix says whether it is safe, and if not, why", () => {
  const fixed: Finding = { ...finding, severity: "warning", confidence: "low", notes: [], evidence: [], fixWithheld: [{ reason: "printed", detail: "it is printed whole", source, span: at("Ring") }], fix: { safety: "unsafe", title: "Put head and tail on lines of their own", savedBytes: 0, edits: [{ source, span: at("head"), text: "x" }] } };
  expect([...findingsText([fixed], { targets: ["linux/amd64"] })].join("")).toMatchInlineSnapshot(`
"ring.go:4:2: warning[false-sharing] (low confidence): head and tail always share a cache line.
  4 | 	head, tail atomic.Uint64 // 字
    | 	^^^^^^^^^^
  = help: Put head and tail on lines of their own (unsafe: it may change what the program does)
  = note: Unsafe (printed): it is printed whole

"
`);
});

test("the line that closes a run", () => {
  const warning = { severity: "warning" } as const;
  expect(summaryText([warning, warning], stats)).toBe("2 warnings in 14 structs (3 packages); 1 struct unknown: cgo 1\n");
  expect(summaryText([{ severity: "error" }, warning, { severity: "info" }], { ...stats, nUnknownStructs: 0, unknownByReason: {} })).toBe("1 error, 1 warning, 1 info in 14 structs (3 packages)\n");
  expect(summaryText([], { nPackages: 1, nStructs: 1, nUnknownStructs: 0, unknownByReason: {} })).toBe("No findings in 1 struct (1 package)\n");
});

test("the same as JSON, without anything of the inside", () => {
  const document = JSON.parse([...findingsJson([finding], stats)].join("")) as object;
  expect(document).toEqual({
    schemaVersion: 1,
    findings: [{
      ruleId: "false-sharing", severity: "error", confidence: "high", importPath: "example.com/m", module: "example.com/m", type: "Ring", container: null, fields: ["head", "tail"], targets: ["linux/amd64"],
      file: "ring.go", line: 4, column: 2, endLine: 4, endColumn: 12, message: finding.message, notes: finding.notes,
      evidence: [{ field: "head", access: "atomic-rmw", function: "(*Ring).Put", file: "ring.go", line: 4, column: 13 }],
      fix: null, fixWithheld: [{ reason: "unkeyed-literal", detail: "Ring{0, 0} depends on the order.", file: "ring.go", line: 3 }], fingerprint: "0123456789abcdef",
    }],
    stats: { packages: 3, structs: 14, unknownStructs: 1, unknownByReason: { cgo: 1 } },
  });
});

test("no findings are an empty list", () => {
  expect(JSON.parse([...findingsJson([], stats)].join(""))).toMatchObject({ schemaVersion: 1, findings: [] });
});
