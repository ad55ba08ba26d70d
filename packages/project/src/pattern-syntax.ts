/** A predicate for names under a pattern with `...` (cmd/internal/pkgpattern MatchPattern): `net/...` matches `net` too, and `...` never reaches into a vendor folder. */
export function matcher(pattern: string): (name: string) => boolean {
  const hidden = hideVendor(pattern);
  let source = hidden.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const dots = "\\.\\.\\.";
  if (source.endsWith(`/\0/${dots}`)) source = `${source.slice(0, -`/\0/${dots}`.length)}(?:/vendor|/\0/${dots})`;
  else if (source === `\0/${dots}`) source = `(?:/vendor|/\0/${dots})`;
  if (source.endsWith(`/${dots}`)) source = `${source.slice(0, -`/${dots}`.length)}(?:/${dots})?`;
  const expression = new RegExp(`^${source.replaceAll(dots, "[^\\0]*")}$`);
  return (name) => expression.test(hideVendor(name));
}

/** Whether a folder of that name, or one below it, can match (TreeCanMatchPattern). */
export function treeMatcher(pattern: string): (name: string) => boolean {
  const wildcard = pattern.indexOf("...");
  const fixed = wildcard < 0 ? pattern : pattern.slice(0, wildcard);
  return (name) => (name.length <= fixed.length && isPathPrefix(name, fixed)) || (0 <= wildcard && name.startsWith(fixed));
}

export function hasWildcard(pattern: string): boolean {
  return pattern.includes("...");
}

/** A pattern for folders: `.`, `./x`, `../x`, `/x`, `C:\x` (go/build IsLocalImport). */
export function isFolderPattern(pattern: string): boolean {
  return /^\.{1,2}(?:[\\/]|$)/.test(pattern) || pattern.startsWith("/") || /^[A-Za-z]:[\\/]/.test(pattern) || pattern.startsWith("\\\\");
}

/** go.mod's `ignore` lines: `./x` is that folder, `x` any folder so called (cmd/go/internal/search IgnorePatterns). */
export function ignoreMatcher(ignores: readonly string[]): (folder: string) => boolean {
  if (ignores.length === 0) return () => false;
  const normal = (path: string): string => `/${path.replace(/^\.\//, "").replace(/^\/|\/$/g, "")}/`;
  const here = ignores.filter((path) => path.startsWith("./")).map(normal);
  const anywhere = ignores.filter((path) => !path.startsWith("./")).map(normal);
  return (folder) => {
    if (folder === "") return false;
    const path = `/${folder}/`;
    return here.some((ignored) => path.startsWith(ignored)) || anywhere.some((ignored) => path.includes(ignored));
  };
}

function hideVendor(name: string): string {
  if (!name.includes("vendor")) return name;
  const elements = name.split("/");
  return elements.map((element, i) => (element === "vendor" && i < elements.length - 1 ? "\0" : element)).join("/");
}

function isPathPrefix(prefix: string, path: string): boolean {
  if (prefix.length === path.length) return prefix === path;
  if (prefix.endsWith("/")) return path.startsWith(prefix);
  return path[prefix.length] === "/" && path.startsWith(prefix);
}
