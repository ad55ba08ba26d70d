// Each finding of a file is allowed by the editor's action: gofmt leaves the directive where it was put, and the finding is
// gone, with the text as it was put and as gofmt would have it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as pause } from "node:timers/promises";
import { ask } from "./language-client.js";

const waste = "{\n\ta bool\n\tb int64\n\tc bool\n}";
const indented = (text, by) => text.replaceAll("\n", `\n${by}`);
const go = `// Package p is documented.
package p

import "sync/atomic"

type plain struct ${waste}

// documented has a comment.
type documented struct ${waste}

// directed has a comment and a directive.
//
//go:notinheap
type directed struct ${waste}

//nolint:other
type noted struct ${waste}

/* block is documented so. */
type block struct ${waste}

type (
	// grouped is documented.
	grouped struct ${indented(waste, "\t")}

	second struct ${indented(waste, "\t")}
)

type outer struct {
	n     int64
	inner struct ${indented(waste, "\t")}
	// commented is documented.
	commented struct ${indented(waste, "\t")}
}

var variable struct ${waste}

func local(n int) any {
	// It is local.
	type local struct ${indented(waste, "\t")}
	if 0 < n {
		type deep struct ${indented(waste, "\t\t")}
		return &deep{}
	}
	return &local{}
}

// Ring is shared.
type Ring struct {
	head atomic.Uint64
	tail atomic.Uint64
}

func (r *Ring) Put()  { r.head.Add(1) }
func (r *Ring) Take() { r.tail.Add(1) }

var (
	puts  atomic.Int64
	takes atomic.Int64
)

func put()  { puts.Add(1) }
func take() { takes.Add(1) }

func run() {
	for range 8 {
		go func() {
			for {
				put()
			}
		}()
		go func() {
			for {
				take()
			}
		}()
	}
}
`;

const folder = mkdtempSync(join(tmpdir(), "cachelint-allow-"));
const path = join(folder, "p.go");
writeFileSync(join(folder, "go.mod"), "module example.com/p\n\ngo 1.24\n");
writeFileSync(path, go);
const command = join(dirname(fileURLToPath(import.meta.url)), "../packages/cli/bin/cachelint.js");
const problems = [];
const claim = (holds, problem) => void (holds || problems.push(problem));
try {
  claim(gofmt(go) === go, "gofmt would change the text to begin with");
  const nAllowed = await ask(command, path, allowEach);
  claim(11 <= nAllowed, `only ${nAllowed} findings were there`);
  console.log(`${nAllowed} findings allowed`);
} finally {
  rmSync(folder, { recursive: true });
}
for (const problem of problems) console.log(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

async function allowEach(client, uri) {
  const textDocument = { uri };
  let version = 1;
  const put = (text) => client.sendNotification("textDocument/didChange", { textDocument: { uri, version: ++version }, contentChanges: [{ text }] });
  const pull = async () => (await client.sendRequest("textDocument/diagnostic", { textDocument })).items;
  for (let n = 0; n < 600 && !(await pull()).some(({ code }) => code === "false-sharing"); n++) await pause(50);
  const findings = await pull();
  for (const { code, range, message, data: { fingerprint } } of findings) {
    const actions = await client.sendRequest("textDocument/codeAction", { textDocument, range: { start: range.start, end: range.start }, context: { diagnostics: [], only: ["quickfix"] } });
    const edit = actions.find((action) => action.title.startsWith(`Allow ${code}`) && action.diagnostics[0].data.fingerprint === fingerprint)?.edit.changes[uri][0];
    claim(edit !== undefined, `${message}: no action`);
    const text = applied(go, edit);
    claim(gofmt(text) === text, `${message}: gofmt would change\n${text.split("\n").slice(Math.max(0, edit.range.start.line - 3), edit.range.start.line + 5).join("\n")}`);
    await put(text);
    claim(!(await pull()).some((one) => one.data.fingerprint === fingerprint), `${message}: it is still there`);
    await put(go);
  }
  return findings.length;
}

function applied(text, { range: { start }, newText }) {
  const lines = text.split("\n");
  return [...lines.slice(0, start.line), newText + lines[start.line], ...lines.slice(start.line + 1)].join("\n");
}

function gofmt(text) {
  const { status, stdout, stderr } = spawnSync("gofmt", { input: text, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
