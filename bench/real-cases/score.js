// What a run's findings say of one side of a case, held against what was expected of it.

const sharingRules = new Set(["false-sharing", "false-sharing-elements", "false-sharing-globals", "ineffective-padding"]);

/** `{ scored, verdict, named }`: `named` are the findings on the side's type, those that count first; `verdict` is ok, WRONG or `-`. */
export function score(side, findings) {
  const named = findings.filter((finding) => (sharingRules.has(finding.ruleId) || finding.ruleId === "useless-padding") && isOnType(finding, side));
  const counting = named.filter((finding) => counts(finding, side));
  const others = named.filter((finding) => !counts(finding, side));
  const scored = scoredAs(side.expect);
  return { scored, verdict: verdictOf(scored, side, counting), named: [...counting, ...others], nCounting: counting.length };
}

/** Only an expectation without conditions is scored; the others are listed. */
export function scoredAs(expect) {
  if (expect === "flag") return "flag";
  return expect.startsWith("silent") ? "silent" : null;
}

function verdictOf(scored, side, counting) {
  if (scored === "flag") return counting.some((finding) => sharingRules.has(finding.ruleId) && hitsHotField(finding, side)) ? "ok" : "WRONG";
  if (scored === "silent") return counting.every((finding) => side.expect.startsWith("silent or info") && finding.severity === "info") ? "ok" : "WRONG";
  return "-";
}

/** The finding's type is the side's, or what holds the elements is or belongs to it; for package variables, the variables are. */
function isOnType({ type, container, fields }, { type: wanted, alsoTypes = [], container: wantedContainer, hotFields }) {
  const types = [wanted, ...alsoTypes].filter((name) => name !== null);
  if (type === null && container === null) return parts(fields).some((part) => hotFields.includes(part));
  if (type !== null && types.some((name) => bare(type) === name || bare(type).endsWith(`.${name}`))) return true;
  if (wantedContainer !== undefined && [type, container].some((path) => path !== null && startsWithPath(bare(path), wantedContainer))) return true;
  return container !== null && types.some((name) => parts([container]).includes(name) || startsWithPath(bare(container), name));
}

/** A side may be about some of its type's fields only, or about all but some. */
function counts({ fields, container }, { onlyFields, notFields = [] }) {
  const touched = parts([...fields, container ?? ""]);
  return (onlyFields === undefined || onlyFields.some((name) => touched.includes(name))) && !notFields.some((name) => touched.includes(name));
}

function hitsHotField({ fields, container }, { hotFields }) {
  const touched = parts([...fields, container ?? ""]);
  return hotFields.length === 0 || hotFields.some((name) => touched.includes(name));
}

/** Every name of the paths: `ring.slots[].turn` is ring, slots, turn. */
function parts(paths) {
  return paths.flatMap((path) => bare(path).split(/[.[\]*()]+/).filter((part) => part !== ""));
}

/** Without type arguments, which a report may or may not name. */
function bare(name) {
  return name.replace(/\[[A-Za-z][^\]]*\]/g, "");
}

function startsWithPath(path, start) {
  return path === start || path.startsWith(`${start}.`) || path.startsWith(`${start}[`);
}
