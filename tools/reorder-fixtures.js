// Reads test-fixtures/reorders: modules in which another order of one struct's fields breaks or changes the program.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../test-fixtures/reorders");

/**
 * Each file is named by the reason that it shows. Above the first `-- path --` stand `struct:` (package.name), `order:` (its fields
 * as they would stand), `proof:` (commands that fail or print something else afterwards), and perhaps `needs:` and `encoders:`.
 */
export function readFixtures() {
  return readdirSync(folder).filter((name) => name.endsWith(".txt")).sort().map((name) => {
    const [head = "", ...parts] = readFileSync(join(folder, name), "utf8").split(/^-- (.+) --\n/m);
    const setting = (key) => new RegExp(`^${key}: (.+)$`, "m").exec(head)?.[1] ?? "";
    const files = Object.fromEntries(parts.flatMap((path, i) => (i % 2 === 0 ? [[path, parts[i + 1] ?? ""]] : [])));
    const [packageName, structName] = setting("struct").split(".");
    return {
      name: name.slice(0, -".txt".length),
      packageName, structName,
      order: setting("order").split(" "),
      proof: setting("proof").split(" ; "),
      needs: setting("needs").split(" ").filter((need) => need !== ""),
      encoders: setting("encoders").split(" ").filter((entry) => entry !== ""),
      files: { "go.mod": "module example.com/m\n\ngo 1.26\n", ...files },
    };
  });
}

/** The reason that a fixture's name begins with. */
export function reasonOf({ name }, reasons) {
  return reasons.filter((reason) => name === reason || name.startsWith(`${reason}-`)).sort((a, b) => b.length - a.length)[0];
}

/** The first file that declares the struct, and where its body is; fixtures have a field a line. */
export function structIn({ files, packageName, structName }) {
  for (const [path, text] of Object.entries(files)) {
    if (!new RegExp(`^package ${packageName}\\b`, "m").test(text)) continue;
    const found = new RegExp(`(?:type|var) ${structName}(?:\\[[^\\n]*\\])? struct \\{\\n`).exec(text);
    if (found === null) continue;
    const start = found.index + found[0].length;
    return { path, start, end: text.indexOf("\n}", start) + 1, keyword: start - "struct {\n".length };
  }
  throw new Error(`no struct ${packageName}.${structName}`);
}

/** The files with the fields in the fixture's order. */
export function reordered(fixture) {
  const { path, start, end } = structIn(fixture);
  const text = fixture.files[path];
  const lines = text.slice(start, end).split("\n").slice(0, -1);
  const left = [...lines];
  const moved = fixture.order.map((field) => left.splice(left.findIndex((line) => new RegExp(`^\\s*${field}\\b`).test(line)), 1)[0]);
  if (left.length !== 0) throw new Error(`${fixture.name}: the order leaves out ${left.join(", ")}`);
  return { ...fixture.files, [path]: `${text.slice(0, start)}${moved.map((line) => `${line}\n`).join("")}${text.slice(end)}` };
}
