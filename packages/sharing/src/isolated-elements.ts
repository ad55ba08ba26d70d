import { typeRoot } from "@cachelint/access";
import { sharedFraction } from "@cachelint/layout";
import { unalias } from "@cachelint/types";
import { startsOf } from "./element-starts.js";
import { conflictOf, type ElementCandidate, elementsOf, rangeOf, shifted } from "./elements.js";
import { isLive, isWrite } from "./heat.js";
import { hintsOfWord } from "./hints.js";
import { isolatedScore } from "./isolated.js";
import type { ElementConflict } from "./model.js";

/** Elements that meet on a line, although users want their type, or a field of it, to have its lines for itself. */
export function judgeIsolatedElements(candidate: ElementCandidate): ElementConflict | null {
  const { program, judged, hints, element } = candidate;
  const actual = unalias(element);
  if (hints.roots.size === 0 || actual.kind !== "named" || !hints.roots.has(typeRoot(actual.object))) return null;
  const elements = elementsOf(candidate);
  if (elements === null) return null;
  const root = typeRoot(actual.object);
  const isolated = elements.words.filter((word) => !word.isPad && hintsOfWord(hints, root, word).some((hint) => hint.word === "isolate"));
  const written = elements.accesses.flatMap(({ access, words }) => (isWrite(access) && isLive(program, access) && 0 < words.length ? [{ access, words }] : []));
  if (isolated.length === 0 || written.length === 0) return null;
  const [one, other] = [rangeOf([{ words: isolated }]), rangeOf(written)];
  const { starts, isShifted } = startsOf(elements);
  const fraction = Math.max(sharedFraction(one, shifted(other, elements.sizeBytes), starts, judged.lineBytes), sharedFraction(other, shifted(one, elements.sizeBytes), starts, judged.lineBytes));
  if (fraction === 0) return null;
  const conflict = conflictOf(elements, { hot: written, score: isolatedScore, fraction, isPadded: false, isShifted });
  return { ...conflict, isIsolated: true };
}
