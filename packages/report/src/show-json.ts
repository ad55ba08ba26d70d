import { isKnown, type ShownStruct, type UnknownPart } from "./model.js";

/** One line of `show --format jsonl`, without the line's end. */
export function showJsonLine(struct: ShownStruct): string {
  return JSON.stringify(rowOf(struct));
}

/** The pieces of `show --format json`: one document, a row a line, so that it can be written while it is made. */
export function* showJson(structs: Iterable<ShownStruct>): Generator<string> {
  let before = '{"schemaVersion":1,"structs":[\n';
  for (const struct of structs) {
    yield before + showJsonLine(struct);
    before = ",\n";
  }
  yield before.startsWith("{") ? '{"schemaVersion":1,"structs":[]}\n' : "\n]}\n";
}

/** The row as outside programs read it. Its keys and their order are a promise. */
type Row = {
  importPath: string;
  module: string;
  name: string;
  kind: string;
  function: string | undefined;
  file: string;
  line: number;
  column: number;
  target: string;
  sizeBytes?: number;
  alignBytes?: number;
  pointerBytes?: number | null;
  sizeClassBytes?: number | null;
  fields?: readonly FieldRow[];
  unknown?: readonly UnknownPart[];
};
type FieldRow = { name: string; type: string; offsetBytes: number; sizeBytes: number; alignBytes: number; embedded: boolean };

function rowOf(struct: ShownStruct): Row {
  const { layout } = struct;
  const row: Row = {
    importPath: struct.importPath,
    module: struct.module,
    name: struct.name,
    kind: struct.kind,
    function: struct.functionName ?? undefined,
    file: struct.file,
    line: struct.line,
    column: struct.column,
    target: struct.target,
  };
  if (isKnown(layout)) {
    row.sizeBytes = layout.sizeBytes;
    row.alignBytes = layout.alignBytes;
    row.pointerBytes = layout.pointerBytes;
    row.sizeClassBytes = layout.sizeClassBytes;
    row.fields = layout.fields.map(({ name, type, offsetBytes, sizeBytes, alignBytes, embedded }) => ({ name, type, offsetBytes, sizeBytes, alignBytes, embedded }));
  }
  if (0 < layout.unknowns.length) row.unknown = layout.unknowns.map(({ field, reason, detail }) => ({ field, reason, detail }));
  return row;
}
