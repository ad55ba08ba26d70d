import { compareGoVersions, type GoVersion, parseGoVersion } from "./go-version.js";
import type { Installation } from "./goroot.js";
import * as messages from "./messages.js";
import type { ProjectProblem, StdTable } from "./model.js";
import type { Goroot } from "./workspace.js";

export type ToolchainWish = {
  /** What the user set by flag or configuration, which decides alone; empty where not set. */
  readonly asked: string;
  /** GOTOOLCHAIN. */
  readonly gotoolchain: string;
  /** The `go` and `toolchain` lines of go.work or else go.mod, and the file they stand in. */
  readonly file: { readonly path: string; readonly go: string; readonly toolchain: string } | undefined;
};

export type Machine = {
  readonly found: Installation | undefined;
  /** Newest first; asked for only where `found` will not do. */
  readonly others: () => readonly Installation[];
  readonly stdTable: StdTable | undefined;
};

export type Toolchain = { readonly goroot: Goroot; readonly goVersion: GoVersion; readonly problems: readonly ProjectProblem[] };

/** The newest Go this room knows the names and experiments of: the last resort for a version. */
export const NEWEST_GO: GoVersion = { text: "1.27", minor: 27 };

/** Which Go decides: see "One Go version" in the CLI reference, and go.dev/doc/toolchain for switching. */
export function chooseToolchain(wish: ToolchainWish, machine: Machine): Toolchain {
  if (wish.asked !== "") return chooseAsked(wish.asked, machine);
  const { found, stdTable } = machine;
  const needed = neededVersion(wish, found);
  if (found === undefined) {
    const other = machine.others()[0];
    if (other !== undefined) return at(other, []);
    const stated = parseGoVersion(wish.file?.toolchain ?? "");
    const version = stated === "invalid" ? parseGoVersion(wish.file?.go ?? "") : stated;
    return withTable(version === "invalid" ? tableVersion(stdTable) : version, stdTable);
  }
  if (needed === undefined) return at(found, []);
  if (!needed.canSwitch) return at(found, [messages.switchingIsOff(needed.why, { needed: needed.version, found })]);
  const switched = machine.others().filter(({ version }) => satisfies(version, needed.version)).at(-1);
  if (switched !== undefined) return at(switched, []);
  return at(found, [messages.toolchainMissing(needed.why, { needed: needed.version, found })]);
}

/** A version set by the user needs an installation of the same minor version, or the table of it. */
function chooseAsked(asked: string, machine: Machine): Toolchain {
  const version = parseGoVersion(asked);
  if (version === "invalid") return chooseToolchain({ asked: "", gotoolchain: "", file: undefined }, machine);
  const { found, stdTable } = machine;
  const fits = (candidate: Installation): boolean => candidate.version.minor === version.minor;
  const chosen = found !== undefined && fits(found) ? found : machine.others().find(fits);
  if (chosen !== undefined) return { ...at(chosen, []), goVersion: isExact(asked) ? version : chosen.version };
  if (stdTable !== undefined && (found === undefined || tableVersion(stdTable).minor === version.minor)) return withTable(version, stdTable);
  if (found === undefined) return withTable(version, undefined);
  return { ...at(found, [messages.askedVersionMissing(version.text, found)]), goVersion: version };
}

function isExact(version: string): boolean {
  return /^(?:go)?1\.[0-9]+(?:\.[0-9]+|[a-z])/.test(version);
}

function at({ path, version }: Installation, problems: readonly ProjectProblem[]): Toolchain {
  return { goroot: { kind: "directory", path, version: version.text }, goVersion: version, problems };
}

function withTable(goVersion: GoVersion, stdTable: StdTable | undefined): Toolchain {
  if (stdTable === undefined) return { goroot: { kind: "none" }, goVersion, problems: [messages.noGoroot()] };
  const version = tableVersion(stdTable);
  const problems = version.minor === goVersion.minor ? [] : [messages.tableOfOtherVersion(goVersion.text, stdTable.goVersion)];
  return { goroot: { kind: "table", version: stdTable.goVersion }, goVersion, problems };
}

function tableVersion(stdTable: StdTable | undefined): GoVersion {
  const version = parseGoVersion(stdTable?.goVersion ?? "");
  return version === "invalid" ? NEWEST_GO : version;
}

type Needed = { readonly version: string; readonly why: string; /** GOTOOLCHAIN=local forbids it. */ readonly canSwitch: boolean };

/** The version that the go command would switch to (cmd/go/internal/toolchain Select); undefined where the one found will do. */
function neededVersion({ gotoolchain, file }: ToolchainWish, found: Installation | undefined): Needed | undefined {
  const [minimum = "", mode = ""] = gotoolchain === "" || gotoolchain === "auto" || gotoolchain === "path" ? ["local", "auto"] : gotoolchain.split("+");
  const fixed = minimum === "local" ? "invalid" : parseGoVersion(minimum.replace(/^.*-go/, "go"));
  let needed: Needed = { version: fixed === "invalid" ? (found?.version.text ?? "") : fixed.text, why: `GOTOOLCHAIN=${gotoolchain}`, canSwitch: true };
  const raise = (version: string, why: string): void => {
    if (0 < compareGoVersions(version, needed.version)) needed = { version, why, canSwitch: mode !== "" };
  };
  if (file !== undefined) {
    if (mode !== "" && file.toolchain !== "" && file.toolchain !== "default") raise(file.toolchain.replace(/^.*?go1/, "1"), `the toolchain line of ${file.path}`);
    raise(file.go, `the go line of ${file.path}`);
  }
  return found !== undefined && needed.version === found.version.text ? undefined : needed;
}

/** `1.26` is satisfied by every 1.26.x; `1.26.3` by itself and later ones of 1.26. */
function satisfies(version: GoVersion, needed: string): boolean {
  const wanted = parseGoVersion(needed);
  return wanted !== "invalid" && wanted.minor === version.minor && 0 <= compareGoVersions(version.text, needed);
}
