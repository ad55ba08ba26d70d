import fc from "fast-check";
import { allocation } from "@cachelint/layout";
import { allRules, facts, lint } from "../../test/run.js";
import { type Finding, selectEdits, withEdits } from "../index.js";

const typeName = fc.constantFrom("bool", "int16", "int32", "int64", "string", "[]byte", "*int", "any", "struct{}", "[3]byte", "[100]int64", "map[string]int");
const declaration = fc.record({ type: typeName, nNames: fc.integer({ min: 1, max: 3 }), doc: fc.boolean(), trailing: fc.boolean(), isBlankBefore: fc.boolean() });

const structText = (declarations: readonly { readonly type: string; readonly nNames: number; readonly doc: boolean; readonly trailing: boolean; readonly isBlankBefore: boolean }[]): string => {
  const lines = declarations.flatMap(({ type, nNames, doc, trailing, isBlankBefore }, i) => [
    ...(isBlankBefore ? [""] : []),
    ...(doc ? [`\t// doc ${i}`] : []),
    `\t${Array.from({ length: nNames }, (_, n) => `f${i}x${n}`).join(", ")} ${type}${trailing ? ` // of ${i}` : ""}`,
  ]);
  return `package a\n\ntype T struct {\n${lines.join("\n")}\n}\n\nvar all = new(T)\n`;
};

const targets = ["linux/amd64", "linux/386"];
const sizesOf = (text: string): readonly number[] => facts({ "a.go": text }, { targets }).structs[0]?.layouts.map(({ measure }) => (measure.kind === "known" ? measure.layout.sizeBytes : -1)) ?? [];
const slotsOf = (text: string): readonly number[] => facts({ "a.go": text }, { targets }).structs[0]?.layouts.map((layout) => (layout.measure.kind === "known" ? allocation({ sizeBytes: layout.measure.layout.sizeBytes, hasPointers: 0 < layout.measure.layout.pointerBytes }, layout).slotBytes : -1)) ?? [];
const fixesOf = (findings: readonly Finding[]): Finding["fix"] => findings.find(({ fix }) => fix !== null)?.fix ?? null;

/** The text once no finding has a fix any more, and how often that took a look. */
function fixedText(text: string, of: readonly string[] = targets): { readonly text: string; readonly nRounds: number } {
  for (let nRounds = 0; ; nRounds++) {
    const [file] = selectEdits(lint({ "a.go": text }, { targets: of, confidence: "low" }), { isUnsafe: false });
    if (file === undefined || nRounds === 5) return { text, nRounds };
    text = withEdits(file);
  }
}

test("a fix saves what it says, costs nothing elsewhere, and leaves nothing to fix", () => {
  fc.assert(fc.property(fc.array(declaration, { minLength: 2, maxLength: 7 }), (declarations) => {
    const before = structText(declarations);
    const findings = lint({ "a.go": before }, { targets, confidence: "low" });
    const fix = fixesOf(findings);
    const after = fixedText(before);
    expect(after.nRounds).toBeLessThan(5);
    const [now, then] = [sizesOf(before), sizesOf(after.text)];
    then.forEach((size, t) => expect(size).toBeLessThanOrEqual(now[t] ?? 0));
    const [wasSlots, slots] = [slotsOf(before), slotsOf(after.text)];
    if (fix !== null && after.nRounds === 1) expect(fix.savedBytes).toBe(Math.max(...wasSlots.map((slot, t) => slot - (slots[t] ?? 0))));
    if (fix !== null) expect(then.reduce((a, b) => a + b)).toBeLessThan(now.reduce((a, b) => a + b));
    expect(after.text.match(/\/\/ .*/g)?.sort()).toEqual(before.match(/\/\/ .*/g)?.sort());
    expect(after.text.match(/\w+/g)?.sort()).toEqual(before.match(/\w+/g)?.sort());
  }), { numRuns: 120 });
});

test("a pad at the end of an element is widened, and keeps its comment", () => {
  const text = (pad: string): string => `package a

import "sync"

type shard struct {
	sync.Mutex
	m map[string]int
${pad}}

var shards [32]shard

func add(k string, h uint32) {
	s := &shards[h%32]
	s.Lock()
	s.m[k]++
	s.Unlock()
}

func start() {
	for i := range 8 {
		go func() {
			for j := range 1000 {
				add("x", uint32(i+j))
			}
		}()
	}
}
`;
  const fixed = fixedText(text("\t_ [16]byte // apart\n"), ["linux/amd64"]);
  expect(fixed.text).toBe(text("\t_ [112]byte // apart\n"));
  expect(fixedText(text(""), ["linux/amd64"]).text).toBe(text("\t_ [112]byte\n"));
});

const withFields = (fields: string, rest = ""): string => `package a\n\ntype T struct {\n${fields}}\n\nvar all = new(T)\n${rest}`;
const wastefulFields = "\topen bool\n\tstart int64\n\tdone bool\n";
const reasons = (text: string): readonly string[] => lint({ "a.go": text }).flatMap(({ fixWithheld }) => (fixWithheld ?? []).map(({ reason }) => reason));

test("what minds the order is named with its place", () => {
  const text = withFields(wastefulFields, "\nvar one = T{true, 1, false}\n");
  const [finding] = lint({ "a.go": text });
  expect(finding?.fix).toBeNull();
  expect(finding?.fixWithheld?.map(({ reason }) => reason)).toEqual(["unkeyed-literal"]);
  const [held] = finding?.fixWithheld ?? [];
  expect(text.slice(held?.span.start, held?.span.end)).toContain("T{true, 1, false}");
});

test.each([
  ["declarations of several fields cannot be taken apart", withFields("\ta, b bool\n\tc int64\n\td, e, f, g, h, i bool\n"), []],
  ["a struct with a frozen order is not even reported", `package a\n\n//cachelint:frozen\ntype T struct {\n${wastefulFields}}\n\nvar all = new(T)\n`, []],
  ["generated files", `// Code generated by x. DO NOT EDIT.\n\n${withFields(wastefulFields)}`, []],
  ["a comment between names", withFields("\topen, // o\n\tb bool\n\tstart int64\n\tdone bool\n"), ["odd-comment"]],
])("%s", (_, text, expected) => expect(reasons(text)).toEqual(expected));

test("keys of encoded text make a fix unsafe", () => {
  const [finding] = lint({ "a.go": withFields('\tOpen bool `json:"open"`\n\tStart int64 `json:"start"`\n\tDone bool `json:"done"`\n\tx int\n') });
  expect(finding?.fix?.safety).toBe("unsafe");
  expect(finding?.fixWithheld?.map(({ reason }) => reason)).toEqual(["serialised"]);
});

/** Two cursors with loops of their own, far apart, and flags that would make up for a hole beside either. */
const apart = (rest: string): string => `package a\n\nimport "sync/atomic"\n\ntype T struct {\n${rest}}\n\nvar t = new(T)\n\nvar all []T\n\nfunc put() {\n\tfor {\n\t\tt.head.Add(1)\n\t}\n}\n\nfunc take() {\n\tfor {\n\t\tt.tail.Add(1)\n\t}\n}\n\nfunc Start() {\n\tgo put()\n\tgo take()\n}\n`;
const ordersTold = (findings: readonly Finding[]): readonly string[] => findings.flatMap(({ notes }) => notes.flatMap((note) => /^Order: (.*)\.$/.exec(note)?.[1] ?? []));
const wasteOnly = (text: string): readonly Finding[] => lint({ "a.go": text }).filter(({ ruleId }) => ruleId === "wasteful-field-order");
const namesIn = (text: string): string => [.../type T struct \{\n([^}]*)\}/.exec(text)![1]!.matchAll(/^\t(\w+)/gm)].map(([, name]) => name).join(", ");

test("the order that is told is the one that the fix makes", () => {
  const text = apart("\topen bool\n\thead atomic.Int32\n\tname [15]int64\n\tdone bool\n\tsize int64\n\tlast bool\n\ttail atomic.Int32\n\tmode int64\n");
  const [finding] = wasteOnly(text);
  const [file] = selectEdits(wasteOnly(text), { isUnsafe: false });
  expect(ordersTold([finding!])).toEqual([namesIn(withEdits(file!))]);
  expect(finding?.message).toContain(`; ${String(sizesOf(withEdits(file!))[0])} `);
});

test("an order that would bring writers together is no fix", () => {
  const [finding] = wasteOnly(apart("\thead atomic.Int32\n\tname [7]int64\n\tsize int64\n\ttail atomic.Int32\n"));
  expect(finding?.fix).toBeNull();
  expect(finding?.fixWithheld?.map(({ reason }) => reason)).toEqual(["shared-lines"]);
});

test("a block of which a comment speaks as it stands moves as one", () => {
  const text = (comment: string): string => `package a

type T struct {
	open bool
	n    int64
	done bool

	// ${comment}
	mu  [2]int64
	ok  bool
	sum [3]int64
}

var all = []T{}
`;
  expect(fixedText(text("mu is locked first.")).text).not.toContain("mu  [2]int64\n\tok  bool\n\tsum [3]int64");
  expect(fixedText(text("mu protects the following fields.")).text).toContain("// mu protects the following fields.\n\tmu  [2]int64\n\tok  bool\n\tsum [3]int64");
  expect(fixedText(text("mu protects the following fields.")).nRounds).toBe(1);
});

test("the graver finding goes first, and what touches it waits", () => {
  const ring = `package a\n\nimport "sync/atomic"\n\ntype T struct {\n\topen bool\n\thead atomic.Int64\n\ttail atomic.Int64\n\tdone bool\n}\n\nvar t = new(T)\n\nfunc put() {\n\tfor {\n\t\tt.head.Add(1)\n\t}\n}\n\nfunc take() {\n\tfor {\n\t\tt.tail.Add(1)\n\t}\n}\n\nfunc Start() {\n\tgo put()\n\tgo take()\n}\n`;
  const findings = lint({ "a.go": ring });
  expect(findings.filter(({ fix }) => fix !== null).map(({ ruleId }) => ruleId).sort()).toEqual(["false-sharing", "wasteful-field-order"]);
  const [file] = selectEdits(findings, { isUnsafe: false });
  expect(file?.nFixes).toBe(1);
  expect(fixedText(ring).text).toMatch(/_ +\[\d+\]byte/);
  expect(lint({ "a.go": fixedText(ring).text }).filter(({ fix }) => fix !== null)).toEqual([]);
});

test("all rules that have fixes say so", () => expect(allRules.filter(({ fix }) => fix !== "none").map(({ id }) => id)).toEqual(["false-sharing", "false-sharing-elements", "ineffective-padding", "misaligned-atomic", "pointer-tail", "straddled-field", "trailing-zero-size", "useless-padding", "wasteful-field-order"]));
