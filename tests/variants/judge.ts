import { type Expectation, sharingRules, type Variant } from "./model.js";

/** What is looked at of a finding. */
export type Told = { readonly ruleId: string; readonly type: string | null; readonly container: string | null; readonly fields: readonly string[]; readonly confidence: string; readonly message: string };

/** Null where the findings, those of low confidence among them, are what the variant expects; else why not, in one line. */
export function complaint({ expect }: Variant, findings: readonly Told[]): string | null {
  const isDoubtful = expect.kind === "flag" && expect.isDoubtful === true;
  const sharing = findings.filter(({ ruleId, confidence }) => sharingRules.includes(ruleId) && (isDoubtful || confidence !== "low"));
  const about = sharing.filter((finding) => isAbout(expect, finding));
  if (expect.kind === "silent") return about.length === 0 ? null : `flagged: ${about.map(brief).join("; ")}`;
  const right = about.filter(({ ruleId, fields }) => expect.rules.includes(ruleId) && namesOne(expect.fields, fields));
  if (0 < right.length) return null;
  if (0 < about.length) return `flagged otherwise than as ${expect.rules.join(" or ")} on ${expect.fields.join(", ")}: ${about.map(brief).join("; ")}`;
  return `silent, but ${sharing.length === 0 ? "should not be" : `flagged elsewhere: ${sharing.map(brief).join("; ")}`}`;
}

function isAbout({ type, alsoTypes, container, fields }: Expectation, finding: Told): boolean {
  const names = [type, ...alsoTypes].filter((name) => name !== "");
  const isType = finding.type !== null && names.some((name) => formsOf(finding.type!).includes(name));
  const isContainer = container !== null && finding.container !== null && sameContainer(finding.container, container);
  // Package variables have no type to be known by, and anonymous structs none of their own.
  const isVariable = finding.type === null && finding.container === null && namesOne(fields, finding.fields);
  return isType || isContainer || isVariable;
}

/** `a.Map[string].b` → itself, `a.Map.b`, `a`, `b`, and `Map` too. */
function formsOf(type: string): readonly string[] {
  const bare = type.replace(/\[.*\]/s, "");
  return [type, bare, ...bare.split(".")];
}

function sameContainer(found: string, wanted: string): boolean {
  const bare = found.replaceAll(/\[[^\]]*\]/g, "");
  return bare === wanted || bare.endsWith(`.${wanted}`) || bare.split(".").at(-1) === wanted.split(".").at(-1);
}

function namesOne(wanted: readonly string[], found: readonly string[]): boolean {
  const parts = found.flatMap((field) => field.split(/[.[\]]+/));
  return wanted.length === 0 || wanted.some((name) => parts.includes(name));
}

function brief({ ruleId, type, container, fields }: Told): string {
  return `${ruleId} ${type ?? container ?? ""}{${fields.join(", ")}}`;
}
