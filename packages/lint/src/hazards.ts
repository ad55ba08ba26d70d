import { elementUses, openSafety, reorderHazards, type Safety } from "@cachelint/safety";
import type { Span } from "@cachelint/syntax";
import type { FileUnit } from "@cachelint/types";
import type { TargetPackages } from "./collect.js";
import type { ElementUsesOf, HazardsOf, PlacedHazard, SourceRef } from "./model.js";

/** What can be asked of a workspace, which is read when the first struct is asked about. */
export type Asked = { readonly hazards: HazardsOf; readonly elementUses: ElementUsesOf };

/** What minds a change to a struct, anywhere in its workspace, and how the elements that it holds are used. */
export function hazardsIn(targets: readonly TargetPackages[], { sourceOf, orderedEncoders, during }: HazardOptions): Asked {
  let known: Safety | null | undefined;
  const opened = (): Safety | null => (known === undefined ? (known = safetyOf(targets, orderedEncoders)) : known);
  const placed = ({ unit, start, end }: Span & { readonly unit: FileUnit }): Place => ({ source: sourceOf(unit), span: { start, end } });
  const uses: ElementUsesOf = ({ source, syntax }, field) => {
    const safety = opened();
    if (safety === null) return null;
    const { made, minding, isSaid } = during("hazards", () => elementUses(safety, { path: source.path, syntax }, field));
    return { made: made.map(placed), minding: minding.map(placed), isSaid };
  };
  const hazards: HazardsOf = ({ source, syntax }, edit) => {
    const safety = opened();
    const place = { source, span: { start: syntax.start, end: syntax.end } };
    // Nobody looked, so nobody can say that it is safe.
    if (safety === null) return [{ reason: "unread", detail: "its workspace could not be read", weight: "withholds", ...place }];
    return during("hazards", () => reorderHazards({ path: source.path, syntax }, safety, edit)).map(({ reason, detail, unit, offset, length, weight }): PlacedHazard =>
      ({ reason, detail, weight, ...(unit === null ? place : { source: sourceOf(unit), span: { start: offset, end: offset + length } }) }));
  };
  return { hazards, elementUses: uses };
}

type Place = Pick<PlacedHazard, "source" | "span">;

type HazardOptions = {
  readonly sourceOf: (unit: FileUnit) => SourceRef;
  readonly orderedEncoders: readonly string[];
  readonly during: <T>(phase: string, work: () => T) => T;
};

function safetyOf([first]: readonly TargetPackages[], orderedEncoders: readonly string[]): Safety | null {
  if (first === undefined) return null;
  const { workspace, sources, context } = first.world;
  return openSafety({ workspace, sources, context, orderedEncoders });
}
