import type { Access, Program } from "@cachelint/access";
import { weightOf } from "./heat.js";
import type { Evidence } from "./model.js";

/** The heaviest accesses, one a function, each at a place in the text where the field's name stands. */
export function evidenceOf(program: Program, name: string, accesses: readonly Access[], limit: number): readonly Evidence[] {
  const found: Evidence[] = [];
  const seen = new Set<string>();
  const sorted = [...accesses].sort((a, b) => weightOf(program, b) - weightOf(program, a));
  for (const access of sorted) {
    const place = placeOf(name, access);
    if (place === null || seen.has(place.fn.name)) continue;
    seen.add(place.fn.name);
    found.push(place);
    if (found.length === limit) break;
  }
  return found;
}

/** Where the innermost part of the field's name is written on the way to the word; the operation itself where none is. */
function placeOf(name: string, access: Access): Evidence | null {
  const parts = name.split(".").reverse();
  const { trail } = access.ref;
  for (const part of parts) {
    const step = trail.findLast((each) => each.name === part);
    if (step !== undefined) return { field: name, access: access.kind, fn: step.fn, unit: step.unit, offset: step.offset, length: step.name.length };
  }
  const { site } = access;
  const [, before = "", word = ""] = /^([&*(]*)([\p{L}_][\p{L}\p{N}_]*)/u.exec(site.unit.source.file.text.slice(site.offset, site.offset + 100)) ?? [];
  return word === "" ? null : { field: name, access: access.kind, fn: site.fn, unit: site.unit, offset: site.offset + before.length, length: word.length };
}
