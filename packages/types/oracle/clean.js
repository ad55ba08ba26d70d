// Takes out of generated packages what the compiler rejects.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes the packages as a module into a folder, without their invalid lines; returns how many lines remain. */
export function writeClean(folder, packages) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "go.mod"), "module m\n\ngo 1.26\n");
  for (let round = 0; ; round++) {
    const places = writeAll(folder, packages);
    const rejected = rejectedLines(folder);
    if (rejected.length === 0) return [...places.values()].reduce((sum, lines) => sum + lines.length, 0);
    if (60 < round) throw new Error("the generated packages do not become valid");
    let nRemoved = 0;
    for (const { file, line, isSyntax } of rejected) {
      const place = places.get(file)?.[line - 1];
      if (place) nRemoved += take(place, isSyntax, round) ? 1 : 0;
    }
    if (nRemoved === 0) throw new Error(`nothing to take out: ${JSON.stringify(rejected.slice(0, 3))}`);
  }
}

/** A lone line goes as a whole declaration; of a body, one line goes, or what opens a block becomes a plain block. */
function take({ decl, at }, isSyntax, round) {
  const line = decl[at];
  if (line === undefined) return false;
  const isBody = decl[0].startsWith("func") && 1 < decl.length;
  if (!isBody || at === 0 || at === decl.length - 1 || isSyntax || 20 < round) decl.splice(0, decl.length);
  else if (line === "{" || line === "}" || /^(case|default|select)/.test(line)) decl.splice(0, decl.length);
  else decl[at] = line.endsWith("{") && !line.startsWith("switch") ? "{" : "";
  if (line.startsWith("switch") && 0 < decl.length) decl.splice(0, decl.length);
  return true;
}

function writeAll(folder, packages) {
  const places = new Map();
  for (const [name, { imports, decls }] of Object.entries(packages)) {
    const head = [`package ${name}`, `import "unsafe"`, ...imports.map((path) => `import "m/${path}"`), "var _ unsafe.Pointer", ...imports.map((path) => `var _ = ${path}.Zero`)];
    const lines = head.map((line) => ({ decl: [line], at: 0, line }));
    for (const decl of decls) decl.forEach((line, at) => lines.push({ decl, at, line }));
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, "p.go"), lines.map(({ line }) => line).join("\n") + "\n");
    places.set(`${name}/p.go`, lines);
  }
  return places;
}

function rejectedLines(folder) {
  // Constants and lengths must be valid on both word sizes.
  for (const arch of ["386", "amd64"]) {
    const { status, stderr } = spawnSync("go", ["build", "-gcflags=-e", "./..."], { cwd: folder, env: { ...process.env, GOARCH: arch, GOFLAGS: "", CGO_ENABLED: "0" }, encoding: "utf8", maxBuffer: 1 << 28 });
    if (status === 0) continue;
    const found = [...stderr.matchAll(/^(?:\.\/)?(\w+\/p\.go):(\d+):(?:\d+:)? (.*)$/gm)].map(([, file, line, message]) => ({ file, line: Number(line), isSyntax: message.startsWith("syntax error") }));
    if (found.length === 0) throw new Error(stderr.slice(0, 2000));
    return found;
  }
  return [];
}
