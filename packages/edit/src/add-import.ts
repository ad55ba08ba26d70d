import { type ImportSpec, scanFile } from "@cachelint/syntax";
import type { TextEdit } from "./model.js";

/**
 * The edit that imports a package by its own name where gofmt wants it: in the block of imports that begins most alike, by path. An import
 * that stands alone becomes a group with the new one.
 */
export function addImport(text: string, path: string): TextEdit {
  const { imports, packageNameSpan } = scanFile(text);
  const eol = /\r?\n/.exec(text)?.[0] ?? "\n";
  const quoted = `"${path}"`;
  const own = imports.filter((spec) => spec.path !== "C");
  const last = own.at(-1) ?? imports.at(-1);
  if (last === undefined) return insertion(lineEndAfter(text, packageNameSpan.end), `${eol}${eol}import ${quoted}`);
  const best = [...own].sort((a, b) => sharedLength(b.path, path) - sharedLength(a.path, path))[0];
  if (best === undefined || !isInGroup(text, best)) return insertion(lineEndAfter(text, last.end), `${eol}import ${quoted}`);
  const block = blockOf(text, own, best);
  const isAlike = isModulePath(best.path) === isModulePath(path);
  const isPlain = block.every((spec) => text.slice(spec.end, lineEndAfter(text, spec.end)).trim() === "");
  if (!isAlike || !isPlain) return insertion(lineEndAfter(text, (lastInGroup(text, own, best)).end), `${eol}${eol}\t${quoted}`);
  const before = block.filter((spec) => spec.path < path).at(-1);
  if (before !== undefined) return insertion(lineEndAfter(text, before.end), `${eol}\t${quoted}`);
  const [first = best] = block;
  return insertion(lineStart(text, first.start), `\t${quoted}${eol}`);
}

/** The name by which a file imports a package; null where it does not, or under no name that can be used. */
export function importedAs(text: string, path: string): string | null {
  const spec = scanFile(text).imports.find((one) => one.path === path);
  return spec === undefined || spec.name === "_" || spec.name === "." ? null : (spec.name ?? path.slice(path.lastIndexOf("/") + 1));
}

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}

/** Paths of modules have a dot in their first part; those of the standard library do not. */
function isModulePath(path: string): boolean {
  return /^[^/]*\./.test(path);
}

function sharedLength(a: string, b: string): number {
  if (isModulePath(a) !== isModulePath(b)) return -1;
  const parts = b.split("/");
  const at = a.split("/").findIndex((part, i) => part !== parts[i]);
  return at < 0 ? a.length : at;
}

/** It stands on a line of its own, and not behind `import`. */
function isInGroup(text: string, { start }: ImportSpec): boolean {
  return /^[ \t]*$/.test(text.slice(lineStart(text, start), start));
}

/** The imports on the lines directly around one. */
function blockOf(text: string, imports: readonly ImportSpec[], spec: ImportSpec): readonly ImportSpec[] {
  const isJoined = (a: ImportSpec, b: ImportSpec): boolean => /^[^\n]*\n[^\n]*$/.test(text.slice(a.end, b.start));
  let first = imports.indexOf(spec);
  let last = first;
  while (0 < first && isJoined(imports[first - 1]!, imports[first]!)) first--;
  while (last < imports.length - 1 && isJoined(imports[last]!, imports[last + 1]!)) last++;
  return imports.slice(first, last + 1);
}

/** The last import between the same parentheses. */
function lastInGroup(text: string, imports: readonly ImportSpec[], spec: ImportSpec): ImportSpec {
  const close = text.indexOf(")", spec.end);
  return imports.filter(({ end }) => end <= close).at(-1) ?? spec;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

function lineEndAfter(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  if (end < 0) return text.length;
  return text.charAt(end - 1) === "\r" ? end - 1 : end;
}
