import { type Judgement, type JudgeOptions, judgePackage } from "./judge.js";

/** Intel's spatial prefetcher fetches the other line of a pair as well; Apple's processors have lines as long as that. */
const pairBytes = 128;
const mostScore = 2.5;

/**
 * Words that meet on a pair of neighbouring lines only, where the judged line is shorter: never more than low confidence.
 * `near` are those that meet on one line, whose structs and containers are not told of again.
 * (Intel's optimization manual, "spatial prefetcher"; sync.poolLocal pads to 128 bytes for it.)
 */
export function judgeAdjacent(options: JudgeOptions, near: readonly Judgement[]): readonly Judgement[] {
  if (pairBytes <= options.judged.lineBytes) return [];
  const known = new Set(near.map(placeKey));
  return judgePackage({ ...options, judged: { ...options.judged, lineBytes: pairBytes } }).flatMap((conflict): readonly Judgement[] =>
    (conflict.kind !== "fields" && conflict.kind !== "elements") || known.has(placeKey(conflict)) ? [] : [{ ...conflict, isAdjacent: true, confidence: "low", score: Math.min(conflict.score, mostScore) }],
  );
}

function placeKey(conflict: Judgement): string {
  if (conflict.kind === "elements") return `elements ${conflict.container} ${conflict.elementName}`;
  if (conflict.kind !== "fields") return conflict.kind;
  const { place } = conflict;
  return place.kind === "type" ? `type ${place.object.name}${place.object.isLocal ? `#${place.object.decl?.start ?? 0}` : ""}` : `variable ${place.root}`;
}
