import type { FileFacts, PlacedDirective, StructFacts, TargetLayout } from "@cachelint/lint";
import { typeString } from "@cachelint/types";

export type KeyedStruct = { readonly facts: StructFacts; readonly id: string; readonly key: string };

/** Names for the structs of one file that outlive edits, and keys that change with what rules judge by. */
export function structKeys(structs: readonly StructFacts[], files: readonly FileFacts[]): readonly KeyedStruct[] {
  const counts = new Map<string, number>();
  return structs.map((facts) => {
    const like = [facts.kind, facts.functionName ?? "", facts.name].join("\n");
    const nBefore = counts.get(like) ?? 0;
    counts.set(like, nBefore + 1);
    const directives = files.filter(({ source }) => source.path === facts.source.path).flatMap((file) => file.directives.filter((one) => reaches(one, facts)));
    const said = directives.map(({ start, end }) => facts.source.text.slice(start, end));
    return { facts, id: `${like}\n${nBefore}`, key: JSON.stringify([facts.layouts.map(layoutKey), said]) };
  });
}

function layoutKey({ target, world, measure }: TargetLayout): unknown {
  const fields = measure.fields.map(({ name, type, tag }) => [name, typeString(world, type), tag]);
  return measure.kind === "unknown" ? [target, fields, measure.unknowns] : [target, fields, measure.layout, measure.extents, measure.doubt];
}

function reaches({ reach }: PlacedDirective, { span, declSpan }: StructFacts): boolean {
  if (reach.kind === "file") return true;
  return reach.kind !== "nothing" && reach.span.start < Math.max(span.end, declSpan.end) && Math.min(span.start, declSpan.start) <= reach.span.end;
}
