// What this room says of a module's structs, in the shape of the truth program's rows.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { sizeClassBytes } from "@cachelint/layout";
import { buildContext, displayPath, matchPatterns, openWorkspace } from "@cachelint/project";
import { createParser, lineAndColumn } from "@cachelint/syntax";
import { createSources, createWorld, measureOf, packageAt, structsOf, typeString } from "@cachelint/types";
import { nodeFileSystem } from "../../project/oracle/node-file-system.js";

const require = createRequire(import.meta.url);
const parser = await createParser({
  runtime: readFileSync(require.resolve("web-tree-sitter/web-tree-sitter.wasm")),
  grammar: readFileSync(new URL("../../syntax/grammar/tree-sitter-go.wasm", import.meta.url)),
});
const sources = createSources(parser);

/** The rows of all structs below a folder. */
export function show(folder, target) {
  const [goos, goarch] = target.split("/");
  const workspace = openWorkspace(nodeFileSystem, { cwd: folder, env: process.env });
  const context = buildContext(workspace, { goos, goarch, cgo: false });
  const world = createWorld({ context, workspace, sources, withTests: false });
  const { packages } = matchPatterns(workspace, context, ["./..."], { tests: false });
  return packages.flatMap((ref) => {
    const pkg = packageAt(world, ref);
    return structsOf(world, pkg).map((record) => {
      const { text, path } = record.unit.source.file;
      const place = lineAndColumn(text)(record.span.start);
      const row = { importPath: pkg.importPath, module: ref.module, name: record.name, kind: record.kind, function: record.functionName ?? undefined, file: displayPath(workspace, folder, path), line: place.line, column: place.column, target };
      return { ...row, ...numbers(world, context, measureOf(world, record.type)) };
    });
  });
}

function numbers(world, context, measure) {
  if (measure?.kind !== "known" || measure.doubt) return { unknown: measure?.kind === "unknown" ? measure.unknowns : [measure?.doubt ?? { field: "", reason: "unresolved-name", detail: "no struct" }] };
  const { layout, fields, extents } = measure;
  const { sizeBytes, alignBytes, pointerBytes } = layout;
  return {
    sizeBytes,
    alignBytes,
    pointerBytes,
    sizeClassBytes: sizeClassBytes({ sizeBytes, hasPointers: 0 < pointerBytes }, { goMinor: context.goMinor, arch: world.arch }),
    fields: fields.map((field, i) => ({ name: field.name, type: typeString(world, field.type), offsetBytes: layout.offsetsBytes[i], sizeBytes: extents[i].sizeBytes, alignBytes: extents[i].alignBytes, embedded: field.isEmbedded })),
  };
}
