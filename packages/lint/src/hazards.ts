import { openSafety, reorderHazards, type Safety } from "@cachelint/safety";
import type { FileUnit } from "@cachelint/types";
import type { TargetPackages } from "./collect.js";
import type { HazardsOf, PlacedHazard, SourceRef } from "./model.js";

/** What minds a change to a struct, anywhere in its workspace; the workspace is read for it when the first struct is asked about. */
export function hazardsIn(targets: readonly TargetPackages[], { sourceOf, orderedEncoders, during }: HazardOptions): HazardsOf {
  let safety: Safety | null | undefined;
  return ({ source, syntax }, edit) => {
    safety ??= safetyOf(targets, orderedEncoders);
    const place = { source, span: { start: syntax.start, end: syntax.end } };
    // Nobody looked, so nobody can say that it is safe.
    if (safety === null) return [{ reason: "unread", detail: "its workspace could not be read", weight: "withholds", ...place }];
    const opened = safety;
    return during("hazards", () => reorderHazards({ path: source.path, syntax }, opened, edit)).map(({ reason, detail, unit, offset, length, weight }): PlacedHazard =>
      ({ reason, detail, weight, ...(unit === null ? place : { source: sourceOf(unit), span: { start: offset, end: offset + length } }) }));
  };
}

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
