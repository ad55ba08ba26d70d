/**
 * Paths as this room keeps them: forward slashes only, absolute ones start with `/`, `//host/` or `C:/`. Node takes
 * these on every system, and import paths and file paths then join without a thought.
 */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith("/") || /^[A-Za-z]:[\\/]/.test(path) || path.startsWith("\\\\");
}

/** Resolves `.` and `..`, doubled and trailing slashes; backslashes of Windows paths become slashes. */
export function cleanPath(path: string): string {
  const slashed = isWindowsPath(path) || /^\.{1,2}\\/.test(path) ? path.replaceAll("\\", "/") : path;
  const root = /^(?:[A-Za-z]:\/|\/\/(?=[^/])|\/)/.exec(slashed)?.[0] ?? "";
  const kept: string[] = [];
  for (const part of slashed.slice(root.length).split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") kept.push(part);
    else if (0 < kept.length && kept.at(-1) !== "..") kept.pop();
    else if (root === "") kept.push(part);
  }
  return root + kept.join("/") || ".";
}

/** `path` seen from `base`; an absolute path stays what it is. */
export function resolvePath(base: string, path: string): string {
  if (isAbsolutePath(path)) return cleanPath(path);
  const relative = isWindowsPath(base) ? path.replaceAll("\\", "/") : path;
  return cleanPath(`${base}/${relative}`);
}

/** Joins a clean directory and a relative path that needs no cleaning. */
export function joinPath(directory: string, relative: string): string {
  if (relative === "") return directory;
  return directory.endsWith("/") ? directory + relative : `${directory}/${relative}`;
}

/** The folder above, or the path itself for a root. */
export function parentPath(path: string): string {
  const slash = path.lastIndexOf("/");
  if (slash < 0) return ".";
  if (slash === 0) return "/";
  if (slash === 2 && path[1] === ":") return path.slice(0, 3);
  return path.slice(0, slash);
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

export type Within = { readonly inside: string } | "outside";

/** Where `path` lies below `directory`; `inside` is empty for the directory itself. Both are clean. */
export function within(directory: string, path: string): Within {
  if (path === directory) return { inside: "" };
  const prefix = directory.endsWith("/") ? directory : `${directory}/`;
  return path.startsWith(prefix) ? { inside: path.slice(prefix.length) } : "outside";
}

/** `path` and every folder above it, nearest first. */
export function* ancestors(path: string): Generator<string> {
  for (let current = path; ; ) {
    yield current;
    const parent = parentPath(current);
    if (parent === current || parent === ".") return;
    current = parent;
  }
}

/** The entries of `PATH`, `GOPATH`: separated by `;` on Windows, else by `:`. */
export function splitPathList(list: string): readonly string[] {
  const separator = list.includes(";") || isWindowsPath(list) ? ";" : ":";
  return list.split(separator).filter((entry) => entry !== "");
}

function isWindowsPath(path: string): boolean {
  return /^[A-Za-z]:[\\/]/.test(path) || path.startsWith("\\\\");
}
