/** What the project room may ask of the disk. Handed in, so that tests, editors and git revisions can stand in for it. */
export type FileSystem = {
  readonly readText: (path: string) => ReadTextResult;
  /** Entries in byte order of their names; symbolic links are already followed (`kind` is that of what they point at). */
  readonly readDirectory: (path: string) => ReadDirectoryResult;
  /** The path with symbolic links resolved, or the path itself where that fails. */
  readonly realPath: (path: string) => string;
};
export type ReadTextResult = { readonly text: string } | { readonly problem: FileProblem };
export type ReadDirectoryResult = { readonly entries: readonly DirectoryEntry[] } | { readonly problem: FileProblem };
export type DirectoryEntry = { readonly name: string; readonly kind: "file" | "directory" | "other"; readonly isSymlink: boolean };
/** `link-loop`: a symbolic link that leads back to itself. */
export type FileProblem = "not-found" | "not-readable" | "wrong-kind" | "link-loop";

/** One build configuration: what decides which files make a package (Go command documentation, "Build constraints"). */
export type BuildContext = {
  readonly goos: string;
  readonly goarch: string;
  readonly cgo: boolean;
  /** `-tags` of the user, those of GOFLAGS included. */
  readonly tags: readonly string[];
  /** The toolchain's minor version, 26 for Go 1.26: release tags, known names, vendor rules. */
  readonly goMinor: number;
};

/** A package as a place: which directory, of which module. */
export type PackageRef = {
  readonly importPath: string;
  readonly directory: string;
  /** `std`, `cmd`, a module path, or `command-line-arguments` for files outside any module. */
  readonly module: string;
  readonly origin: "main" | "dependency" | "vendor" | "std" | "std-table" | "gopath";
};

/** Why an import leads nowhere, and what mends it: a sentence or two for the user. */
export type MissingPackage = {
  readonly missing: "not-downloaded" | "not-found" | "std-table" | "no-module";
  readonly importPath: string;
  readonly detail: string;
};

/** One Go file that belongs to a package under a context. */
export type GoFile = {
  readonly path: string;
  /** Base name. */
  readonly name: string;
  readonly text: string;
  readonly usesCgo: boolean;
  /** `in-package` tests share the package's scope, `external` ones are package `p_test`. */
  readonly test: "none" | "in-package" | "external";
};

export type PackageFiles = {
  readonly ref: PackageRef;
  /** The name of the package clause; empty where there is no file. */
  readonly name: string;
  /** Of the build, sorted by name; tests only when asked for. */
  readonly files: readonly GoFile[];
  readonly problems: readonly ProjectProblem[];
};

/** Something the user should hear of that stops nothing else: a broken go.work, a file that cannot be read. */
export type ProjectProblem = {
  readonly severity: "error" | "warning";
  /** Path of the file concerned, or null. */
  readonly path: string | null;
  /** Line, from 1, or null. */
  readonly line: number | null;
  /** What is wrong, what was looked for, and what to do. */
  readonly message: string;
};

/** The standard library's facts for machines without GOROOT: stub Go files by import path, for one version and target. */
export type StdTable = {
  /** "1.26" */
  readonly goVersion: string;
  /** `["linux/amd64", …]`; it has nothing for others. */
  readonly targets: readonly string[];
  /** The stub source of a package for `os/arch`; undefined where the table has none. */
  readonly source: (importPath: string, target: string) => string | undefined;
};
