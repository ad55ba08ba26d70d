import type { ModuleVersion } from "./module-path.js";
import { compareSemver, isSemver } from "./semver.js";

export type VendoredModule = ModuleVersion & {
  readonly isExplicit: boolean;
  /** Empty path where it is not replaced; empty version for a folder. */
  readonly replacement: ModuleVersion;
  /** Its `go` line, empty where none is given. */
  readonly go: string;
};

/** vendor/modules.txt: which module each vendored package is from. */
export type ModulesTxt = {
  readonly isWorkspace: boolean;
  readonly modules: readonly VendoredModule[];
  /** Import path → module path. */
  readonly packages: ReadonlyMap<string, string>;
  /** Module path → version, of modules that give packages. */
  readonly versions: ReadonlyMap<string, string>;
};

/**
 * Reads what `go mod vendor` and `go work vendor` write (cmd/go/internal/modload/vendor.go readVendorList):
 * `# path version [=> path [version]]`, `## explicit; go 1.24`, package lines, and `## workspace` first for a workspace.
 */
export function parseModulesTxt(text: string): ModulesTxt {
  const modules: Mutable<VendoredModule>[] = [];
  const packages = new Map<string, string>();
  const versions = new Map<string, string>();
  const lines = text.split("\n").map((line) => line.trim());
  let current: Mutable<VendoredModule> | undefined;
  for (const line of lines) {
    if (line.startsWith("# ")) {
      current = parseModule(line.split(/\s+/).slice(1));
      if (current !== undefined) modules.push(current);
    } else if (current === undefined || line === "") continue;
    else if (line.startsWith("## ")) annotate(current, line.slice(3));
    else if (!/\s/.test(line)) {
      packages.set(line, current.path);
      if (compareSemver(versions.get(current.path) ?? "", current.version) <= 0) versions.set(current.path, current.version);
    }
  }
  return { isWorkspace: isWorkspaceLine(lines[0] ?? ""), modules, packages, versions };
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

function isWorkspaceLine(line: string): boolean {
  return line.startsWith("## ") && line.slice(3).split(";").some((word) => word.trim() === "workspace");
}

function parseModule(words: readonly string[]): Mutable<VendoredModule> | undefined {
  const [path = "", second = ""] = words;
  const isWildcard = second === "=>";
  if (!isWildcard && !isSemver(second)) return undefined;
  const [arrow, newPath = "", newVersion = ""] = words.slice(isWildcard ? 1 : 2);
  const replacement = arrow === "=>" ? { path: newPath, version: newVersion } : { path: "", version: "" };
  return { path, version: isWildcard ? "" : second, isExplicit: false, replacement, go: "" };
}

function annotate(module: Mutable<VendoredModule>, annotations: string): void {
  for (const word of annotations.split(";").map((part) => part.trim())) {
    if (word === "explicit") module.isExplicit = true;
    else if (word.startsWith("go ")) module.go = word.slice(3);
  }
}
