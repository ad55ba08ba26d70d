import { resolve } from "node:path";
import type { Workspace } from "@cachelint/project";
import type { ProcessEnv } from "./environment.js";

export type Places = { readonly base: string; readonly cwd: string; readonly workspaces: readonly Workspace[]; readonly env: ProcessEnv };

/**
 * Names every path of this machine in a text as a reader elsewhere could: relative to the working directory, or by the
 * setting of Go that it lies under. Messages are made where nobody knows the working directory.
 */
export function withoutMachinePaths(text: string, { cwd, workspaces, env }: Places): string {
  if (!/[/\\]/.test(text)) return text;
  const home = slashed(env["HOME"] || env["USERPROFILE"] || "");
  const gopath = slashed(env["GOPATH"] || (home === "" ? "" : `${home}/go`));
  const named: [string, string][] = [
    ...workspaces.flatMap(({ goroot }): [string, string][] => (goroot.kind === "directory" ? [[goroot.path, "$GOROOT"]] : [])),
    [slashed(env["GOMODCACHE"] || (gopath === "" ? "" : `${gopath}/pkg/mod`)), "$GOMODCACHE"],
    [gopath, "$GOPATH"],
    [home, "~"],
  ];
  // Of settings below one another the longer one says more.
  const prefixes = named.filter(([path]) => 1 < path.length).sort(([a], [b]) => b.length - a.length);
  const roots = [cwd, ...prefixes.map(([path]) => path)].filter((path) => 1 < path.length).map((path) => path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  // Known folders first, because they may hold blanks; then what else is a path, which `//go:build` and `/*` are not.
  const known = roots.length === 0 ? text : text.replace(new RegExp(`(?<![\\w.~$@:/-])(?:${roots.join("|")})(?=/|$|[\\s"'\`),;:]|\\.(?:\\s|$))(?:/(?=[\\w.@~$-]))?`, "g"), (found) => withSlash(found, cwd, prefixes));
  return known.replace(/(?<![\w.~$@:/-])(?:[A-Za-z]:)?\/(?![/*])[^\s"'`),;]+/g, (found) => {
    const end = /[.:]+$/.exec(found)?.[0] ?? "";
    return displayFolder(found.slice(0, found.length - end.length), cwd, prefixes) + end;
  });
}

/** A known folder, with the slash behind it where a path goes on. */
function withSlash(found: string, cwd: string, prefixes: readonly (readonly [string, string])[]): string {
  if (!found.endsWith("/")) return displayFolder(found, cwd, prefixes);
  const folder = displayFolder(found.slice(0, -1), cwd, prefixes);
  return folder === "." ? "" : `${folder}/`;
}

function displayFolder(path: string, cwd: string, prefixes: readonly (readonly [string, string])[]): string {
  if (path === cwd) return ".";
  if (path.startsWith(`${cwd}/`)) return path.slice(cwd.length + 1);
  for (const [prefix, name] of prefixes) if (path === prefix || path.startsWith(`${prefix}/`)) return name + path.slice(prefix.length);
  return relative(cwd, path);
}

/** From one absolute folder to a path: `../../x`. */
export function relative(from: string, to: string): string {
  const a = from.split("/");
  const b = to.split("/");
  let nSame = 0;
  while (nSame < a.length && nSame < b.length && a[nSame] === b[nSame]) nSame++;
  const ups = a.slice(nSame).filter((part) => part !== "").map(() => "..");
  return [...ups, ...b.slice(nSame)].join("/") || ".";
}

/** A path of the user's, made absolute. */
export function resolvePath(cwd: string, path: string): string {
  return slashed(resolve(cwd, path));
}

/** A path with slashes alone, without one at its end. */
export function slashed(path: string): string {
  return path.replaceAll("\\", "/").replace(/(?<=.)\/+$/, "");
}
