// Neovim drives the language server, headless, over a module on the disk: diagnostics appear, a code action is applied, a
// hover has text, and what is typed is judged. packages/language-server/neovim/drive.lua is what it does, and
// page.lua what the lines of docs/editors/neovim.md lead to.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = mkdtempSync(join(tmpdir(), "cachelint-neovim-"));
cpSync(join(root, "test-fixtures/editor"), folder, { recursive: true });
mkdirSync(join(folder, "other"));
writeFileSync(join(folder, "other/other.go"), "package other\n");

// The page's lines call the command by its name.
const bin = join(folder, "bin");
mkdirSync(bin);
writeFileSync(join(bin, "cachelint"), `#!/bin/sh\nexec "${process.execPath}" "${join(root, "packages/cli/bin/cachelint.js")}" "$@"\n`, { mode: 0o755 });
const setup = join(folder, "setup.lua");
writeFileSync(setup, /^Older ones[^]*?```lua\n([^]*?)```/m.exec(readFileSync(join(root, "docs/editors/neovim.md"), "utf8"))[1]);

const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, CACHELINT_NODE: process.execPath, CACHELINT_BIN: join(root, "packages/cli/bin/cachelint.js"), CACHELINT_MODULE: folder, CACHELINT_SETUP: setup, XDG_STATE_HOME: folder, XDG_DATA_HOME: folder };
const runs = [{ script: "drive.lua", says: ["diagnostics: 2", "hover: ", "code action: applied", "typed: "] }, { script: "page.lua", says: ["page: one server, all fixed"] }];
for (const { script, says } of runs) {
  const { status, stdout, stderr } = spawnSync("nvim", ["--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", `luafile ${join(root, "packages/language-server/neovim", script)}`], { env, encoding: "utf8", timeout: 240_000 });
  console.log(stdout + stderr);
  if (status !== 0 || !says.every((text) => stdout.includes(text))) process.exitCode = 1;
}
rmSync(folder, { recursive: true });
