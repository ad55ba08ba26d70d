/** A version of Go itself: `text` as written without `go` (`1.26.8`, `1.21rc1`), `minor` 26 for every Go 1.26. */
export type GoVersion = { readonly text: string; readonly minor: number };

/** Reads `1.26`, `1.26.8`, `go1.26.8`, `go1.26rc1`, also with a suffix (`go1.26.8-custom`, `go1.26 X:exp`). */
export function parseGoVersion(text: string): GoVersion | "invalid" {
  const match = /^(?:go)?(1\.([0-9]+)(?:\.[0-9]+)?(?:(?:alpha|beta|rc)[0-9]+)?)(?![0-9.])/.exec(text.trim());
  if (match === null) return "invalid";
  return { text: match[1] ?? "", minor: Number(match[2]) };
}

/**
 * Orders versions as cmd/go's internal/gover does: `1.21 < 1.21rc1 < 1.21.0`, since 1.21 names the language and 1.21.0
 * its first release; before 1.21 the two were one. What is no version is below all.
 */
export function compareGoVersions(a: string, b: string): number {
  const left = parts(a);
  const right = parts(b);
  for (let i = 0; i < left.length; i++) {
    const order = (left[i] ?? 0) - (right[i] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

const KINDS = ["", "alpha", "beta", "rc"];

function parts(text: string): readonly number[] {
  const match = /^(?:go)?([0-9]+)(?:\.([0-9]+)(?:\.([0-9]+))?(?:(alpha|beta|rc)([0-9]+))?)?/.exec(text);
  if (match === null) return [-1, 0, 0, 0, 0];
  const [, major = "0", minor = "0", patch, kind = "", pre = "0"] = match;
  const unwritten = Number(minor) < 21 && kind === "" ? 0 : -1;
  return [Number(major), Number(minor), patch === undefined ? unwritten : Number(patch), KINDS.indexOf(kind), Number(pre)];
}
