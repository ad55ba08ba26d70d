import { buildContext, loadPackage, matchPatterns, memoryFileSystem, openWorkspace, type BuildContext, type MemoryFiles, type OpenOptions, type Workspace } from "../src/index.js";

/** A small Go 1.26.8 at /go, and HOME at /home/u. */
export const GO: MemoryFiles = {
  "/go/bin/go": "",
  "/go/VERSION": "go1.26.8\ntime 2026-08-28T16:20:06Z\n",
  "/go/go.env": "# defaults\nGOTOOLCHAIN=local\n",
  "/go/src/runtime/runtime.go": "package runtime\n",
  "/go/src/fmt/print.go": 'package fmt\n\nimport "io"\n',
  "/go/src/io/io.go": "package io\n",
  "/go/src/net/http/server.go": 'package http\n\nimport "golang.org/x/net/http/httpguts"\n',
  "/go/src/vendor/golang.org/x/net/http/httpguts/guts.go": "package httpguts\n",
  "/go/src/cmd/go.mod": "module cmd\n\ngo 1.26\n",
  "/go/src/cmd/go/main.go": 'package main\n\nimport "golang.org/x/mod/semver"\n',
  "/go/src/cmd/vendor/golang.org/x/mod/semver/semver.go": "package semver\n",
  "/go/src/builtin/builtin.go": "package builtin\n",
};
export const ENV = { HOME: "/home/u", PATH: "/go/bin:/usr/bin" };
export const CACHE = "/home/u/go/pkg/mod";
export const LINUX: BuildContext = { goos: "linux", goarch: "amd64", cgo: true, tags: [], goMinor: 26 };

/** Files read as one text: `-- path --` begins each; paths without `/` in front are below /m. */
export function files(text: string): MemoryFiles {
  const parts = text.split(/^-- (.+) --\n/m).slice(1);
  const found: Record<string, string> = {};
  for (let i = 0; i < parts.length; i += 2) found[absolute(parts[i] ?? "")] = parts[i + 1] ?? "";
  return found;
}

export type SceneOptions = Partial<OpenOptions> & { readonly more?: MemoryFiles; readonly hasGo?: boolean };

/** The workspace that /m (or `cwd`) is in. */
export function scene(text: string, { more = {}, hasGo = true, ...options }: SceneOptions = {}): Workspace {
  return openWorkspace(memoryFileSystem({ ...(hasGo ? GO : {}), ...files(text), ...more }), { cwd: "/m", env: ENV, ...options });
}

/** Import paths that patterns select, and the problems, in a form that reads well. */
export function match(workspace: Workspace, patterns: readonly string[], options: { readonly tests?: boolean; readonly context?: BuildContext } = {}): readonly string[] {
  const { packages, files: named, problems } = matchPatterns(workspace, options.context ?? LINUX, patterns, { tests: options.tests ?? false });
  return [...packages.map(({ importPath }) => importPath), ...named.map(({ path }) => `file ${path}`), ...problems.map(({ severity, message }) => `${severity}: ${message}`)];
}

/** Base names of a package's files under a context, with a mark for tests. */
export function built(workspace: Workspace, importPathOrFolder: string, options: { readonly tests?: boolean; readonly context?: BuildContext } = {}): readonly string[] {
  const context = options.context ?? buildContext(workspace, { goos: "linux", goarch: "amd64", cgo: true });
  const [ref] = matchPatterns(workspace, context, [importPathOrFolder], { tests: true }).packages;
  if (ref === undefined) return ["no such package"];
  const { files: found } = loadPackage(workspace, ref, context, { tests: options.tests ?? false });
  return found.map(({ name, test }) => (test === "none" ? name : `${name} (${test})`));
}

export function problemLines({ problems }: Pick<Workspace, "problems">): readonly string[] {
  return problems.map(({ severity, path, line, message }) => `${severity}: ${path ?? ""}${line === null ? "" : `:${line}`}: ${message}`);
}

function absolute(path: string): string {
  return path.startsWith("/") ? path : `/m/${path}`;
}
