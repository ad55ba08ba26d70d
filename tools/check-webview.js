// The picture of the VS Code extension in a real browser: a struct is asked of the language server, Chromium draws it, and
// the screenshot has each byte's colour where the page says that it lies: one row a cache line, holes hatched.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { ask } from "./language-client.js";

const vscode = join(dirname(fileURLToPath(import.meta.url)), "../packages/vscode");
const { PNG } = createRequire(join(vscode, "package.json"))("pngjs");
const width = 1100;
const height = 900;

const folder = mkdtempSync(join(tmpdir(), "cachelint-webview-"));
try {
  const map = await ringMap();
  const problems = check(map, render(map, await loadPage()));
  for (const problem of problems) console.log(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

/** The map of a struct of three lines with a hole and two writers, as the server makes it. */
async function ringMap() {
  const go = 'package ring\n\nimport "sync/atomic"\n\ntype Ring struct {\n\thead  atomic.Uint64\n\ttail  atomic.Uint64\n\tready bool\n\tbuf   [100]byte\n\tnext  *Ring\n}\n\nfunc (r *Ring) Put()  { r.head.Add(1) }\nfunc (r *Ring) Take() { r.tail.Add(1) }\n';
  const module = join(folder, "m");
  mkdirSync(module);
  writeFileSync(join(module, "go.mod"), "module example.com/m\n\ngo 1.24\n");
  writeFileSync(join(module, "ring.go"), go);
  return ask(join(dirname(fileURLToPath(import.meta.url)), "../packages/cli/bin/cachelint.js"), join(module, "ring.go"), (client, uri) => client.sendRequest("cachelint/structMap", { textDocument: { uri }, position: { line: 5, character: 2 } }));
}

/** The page itself, as the extension writes it. */
async function loadPage() {
  await build({ entryPoints: [join(vscode, "src/webview/page.ts")], outfile: join(folder, "page.mjs"), bundle: true, format: "esm", logLevel: "warning" });
  return (await import(pathToFileURL(join(folder, "page.mjs")).href)).pageHtml;
}

/** What the page says it has drawn, and the picture. */
function render(map, pageHtml) {
  cpSync(join(vscode, "dist/webview"), folder, { recursive: true });
  const say = `window.postMessage({ map: ${JSON.stringify(map)} });
const told = document.createElement("script");
told.type = "application/json"; told.id = "told";
const box = (element) => { const { x, y, width, height } = element.getBoundingClientRect(); return { x, y, width, height }; };
window.addEventListener("message", () => setTimeout(() => {
  told.textContent = JSON.stringify({
    lines: [...document.querySelectorAll("rect.line")].map(box),
    pieces: [...document.querySelectorAll("g.field > rect, g.hole > rect")].map((rect) => ({ ...box(rect), kind: rect.dataset.kind, field: Number(rect.parentNode.dataset.field), fill: getComputedStyle(rect).fill })),
    groups: [...document.querySelectorAll(".groups li")].map((item) => item.textContent),
    rows: [...document.querySelectorAll("tr")].map((row) => [...row.children].map((cell) => cell.textContent)),
  });
  document.body.append(told);
}));`;
  writeFileSync(join(folder, "say.js"), say);
  writeFileSync(join(folder, "page.html"), pageHtml({ scriptUri: "main.js", styleUri: "style.css", cspSource: "file:" }).replace("</body>", '<script src="say.js"></script>\n</body>'));
  const picture = join(folder, "picture.png");
  const chromium = (...words) => spawnSync("chromium", ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1", `--user-data-dir=${join(folder, "profile")}`, `--window-size=${width},${height}`, "--virtual-time-budget=3000", ...words, pathToFileURL(join(folder, "page.html")).href], { encoding: "utf8", timeout: 120_000 });
  const dom = chromium("--dump-dom");
  const told = /<script type="application\/json" id="told">([^]*?)<\/script>/.exec(dom.stdout)?.[1];
  if (told === undefined) throw new Error(`the page said nothing:\n${dom.stdout}\n${dom.stderr}`);
  chromium(`--screenshot=${picture}`);
  if (process.env.CACHELINT_KEEP_PICTURE) cpSync(picture, process.env.CACHELINT_KEEP_PICTURE);
  return { told: JSON.parse(told), png: PNG.sync.read(readFileSync(picture)) };
}

function check(map, { told, png }) {
  const problems = [];
  const claim = (holds, problem) => void (holds || problems.push(problem));
  const [layout] = map.layouts;
  const { lines, pieces, groups, rows } = told;
  claim(layout.sizeBytes === 128 && lines.length === 2, `128 bytes are two lines; ${layout.sizeBytes} bytes are ${lines.length}`);
  claim(lines.every(({ y }, i) => i === 0 || lines[i - 1].y + 26 <= y), "the lines do not lie below one another");
  const byteWidth = lines[0].width / layout.lineBytes;
  for (const { offsetBytes, sizeBytes, name } of layout.fields) {
    const field = layout.fields.findIndex((one) => one.name === name);
    const own = pieces.filter((piece) => piece.field === field);
    const nDrawn = own.reduce((sum, piece) => sum + Math.round((piece.width + 1) / byteWidth), 0);
    claim(nDrawn === sizeBytes, `${name} has ${sizeBytes} bytes, and ${nDrawn} are drawn`);
    const line = lines[Math.floor(offsetBytes / layout.lineBytes)];
    claim(Math.abs(own[0].x - line.x - (offsetBytes % layout.lineBytes) * byteWidth) < 1 && Math.abs(own[0].y - line.y) < 1, `${name} does not begin at ${offsetBytes}`);
  }
  // In the picture: each piece has its colour, away from its letters and ticks; hatching has two.
  for (const { x, y, width: wide, height: tall, kind, field, fill } of pieces) {
    const seen = new Set();
    for (let dx = 3; dx < wide - 3; dx++) for (let dy = 3; dy < 6; dy++) seen.add(colourAt(png, x + dx, y + dy));
    const [wanted] = (fill.match(/\d+/g) ?? []).length === 3 ? [fill.match(/\d+/g).join()] : [null];
    if (kind === "hole") claim(2 <= seen.size && [...seen].some((colour) => colour !== colourAt(png, 1, 1)), `a hole of ${wide} by ${tall} is not hatched: ${[...seen].join(" ")}`);
    else claim(seen.size === 1 && seen.has(wanted), `${layout.fields[field].name} has the colours ${[...seen].join(" ")} in the picture, and ${fill} in the page`);
  }
  const fillOf = (name) => pieces.find((piece) => piece.field === layout.fields.findIndex((field) => field.name === name)).fill;
  claim(fillOf("head") !== fillOf("tail") && fillOf("ready") === fillOf("buf"), "head and tail have writers of their own, ready and buf have none");
  claim(groups.some((text) => text.includes("written by (*Ring).Put: head")) && groups.some((text) => text.includes("written by (*Ring).Take: tail")), `the groups are ${groups.join("; ")}`);
  claim(rows.length === layout.fields.length + 1 && rows[1].join(" ").includes("(*Ring).Put (atomic-rmw, ring.go:13)"), `the rows are ${JSON.stringify(rows)}`);
  return problems;
}

function colourAt({ data, width: wide }, x, y) {
  const at = (Math.round(y) * wide + Math.round(x)) * 4;
  return `${data[at]},${data[at + 1]},${data[at + 2]}`;
}
