import { expect, test } from "@jest/globals";
import { lint } from "../../test/run.js";
import { selectEdits, withEdits } from "../index.js";

/** A table of locks, with what is done to them. */
const table = (body: string, declaration = "locks [16]sync.Mutex // by hash"): string => `package a

import (
	"sync"
	"unsafe"
)

// Table is sharded.
type Table struct {
	name string
	${declaration}
	size [16]int
}

var _ unsafe.Pointer

func (t *Table) Add(hash uint) {
	t.locks[hash%16].Lock()
	t.size[hash%16]++
	t.locks[hash%16].Unlock()
}
${body}`;

const choice = { targets: ["linux/amd64"], confidence: "low" } as const;

function fixed(files: Readonly<Record<string, string>>): { readonly text: string; readonly withheld: readonly string[] } {
  const findings = lint(files, choice).filter(({ ruleId, message }) => ruleId === "false-sharing-elements" && message.includes("locks"));
  expect(findings).toHaveLength(1);
  const [file] = selectEdits(findings, { isUnsafe: false });
  return { text: file === undefined ? "" : withEdits(file), withheld: findings.flatMap(({ fixWithheld }) => fixWithheld ?? []).map(({ reason, source, span }) => `${reason}: ${source.text.slice(span.start, span.end)}`) };
}

test("elements whose methods are called become structs with a pad, which embed them", () => {
  const { text, withheld } = fixed({ "a.go": table(`
func (t *Table) All() {
	for i := range t.locks {
		lock := &t.locks[i]
		lock.Lock()
		defer lock.Unlock()
	}
	_ = len(t.locks)
}
`) });
  expect(withheld).toEqual([]);
  expect(text).toContain(`// Table is sharded.
type Table struct {
	name  string
	locks [16]paddedMutex // by hash
	size  [16]int
}

type paddedMutex struct {
	sync.Mutex
	_ [56]byte
}

var _ unsafe.Pointer
`);
  expect(text).toContain("lock := &t.locks[i]");
  expect(lint({ "a.go": text }, choice).map(({ ruleId }) => ruleId)).not.toContain("false-sharing-elements");
});

test("what makes a slice of them names the new type", () => {
  const { text } = fixed({ "a.go": table(`
func New(n int) *Table { return &Table{locks: make([]sync.Mutex, n)} }

func (t *Table) Reset(n int) { t.locks = make([]sync.Mutex, n) }

type other struct{ locks []sync.Mutex }

func (o *other) set() {
	o.locks = make([]sync.Mutex, 2)
	keep(o.locks)
}

func keep(locks []sync.Mutex) {}
`, "locks []sync.Mutex") });
  expect(text.match(/.*padded.*/g)).toEqual(["\tlocks []paddedMutex", "type paddedMutex struct {", "func New(n int) *Table { return &Table{locks: make([]paddedMutex, n)} }", "func (t *Table) Reset(n int) { t.locks = make([]paddedMutex, n) }"]);
});

test("the new type has a name of its own, and lines end as in the file", () => {
  expect(fixed({ "a.go": table(""), "a_test.go": "package a\n\nvar paddedMutex int\n" }).text).toContain("type paddedLocks struct {");
  expect(fixed({ "a.go": table("").replaceAll("\n", "\r\n") }).text).toContain("\r\ntype paddedMutex struct {\r\n\tsync.Mutex\r\n\t_ [56]byte\r\n}\r\n");
});

test.each([
  ["an address that is handed on", "func (t *Table) lock(i int) *sync.Mutex { return &t.locks[i] }"],
  ["a pointer that is handed on", "func (t *Table) lock(i int) {\n\tlock := &t.locks[i]\n\tuse(lock)\n}\n\nfunc use(*sync.Mutex) {}"],
  ["a pointer that is set anew", "func (t *Table) lock(i int) {\n\tlock := &t.locks[i]\n\tlock = new(sync.Mutex)\n\tlock.Lock()\n}"],
  ["a copy", "func (t *Table) copy() [16]sync.Mutex { return t.locks }"],
  ["elements that a loop copies", "func (t *Table) each() {\n\tfor _, lock := range t.locks {\n\t\tlock.Lock()\n\t}\n}"],
  ["a slice of them", "func (t *Table) some() int { return len(t.locks[:4]) }"],
  ["a literal", "var one = Table{locks: [16]sync.Mutex{}}"],
  ["an element that is set", "func (t *Table) reset(i int) { t.locks[i] = sync.Mutex{} }"],
  ["a function's literal", "func (t *Table) later() func() *sync.Mutex { return func() *sync.Mutex { return &t.locks[0] } }"],
])("%s minds it", (_, body) => {
  const { text, withheld } = fixed({ "a.go": table(`\n${body}\n`) });
  expect(text).toBe("");
  expect(withheld[0]).toMatch(/^element-in-use: /);
});

test("the new type follows a group of types as a whole", () => {
  const text = table("").replace("// Table is sharded.\ntype Table struct {\n\tname string\n\tlocks [16]sync.Mutex // by hash\n\tsize [16]int\n}", "type (\n\tTable struct {\n\t\tlocks [16]sync.Mutex\n\t\tsize  [16]int\n\t}\n\n\tother int\n)");
  expect(fixed({ "a.go": text }).text).toContain("\tother int\n)\n\ntype paddedMutex struct {\n");
});

test.each([
  [["linux/amd64"], "_ [56]byte"], [["linux/amd64", "linux/386"], null],
])("elements that are numbers have no literal for their size: %j", (targets, pad) => {
  const text = table("").replace("[16]sync.Mutex", "[16]spin").replace('\t"sync"\n', '\t"sync/atomic"\n').concat("\ntype spin uintptr\n\nfunc (s *spin) Lock() {\n\tfor !atomic.CompareAndSwapUintptr((*uintptr)(s), 0, 1) {\n\t}\n}\n\nfunc (s *spin) Unlock() { atomic.StoreUintptr((*uintptr)(s), 0) }\n");
  const [finding] = lint({ "a.go": text }, { ...choice, targets }).filter(({ ruleId, message }) => ruleId === "false-sharing-elements" && message.includes("locks"));
  expect(finding).toBeDefined();
  const edits = finding?.fix?.edits.map((edit) => edit.text).join("") ?? "";
  expect(edits).not.toContain("spin{}");
  if (pad !== null) expect(edits).toContain(`\tspin\n\t${pad}\n`);
});

test("what has the name of its own type would be hidden", () => {
  const text = table("").replace("sync.Mutex", "Gate").replaceAll("Lock()", "Gate.Lock()").replace('\t"unsafe"\n', '\t"unsafe"\n\n\t"example.com/m/gate"\n').replace("[16]Gate", "[16]gate.Gate");
  expect(fixed({ "a.go": text, "gate/gate.go": "package gate\n\nimport \"sync\"\n\ntype Gate struct{ Gate sync.Mutex }\n" }).withheld[0]).toMatch(/^element-in-use: /);
});

test.each([
  ["in a test", { "a_test.go": "package a\n\nvar lock = &new(Table).locks[0]\n" }, "element-in-use: new(Table).locks"],
  ["in a file of another build", { "a_windows.go": "package a\n\nvar lock = &new(Table).locks[0]\n" }, "element-in-use: new(Table).locks"],
])("uses %s count", (_, files, reason) => expect(fixed({ "a.go": table(""), ...files }).withheld).toEqual([reason]));

test.each([
  ["unsafe.Sizeof", "\nvar size [272]byte = [unsafe.Sizeof(Table{})]byte{}\n", "locks [16]sync.Mutex", /^size-in-use: /],
  ["an unkeyed literal", "\nvar one = Table{\"\", [16]sync.Mutex{}, [16]int{}}\n", "locks [16]sync.Mutex", /^unkeyed-literal: /],
  ["several names", "", "locks, more [16]sync.Mutex", /^more-than-one-struct: /],
])("%s withholds it", (_, body, declaration, reason) => expect(fixed({ "a.go": table(body, declaration) }).withheld[0]).toMatch(reason));

test("what is made with a comment on its line, or in another file, stays", () => {
  expect(fixed({ "a.go": table("\nvar one = Table{locks: make([]sync.Mutex, 4)} // four\n", "locks []sync.Mutex") }).withheld[0]).toMatch(/^more-than-one-struct: /);
  expect(fixed({ "a.go": table("", "locks []sync.Mutex"), "b.go": "package a\n\nimport \"sync\"\n\nvar one = Table{locks: make([]sync.Mutex, 4)}\n" }).withheld[0]).toMatch(/^more-than-one-struct: /);
});
