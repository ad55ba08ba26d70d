// Neovim drives the language server, headless, over a module on the disk: diagnostics appear, a code action is applied, a
// hover has text, and what is typed is judged. packages/language-server/neovim/drive.lua is what it does.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = mkdtempSync(join(tmpdir(), "cachelint-neovim-"));
mkdirSync(join(folder, "ring"));
writeFileSync(join(folder, "go.mod"), "module example.com/m\n\ngo 1.24\n");
writeFileSync(join(folder, "ring/ring.go"), `package ring

import "sync/atomic"

type Ring struct {
	head atomic.Uint64
	tail atomic.Uint64
}

func (r *Ring) Put()  { r.head.Add(1) }
func (r *Ring) Take() { r.tail.Add(1) }

type Wasteful struct {
	a bool
	b int64
	c bool
	d int64
	e bool
}
`);
const env = { ...process.env, CACHELINT_NODE: process.execPath, CACHELINT_BIN: join(root, "packages/cli/bin/cachelint.js"), CACHELINT_MODULE: folder, XDG_STATE_HOME: folder, XDG_DATA_HOME: folder };
const { status, stdout, stderr } = spawnSync("nvim", ["--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", `luafile ${join(root, "packages/language-server/neovim/drive.lua")}`], { env, encoding: "utf8", timeout: 240_000 });
rmSync(folder, { recursive: true });
console.log(stdout + stderr);
const isRight = status === 0 && ["diagnostics: 2", "hover: ", "code action: applied", "typed: "].every((text) => stdout.includes(text));
process.exitCode = isRight ? 0 : 1;
