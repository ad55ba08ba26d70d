export type ModuleVersion = { readonly path: string; readonly version: string };

/** The name a module path or version has on disk: upper case becomes `!` and lower case (golang.org/x/mod/module EscapePath). */
export function escapeModule(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}

/** The path a file name in the module cache stands for. */
export function unescapeModule(text: string): string {
  return text.replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** `a/b/c`, `a/b`, `a`: the module paths that could hold an import path, longest first. */
export function* modulePrefixes(importPath: string): Generator<string> {
  for (let end = importPath.length; 0 < end; end = importPath.lastIndexOf("/", end - 1)) yield importPath.slice(0, end);
}

/** Standard packages have no dot in their first element (cmd/go internal/search IsStandardImportPath). */
export function looksStandard(importPath: string): boolean {
  const slash = importPath.indexOf("/");
  return !(slash < 0 ? importPath : importPath.slice(0, slash)).includes(".");
}

/** An import path that could lead somewhere (golang.org/x/mod/module CheckImportPath). */
export function isValidImportPath(path: string): boolean {
  if (path === "" || path.startsWith("-")) return false;
  return path.split("/").every((element) => /^[\p{L}\p{N}\p{M}\-._~+!#$%&()=,@[\]^{}' ]+$/u.test(element) && /^[A-Za-z0-9\-._~+]+$/.test(element) && !element.endsWith(".") && !/^\.+$/.test(element));
}

/** `path` itself or something below it, by whole elements. */
export function hasPathPrefix(path: string, prefix: string): boolean {
  return path === prefix || (path.length > prefix.length && path.charCodeAt(prefix.length) === 47 && path.startsWith(prefix));
}
