import type { LiveView } from "@cachelint/host";
import { type CodeLens, type InlayHint, InlayHintKind, type Range } from "vscode-languageserver/node";
import type { OpenDocument } from "../documents.js";
import { layoutsOf, linesOfField, summaryOf } from "../layout-facts.js";
import { declaredFields } from "../struct-at.js";

/** Above each struct: its size and what is lost in it, under the first target; a click shows the layout. */
export function codeLenses({ structs }: LiveView, { uri, text }: OpenDocument): readonly CodeLens[] {
  return structs.flatMap(({ facts, shown }): CodeLens[] => {
    if (facts.kind === "instance") return [];
    const [first, ...others] = layoutsOf(shown);
    if (first === undefined) return [];
    const start = text.positionAt(facts.span.start);
    const title = summaryOf(first).join(" · ") + (0 < others.length ? ` (${first.targets.join(", ")})` : "");
    return [{ range: { start, end: text.positionAt(facts.span.end) }, command: { title, command: "cachelint.showLayout", arguments: [uri, start] } }];
  });
}

/** Behind each field its offset and size, under the first target. */
export function inlayHints({ structs }: LiveView, { text }: OpenDocument, { start, end }: Range): readonly InlayHint[] {
  const [from, to] = [text.offsetAt(start), text.offsetAt(end)];
  return structs.flatMap((struct) => {
    const [first] = layoutsOf(struct.shown);
    if (first === undefined) return [];
    const ends = new Map<number, string[]>();
    for (const field of declaredFields(struct)) {
      const shown = first.layout.fields[field.index];
      if (shown === undefined || field.end < from || to < field.end) continue;
      const [line, last] = linesOfField(shown, first.lineBytes);
      const lines = line === last ? (line === 0 ? "" : ` L${String(line)}`) : ` L${String(line)}-${String(last)}`;
      // Fields of one declaration share its end.
      ends.set(field.end, [...(ends.get(field.end) ?? []), `+${String(shown.offsetBytes)} ${String(shown.sizeBytes)} B${lines}`]);
    }
    return [...ends].map(([offset, labels]): InlayHint => ({ position: text.positionAt(offset), label: labels.join(", "), kind: InlayHintKind.Type, paddingLeft: true }));
  });
}
