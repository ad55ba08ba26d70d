import type { MappedField, MappedLayout } from "@cachelint/language-server";

/** A run of bytes of one line that belong together. */
export type Piece = { readonly line: number; readonly from: number; readonly nBytes: number; readonly label: string; readonly kind: "field" | "hole"; /** Of the fields; -1 for a hole. */ readonly field: number; /** Of the groups; -1 for a hole. */ readonly group: number };

/** Fields that the same functions write; the first group is nobody's. */
export type Group = { readonly writers: readonly string[]; readonly fields: readonly string[] };

export type Plan = { readonly nLines: number; readonly nHidden: number; readonly pieces: readonly Piece[]; readonly groups: readonly Group[] };

/** More lines are a page of one array, and tell nothing. */
const mostLines = 64;

/** Where each field and hole is drawn: cut at the ends of lines, coloured by who writes it. */
export function planOf(layout: MappedLayout): Plan {
  const { lineBytes, sizeBytes, fields, holes } = layout;
  const groups = groupsOf(fields);
  const nAll = Math.max(1, Math.ceil(sizeBytes / lineBytes));
  const nLines = Math.min(nAll, mostLines);
  const cut = (span: { readonly offsetBytes: number; readonly sizeBytes: number }, piece: Omit<Piece, "line" | "from" | "nBytes">): readonly Piece[] => {
    const pieces: Piece[] = [];
    const end = Math.min(span.offsetBytes + span.sizeBytes, nLines * lineBytes);
    for (let at = span.offsetBytes; at < end;) {
      const line = Math.floor(at / lineBytes);
      const nBytes = Math.min(end, (line + 1) * lineBytes) - at;
      pieces.push({ ...piece, line, from: at - line * lineBytes, nBytes });
      at += nBytes;
    }
    return pieces;
  };
  return {
    nLines,
    nHidden: nAll - nLines,
    groups,
    pieces: [
      ...fields.flatMap((field, i) => cut(field, { label: field.name, kind: "field", field: i, group: groupOf(groups, field) })),
      ...holes.flatMap((hole) => cut(hole, { label: hole.isPadding ? "padding" : "hole", kind: "hole", field: -1, group: -1 })),
    ],
  };
}

function writersOf({ writers }: MappedField): readonly string[] {
  return [...new Set(writers.map(({ functionName }) => functionName))].sort();
}

function groupsOf(fields: readonly MappedField[]): readonly Group[] {
  const groups = new Map<string, { writers: readonly string[]; fields: string[] }>([["", { writers: [], fields: [] }]]);
  for (const field of fields) {
    const writers = writersOf(field);
    const key = writers.join("\n");
    const group = groups.get(key) ?? { writers, fields: [] };
    group.fields.push(field.name);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function groupOf(groups: readonly Group[], field: MappedField): number {
  const key = writersOf(field).join("\n");
  return groups.findIndex(({ writers }) => writers.join("\n") === key);
}
