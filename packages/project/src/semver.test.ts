import { compareSemver, isSemver } from "./semver.js";

test("versions in order, as golang.org/x/mod/semver has them", () => {
  const ordered = [
    "bad", "v0.0.0-20190101000000-abcdefabcdef", "v0.0.0-20240823204242-4ba0660f739c", "v0.0.0", "v0.1.0", "v1.0.0-alpha", "v1.0.0-alpha.1", "v1.0.0-alpha.beta",
    "v1.0.0-beta", "v1.0.0-beta.2", "v1.0.0-beta.11", "v1.0.0-rc.1", "v1.0.0", "v1.2.0", "v1.10.0", "v2.0.0+incompatible", "v99999999999999999999.0.0",
  ];
  for (const [i, low] of ordered.entries()) {
    expect(compareSemver(low, low)).toBe(0);
    for (const high of ordered.slice(i + 1)) {
      expect([low, high, compareSemver(low, high) < 0, 0 < compareSemver(high, low)]).toEqual([low, high, true, true]);
    }
  }
});

test.each([
  ["v1.2.3+build", "v1.2.3"],
  ["v1", "v1.0.0"],
  ["v1.2", "v1.2.0"],
  ["v2.0.0+incompatible", "v2.0.0"],
  ["1.2.3", "v1.2.x"],
])("%s and %s are equal", (a, b) => {
  expect(compareSemver(a, b)).toBe(0);
});

test.each(["", "1.2.3", "v01.2.3", "v1.2.3-", "v1.2.3-01", "v1.2-pre", "v1.2.3.4", "latest", "v1.2.3 "])("%j is no version", (text) => {
  expect(isSemver(text)).toBe(false);
});
