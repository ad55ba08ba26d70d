import type { LiveStruct, LiveView, RestsOn } from "@cachelint/host";
import type { Span } from "@cachelint/syntax";
import { allRules } from "@cachelint/rules";
import type { Documents } from "./documents.js";
import { moveSpan } from "./edits.js";
import { liveFindings } from "./live-findings.js";
import type { LiveEvidence, LiveFinding, LiveFix } from "./model.js";

/** What a check of a whole module found, and how the open files stood when it began: after so many changes of anything. */
export type ModuleFindings = { readonly marks: ModuleMarks; readonly findings: readonly LiveFinding[]; readonly restsOn: RestsOn; readonly withFixes: boolean; readonly nChanges: number };

/** By path. */
export type ModuleMarks = ReadonlyMap<string, FileMarks>;

/** `mark` is a place in the history of the file's edits. */
type FileMarks = { readonly mark: number; readonly structs: readonly MarkedStruct[] };
type MarkedStruct = Span & Pick<LiveStruct, "id" | "key">;

/** How a file stands now. */
export function marksOf(mark: number, view: LiveView | null): FileMarks {
  return { mark, structs: (view?.structs ?? []).map(({ id, key, facts: { span, declSpan } }) => ({ id, key, start: Math.min(span.start, declSpan.start), end: Math.max(span.end, declSpan.end) })) };
}

/** What was last said at once of the structs of a file, so that it is not looked for again with each letter typed elsewhere. */
export type SaidBefore = FileMarks & { readonly findings: readonly LiveFinding[] };

export type Known = { readonly module: ModuleFindings | undefined; readonly before: SaidBefore | undefined; readonly documents: Pick<Documents, "editsSince" | "markOf"> };

/**
 * What is known of a file now: of structs that the last check of the module saw as they are, what it found, at the places
 * where these lie now; of all others what their layout says at once. `said` is for the next time.
 */
export function currentFindings(path: string, view: LiveView, { module, before, documents }: Known): { readonly findings: readonly LiveFinding[]; readonly said: SaidBefore | undefined } {
  if (!view.isReported) return { findings: [], said: undefined };
  const marks = module?.marks.get(path);
  // Of a file that was not open then nobody noted how it stood.
  const moveModule = (at: string, span: Span): Span | null => moveSpan(span, documents.editsSince(at, module?.marks.get(at)?.mark ?? 0));
  const moveBefore = (at: string, span: Span): Span | null => moveSpan(span, documents.editsSince(at, before?.mark ?? 0));
  const inModule = unchanged(view, marks?.structs ?? []);
  const inBefore = unchanged(view, before?.structs ?? []);
  const now = liveFindings(view.findingsNow(({ id }) => !inModule.has(id) && !inBefore.has(id)), allRules);
  const carried = (before?.findings ?? []).flatMap((finding) => moved(finding, moveBefore, (owner) => owner !== undefined && inBefore.has(owner) && !inModule.has(owner), before?.structs ?? []));
  const kept = (module?.findings ?? []).flatMap((finding) => (finding.path === path && finding.needs !== "directives" ? moved(finding, moveModule, (owner) => finding.needs !== "layout" || (owner !== undefined && inModule.has(owner)), marks?.structs ?? []) : []));
  const heard = view.notSilenced([...kept, ...carried].filter(({ span }) => span.end <= view.source.text.length).map((finding) => ({ ruleId: finding.ruleId, source: view.source, span: finding.span, finding }))).map(({ finding }) => finding);
  const said = { ...marksOf(documents.markOf(path), view), findings: [...now, ...carried].filter(({ needs }) => needs === "layout") };
  return { findings: [...now, ...heard].sort((a, b) => a.span.start - b.span.start || (a.ruleId < b.ruleId ? -1 : 1)), said };
}

/** The structs that are as they were, by id. */
function unchanged({ structs }: LiveView, marked: readonly MarkedStruct[]): ReadonlySet<string> {
  const keys = new Map(marked.map(({ id, key }) => [id, key]));
  return new Set(structs.filter(({ id, key }) => keys.get(id) === key).map(({ id }) => id));
}

type Move = (path: string, span: Span) => Span | null;

function moved(finding: LiveFinding, move: Move, isWanted: (owner: string | undefined) => boolean, structs: readonly MarkedStruct[]): readonly LiveFinding[] {
  if (!isWanted(innermost(structs, finding.span)?.id)) return [];
  const span = move(finding.path, finding.span);
  return span === null ? [] : [{ ...finding, span, evidence: movedEvidence(finding.evidence, move), fix: movedFix(finding.fix, move) }];
}

function innermost(structs: readonly MarkedStruct[], { start, end }: Span): MarkedStruct | undefined {
  return structs.filter((struct) => struct.start <= start && end <= struct.end).sort((a, b) => a.end - a.start - (b.end - b.start))[0];
}

function movedEvidence(evidence: readonly LiveEvidence[], move: Move): readonly LiveEvidence[] {
  return evidence.flatMap((one) => {
    const span = move(one.path, one.span);
    return span === null ? [] : [{ ...one, span }];
  });
}

/** A fix of a text that was edited is none. */
function movedFix(fix: LiveFix | null, move: Move): LiveFix | null {
  if (fix === null) return null;
  const edits = fix.edits.flatMap((edit) => {
    const span = move(edit.path, edit.span);
    return span === null ? [] : [{ ...edit, span }];
  });
  return edits.length === fix.edits.length ? { ...fix, edits } : null;
}
