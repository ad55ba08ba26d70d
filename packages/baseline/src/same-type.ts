import type { Snapshot, TypeSnapshot } from "./model.js";
import { isKnown } from "./model.js";

/**
 * Whether two texts of types, as go/types writes them, are one type: the predeclared aliases `byte`, `rune` and `any` are
 * the types that they stand for (Go spec, "Predeclared identifiers").
 */
export function isSameType(a: string, b: string): boolean {
  return a === b || withoutAliases(a) === withoutAliases(b);
}

/** Texts that tags quote, and the names of fields, parameters and methods, are no types; nor are names behind a package's. */
const aliases = /"(?:[^"\\]|\\.)*"|(?<![\p{L}\p{N}_]|[\p{L}\p{N}_]\.)(?:byte|rune|any)(?![\p{L}\p{N}_.(]| [^"|])/gu;
const actual: Readonly<Record<string, string>> = { byte: "uint8", rune: "int32", any: "interface{}" };

function withoutAliases(type: string): string {
  return type.replace(aliases, (name) => actual[name] ?? name);
}

/** A snapshot with its types spelled as another one has them, where they are the same: what differs then is more than spelling. */
export function spelledAs(after: Snapshot, before: Snapshot): Snapshot {
  return { ...after, packages: new Map([...after.packages].map(([importPath, types]) => [importPath, new Map([...types].map(([name, type]) => [name, typeSpelledAs(type, before.packages.get(importPath)?.get(name))]))])) };
}

function typeSpelledAs(after: TypeSnapshot, before: TypeSnapshot | undefined): TypeSnapshot {
  return { ...after, layouts: new Map([...after.layouts].map(([target, layout]) => {
    const old = before?.layouts.get(target);
    if (old === undefined || !isKnown(old) || !isKnown(layout)) return [target, layout];
    return [target, { ...layout, fields: layout.fields.map((field, i) => {
      const type = old.fields[i]?.type ?? field.type;
      return isSameType(type, field.type) ? { ...field, type } : field;
    }) }];
  })) };
}
