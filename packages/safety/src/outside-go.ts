import type { StructType as StructSyntax } from "@cachelint/syntax";
import { assemblyText, type SourceFolder } from "@cachelint/project";
import { declarationsIn, type FileUnit, isExported, memberOf, resolveType, type Type, unalias } from "@cachelint/types";
import { type Census, noteAt } from "./census.js";
import type { Hazard, Subject } from "./model.js";
import { directoryOf } from "./names.js";
import { pointeeOf, structsIn } from "./structs.js";
import type { Universe } from "./universe.js";

/** Assembly of a package names `T_field(R)` and `T__size` by go_asm.h (cmd/compile/internal/gc/export.go, dumpasmhdr). */
export function assemblyHazards({ world, folderOf }: Universe, { unit, name }: Subject): readonly Hazard[] {
  const folder = folderOf(directoryOf(unit));
  if (folder === undefined || name === null) return [];
  return folder.assembly.flatMap((path): readonly Hazard[] => {
    const text = assemblyText(world.workspace, path) ?? "";
    const found = new RegExp(`(?<![\\w·])${name}_(?:_size|\\w+)(?![\\w(]*:)`).exec(text);
    if (found === null) return [];
    const line = text.slice(0, found.index).split("\n").length;
    return [{ reason: "assembly", detail: `assembly uses ${found[0]} (${path.slice(path.lastIndexOf("/") + 1)}:${line})`, unit: null, offset: found.index, length: found[0].length, weight: "withholds" }];
  });
}

/**
 * Notes what functions in assembly, exported to C or joined by the linker are handed, and package variables that assembly
 * names: whoever is on the other side has offsets of its own. Once for each folder.
 */
export function noteOutside(census: Census, folder: SourceFolder): void {
  const { universe: { unitsIn, world } } = census;
  const assembly = folder.assembly.map((path) => assemblyText(world.workspace, path) ?? "").join("\n");
  for (const unit of unitsIn(folder)) {
    const { outline, file: { text } } = unit.source;
    const links = [...text.matchAll(/^\/\/go:linkname[ \t]+(\S+)(?:[ \t]+(\S+))?/gm)];
    const joined = new Map(links.map(({ 1: name = "", index }) => [name, index] as const));
    for (const { 1: local = "", 2: symbol = "" } of links) noteLinked(census, symbol, local);
    const exported = new Map([...text.matchAll(/^\/\/export[ \t]+(\S+)/gm)].map(({ 1: name = "", index }) => [name, index] as const));
    if (joined.size === 0 && exported.size === 0 && assembly === "") continue;
    outline.declarations.forEach((decl, index) => {
      const [name = decl.method?.name ?? ""] = decl.names;
      const put = (reason: Hazard["reason"], detail: string): void => noteHanded(census, unit, index, { reason, detail });
      if (decl.keyword === "func") {
        if (joined.has(name)) put("linkname", `//go:linkname joins ${name} with code elsewhere, which has its own idea of it`);
        else if (exported.has(name)) put("cgo", `${name} is exported to C`);
        else if (decl.bodySpan === null && assembly !== "" && decl.method === null) put("assembly", `${name} is written in assembly`);
      } else if (decl.keyword === "var") {
        for (const one of decl.names) {
          if (joined.has(one)) put("linkname", `//go:linkname joins ${one} with code elsewhere, which has its own idea of it`);
          else if (assembly.includes(`·${one}`) && new RegExp(`·${one}(?![\\w·])`).test(assembly)) put("assembly", `assembly uses the variable ${one}`);
        }
      }
    });
  }
}

/** The other side of a link, where it is in the main modules and need not say so itself. */
function noteLinked(census: Census, symbol: string, local: string): void {
  const { universe: { folders, unitsIn } } = census;
  const [, path, name = ""] = /^(.*?[^/]*?)\.([^./]+)$/.exec(symbol) ?? [];
  for (const folder of folders.filter(({ ref }) => ref.importPath === path)) {
    for (const unit of unitsIn(folder)) {
      const index = unit.source.outline.declarations.findIndex(({ names, method }) => method === null && names.includes(name));
      if (0 <= index) noteHanded(census, unit, index, { reason: "linkname", detail: `//go:linkname joins ${name} with ${local} elsewhere, which has its own idea of it` });
    }
  }
}

/** The structs that a function is handed, or that a variable holds or points at. */
function noteHanded(census: Census, unit: FileUnit, index: number, hazard: Pick<Hazard, "reason" | "detail">): void {
  const { universe: { world } } = census;
  const decl = unit.source.outline.declarations[index];
  if (decl === undefined) return;
  const found = new Set<StructSyntax>();
  for (const one of declarationsIn(world, unit, index)) {
    if (one.kind === "func-decl") for (const { type } of [...(one.receiver === null ? [] : [one.receiver]), ...one.signature.params, ...one.signature.results]) for (const struct of handedBy(hazard.reason, resolveType(world, unit.scope, type))) found.add(struct);
    else if (one.kind === "var-decl") for (const { name } of one.names) {
      const entity = memberOf(world, unit.pkg, name);
      if (entity?.kind === "var") for (const struct of handedBy(hazard.reason, entity.type())) found.add(struct);
    }
  }
  noteAt(census, found, { ...hazard, unit, offset: decl.start, length: decl.end - decl.start, weight: "withholds" });
}

/** Code elsewhere that can import a type has no copy of it; what it cannot name, it has declared anew. Assembly follows pointers. */
function handedBy(reason: Hazard["reason"], type: Type): ReadonlySet<StructSyntax> {
  const pointee = pointeeOf(type);
  const named = unalias(pointee);
  const isShared = named.kind === "named" && isExported(named.object.name) && !/(?:^|\/)internal(?:\/|$)/.test(named.object.pkg?.importPath ?? "");
  if (reason === "linkname") return isShared ? new Set() : structsIn(pointee, "value");
  return structsIn(type, "all");
}
