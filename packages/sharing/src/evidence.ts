import type { Access, Program } from "@cachelint/access";
import { weightOf } from "./heat.js";
import type { Evidence } from "./model.js";
import { shortName, type Word } from "./words.js";

/** The heaviest accesses, one a function, each at a place in the text where the field's name stands. */
export function evidenceOf(program: Program, name: string, accesses: readonly Access[], limit: number): readonly Evidence[] {
  return evidenceAs(program, [name], accesses, limit);
}

/** Of a word in a wrapper, where the field is named that holds the wrapper, or else inside it. */
export function evidenceOfWord(program: Program, word: Word, accesses: readonly Access[], limit: number): readonly Evidence[] {
  return evidenceAs(program, [shortName(word), word.path.slice(1)], accesses, limit);
}

function evidenceAs(program: Program, names: readonly string[], accesses: readonly Access[], limit: number): readonly Evidence[] {
  const found: Evidence[] = [];
  const seen = new Set<string>();
  const sorted = [...accesses].sort((a, b) => weightOf(program, b) - weightOf(program, a));
  for (const access of sorted) {
    const place = placeOf(names, access);
    if (place === null || seen.has(place.fn.name)) continue;
    seen.add(place.fn.name);
    found.push(place);
    if (found.length === limit) break;
  }
  return found;
}

/** Where the innermost part of one of the field's names is written on the way to the word; the operation itself where none is. */
function placeOf(names: readonly string[], access: Access): Evidence | null {
  const { site, kind, ref: { trail } } = access;
  for (const field of names) {
    for (const part of field.split(".").reverse()) {
      const step = trail.findLast((each) => each.name === part);
      if (step !== undefined) return { field, access: kind, fn: step.fn, unit: step.unit, offset: step.offset, length: step.name.length };
    }
  }
  const [, before = "", word = ""] = /^([&*(]*)([\p{L}_][\p{L}\p{N}_]*)/u.exec(site.unit.source.file.text.slice(site.offset, site.offset + 100)) ?? [];
  return word === "" ? null : { field: names.at(-1) ?? "", access: kind, fn: site.fn, unit: site.unit, offset: site.offset + before.length, length: word.length };
}
