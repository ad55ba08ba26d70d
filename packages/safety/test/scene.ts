import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { buildContext, memoryFileSystem, openWorkspace } from "@cachelint/project";
import { createParser } from "@cachelint/syntax";
import { createSources, structsOf } from "@cachelint/types";
import { type Hazard, openSafety, reorderHazards, type StructEdit } from "../src/index.js";
import { decodeStdTable } from "../../host/src/std-table.js";

const require = createRequire(import.meta.url);

const parser = await createParser({
  runtime: readFileSync(require.resolve("web-tree-sitter/web-tree-sitter.wasm")),
  grammar: readFileSync(new URL("../../syntax/grammar/tree-sitter-go.wasm", import.meta.url)),
});

const stdTable = decodeStdTable(readFileSync(new URL("../../host/std-table/std-table.json.br", import.meta.url))).table(26);

export type Question = { readonly encoders?: readonly string[]; readonly edit?: StructEdit };

/** What minds the order of the struct called so, in a module of these files; paths are relative to it. */
export function hazardsOf(files: Readonly<Record<string, string>>, name: string, { encoders = [], edit }: Question = {}): readonly Hazard[] {
  const placed = Object.fromEntries(Object.entries({ "go.mod": "module example.com/m\n\ngo 1.26\n", ...files }).map(([path, text]) => [path.startsWith("/") ? path : `/m/${path}`, text]));
  const workspace = openWorkspace(memoryFileSystem(placed), { cwd: "/m", env: { HOME: "/home/u" }, stdTable });
  const sources = createSources(parser);
  const safety = openSafety({ workspace, sources, context: buildContext(workspace, { goos: "linux", goarch: "amd64", cgo: true }), orderedEncoders: encoders });
  if (safety === null) throw new Error("no such architecture");
  const { universe } = safety;
  const record = universe.folders.flatMap((folder) => universe.packagesIn(folder)).flatMap((pkg) => structsOf(universe.world, pkg)).find((one) => one.syntax !== null && (one.name === name || one.name === `${name}.struct`));
  if (!record?.syntax) throw new Error(`no struct ${name}`);
  return reorderHazards({ path: record.unit.source.file.path, syntax: record.syntax }, safety, edit);
}

/** Each hazard as `withholds unkeyed-literal p/a.go: T{1, 2}`. */
export function told(hazards: readonly Hazard[]): readonly string[] {
  return hazards.map(({ reason, weight, unit, offset, length }) => `${weight} ${reason}${unit === null ? "" : ` ${unit.source.file.path.slice("/m/".length)}: ${unit.source.file.text.slice(offset, offset + length)}`}`);
}
