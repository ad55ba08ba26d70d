/** Compares module versions as golang.org/x/mod/semver does: build data is ignored, an invalid version is below all others. */
export function compareSemver(a: string, b: string): number {
  const left = parseSemver(a);
  const right = parseSemver(b);
  if (left === "invalid" || right === "invalid") return Number(left !== "invalid") - Number(right !== "invalid");
  for (const [i, number] of left.numbers.entries()) {
    const order = compareNumbers(number, right.numbers[i] ?? "0");
    if (order !== 0) return order;
  }
  return comparePrerelease(left.prerelease, right.prerelease);
}

/** `v1`, `v1.2` and `v1.2.3-pre+build`; the `v` is not optional. */
export function isSemver(version: string): boolean {
  return parseSemver(version) !== "invalid";
}

type Semver = { readonly numbers: readonly [string, string, string]; readonly prerelease: string };

// Numbers have no leading zeros, and numeric identifiers of a prerelease neither; short forms carry no prerelease or build.
const NUMBER = "(?:0|[1-9][0-9]*)";
const IDENTIFIER = "(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)";
const SEMVER = new RegExp(
  `^v(${NUMBER})(?:\\.(${NUMBER})(?:\\.(${NUMBER})(?:-(${IDENTIFIER}(?:\\.${IDENTIFIER})*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?)?)?$`,
);

function parseSemver(version: string): Semver | "invalid" {
  const match = SEMVER.exec(version);
  if (match === null) return "invalid";
  const [, major = "0", minor = "0", patch = "0", prerelease = ""] = match;
  return { numbers: [major, minor, patch], prerelease };
}

/** Decimal strings of any length: pseudo-versions carry 14-digit times. */
function compareNumbers(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return compareText(a, b);
}

/** Semantic Versioning 2.0.0, section 11: no prerelease is above any, numbers are below words, fewer fields are below more. */
function comparePrerelease(a: string, b: string): number {
  if (a === b) return 0;
  if (a === "") return 1;
  if (b === "") return -1;
  const left = a.split(".");
  const right = b.split(".");
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = compareIdentifiers(left[i] ?? "", right[i] ?? "");
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareIdentifiers(a: string, b: string): number {
  const isNumberA = /^[0-9]+$/.test(a);
  const isNumberB = /^[0-9]+$/.test(b);
  if (isNumberA && isNumberB) return compareNumbers(a, b);
  if (isNumberA !== isNumberB) return isNumberA ? -1 : 1;
  return compareText(a, b);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
