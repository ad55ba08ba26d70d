import { findPackage, type GoFile, loadEveryFile, loadPackage, type MissingPackage, missingUnder, type PackageRef } from "@cachelint/project";
import type { ImportSpec } from "@cachelint/syntax";
import { entityOfDeclaration } from "./declare.js";
import type { Entity, Scope } from "./scope.js";
import { lazy, type Lazy, type UnknownType, unknownType } from "./type.js";
import { universe, unsafeMembers } from "./universe.js";
import { declarationsAt, type SourceFile, sourceFile, type World } from "./world.js";

/** A package of one world. Its members are found by name without parsing, and resolved when asked for. */
export type Package = {
  readonly importPath: string;
  readonly name: string;
  readonly ref: PackageRef | null;
  readonly units: readonly FileUnit[];
  readonly members: ReadonlyMap<string, DeclarationPlace>;
  /** Names declared twice, as conflict markers leave them: nobody can say which of the two is meant. */
  readonly doubled: ReadonlySet<string>;
  /** Methods by receiver base type, then by name. */
  readonly methods: Lazy<Methods>;
  /** Members already resolved. */
  readonly entities: Map<string, Entity>;
  readonly problems: readonly { readonly path: string | null; readonly message: string }[];
};

export type Methods = ReadonlyMap<string, ReadonlyMap<string, DeclarationPlace>>;

export type DeclarationPlace = { readonly unit: FileUnit; readonly index: number };

/** One file of a package, with its own imports. */
export type FileUnit = {
  readonly pkg: Package;
  readonly source: SourceFile;
  readonly scope: Scope;
  /** Qualifiers already looked up. */
  readonly qualifiers: Map<string, Entity | null>;
  /** Imports by the names that their paths make likely. */
  readonly likely: Map<string, ImportSpec[]>;
};

/** An import that leads nowhere. */
export type MissingImport = { readonly missing: MissingPackage["missing"]; readonly importPath: string; readonly detail: string };

/** The package at a place, its files chosen by the world's build context; loaded once. */
export function packageAt(world: World, ref: PackageRef, kind: "package" | "external-tests" = "package"): Package {
  const key = `${kind} ${ref.directory} ${ref.importPath}`;
  const known = world.packages.get(key);
  if (known) return known;
  if (isWhole(world, ref)) {
    wholePackages(world, ref);
    return world.packages.get(key) ?? packageOf(world, { importPath: ref.importPath, name: "", ref, files: [], problems: [] });
  }
  const withTests = world.withTests && ref.origin === "main";
  const loaded = loadPackage(world.workspace, ref, world.context, { tests: withTests });
  const isExternal = kind === "external-tests";
  const files = loaded.files.filter((file) => (file.test === "external") === isExternal);
  const pkg = packageOf(world, { importPath: isExternal ? `${ref.importPath}_test` : ref.importPath, name: isExternal ? `${loaded.name}_test` : loaded.name, ref, files, problems: loaded.problems });
  world.packages.set(key, pkg);
  return pkg;
}

/** All packages of a folder in a wide world: the one that is imported, its external tests, and files that are programs of their own. */
export function wholePackages(world: World, ref: PackageRef): readonly Package[] {
  const { name, own, externalTests, strays } = loadEveryFile(world.workspace, ref, world.context);
  const at = (kind: string, importPath: string, ownName: string, files: readonly GoFile[]): readonly Package[] => {
    const key = `${kind} ${ref.directory} ${ref.importPath}`;
    const known = world.packages.get(key);
    if (known !== undefined || (files.length === 0 && kind !== "package")) return known ? [known] : [];
    const pkg = packageOf(world, { importPath, name: ownName, ref, files, problems: [] });
    world.packages.set(key, pkg);
    return [pkg];
  };
  return [
    ...at("package", ref.importPath, name, own),
    ...at("external-tests", `${ref.importPath}_test`, `${name}_test`, externalTests),
    ...strays.flatMap((file) => at(`stray ${file.name}`, `${ref.importPath} ${file.name}`, "main", [file])),
  ];
}

/** Whether a wide world reads all files of a package. */
function isWhole({ isWide, workspace: { mainModules } }: World, { origin, module }: PackageRef): boolean {
  return isWide && (origin === "main" || (origin === "std" && mainModules.some(({ path }) => path === module || (path === "std" && module === "cmd"))));
}

function packageOf(world: World, options: { importPath: string; name: string; ref: PackageRef; files: readonly GoFile[]; problems: Package["problems"] }): Package {
  const units: FileUnit[] = [];
  const members = new Map<string, DeclarationPlace>();
  const doubled = new Set<string>();
  const methods = lazy(() => methodsOf(isWhole(world, options.ref) ? units.toReversed() : units), new Map());
  const pkg: Package = { importPath: options.importPath, name: options.name, ref: options.ref, units, members, doubled, methods, entities: new Map(), problems: options.problems };
  for (const file of options.files) {
    const scope: { kind: "file"; unit: FileUnit } = { kind: "file", unit: undefined as unknown as FileUnit };
    const unit: FileUnit = { pkg, source: sourceFile(world.sources, file), scope, qualifiers: new Map(), likely: new Map() };
    scope.unit = unit;
    units.push(unit);
    unit.source.outline.declarations.forEach((declaration, index) => {
      for (const name of declaration.names) {
        // Files of several builds may declare a name each; those of the world's own build come first.
        if (members.has(name)) {
          if (!isWhole(world, options.ref)) doubled.add(name);
        } else members.set(name, { unit, index });
      }
    });
  }
  return pkg;
}

/** Half of all declarations are methods, and few packages are ever asked for one. */
function methodsOf(units: readonly FileUnit[]): Methods {
  const methods = new Map<string, Map<string, DeclarationPlace>>();
  for (const unit of units) {
    unit.source.outline.declarations.forEach(({ method }, index) => {
      if (!method) return;
      const own = methods.get(method.receiver) ?? new Map<string, DeclarationPlace>();
      methods.set(method.receiver, own.set(method.name, { unit, index }));
    });
  }
  return methods;
}

/** A package-level name of a package, exported or not; undefined if it declares none of that name. */
export function memberOf(world: World, pkg: Package, name: string): Entity | undefined {
  const known = pkg.entities.get(name);
  if (known) return known;
  const place = pkg.members.get(name);
  if (!place) return undefined;
  if (pkg.doubled.has(name)) {
    const twice: Entity = { kind: "bound-type", type: unknownType("syntax-error", `${name} is declared twice`, name) };
    pkg.entities.set(name, twice);
    return twice;
  }
  for (const decl of declarationsAt(world.sources, place.unit.source, place.index)) {
    for (const [declared, entity] of entityOfDeclaration(world, place.unit.scope, decl)) if (!pkg.entities.has(declared)) pkg.entities.set(declared, entity);
  }
  return pkg.entities.get(name);
}

/** What an import path means in a package: another package, or why it is missing. `unsafe` and `C` are not asked for here. */
export function importFrom(world: World, pkg: Package, path: string): Package | MissingImport {
  const ref = pkg.ref;
  if (!ref) return { missing: "not-found", importPath: path, detail: `${pkg.importPath} imports nothing` };
  // Vendor directories, GOROOT's included, give one path different meanings in different modules.
  const key = `${ref.origin === "gopath" ? ref.directory : `${ref.origin} ${ref.module}`} ${path}`;
  const known = world.imports.get(key);
  if (known) return known;
  const found = findPackage(world.workspace, path, ref);
  const result = "missing" in found ? found : (missingUnder(world.workspace, found, world.context) ?? packageAt(world, found));
  world.imports.set(key, result);
  return result;
}

/** The entity a name has by the imports of its file: a package, or a member of a dot-imported one. */
export function importNamed(world: World, unit: FileUnit, name: string): Entity | undefined {
  const known = unit.qualifiers.get(name);
  if (known !== undefined) return known ?? undefined;
  const entity = findQualifier(world, unit, name);
  unit.qualifiers.set(name, entity ?? null);
  return entity;
}

function findQualifier(world: World, unit: FileUnit, name: string): Entity | undefined {
  const { imports } = unit.source.outline;
  if (unit.likely.size === 0) for (const spec of imports) for (const likely of spec.name === null ? likelyNames(spec.path) : [spec.name]) unit.likely.set(likely, [...(unit.likely.get(likely) ?? []), spec]);
  const candidates = unit.likely.get(name) ?? [];
  for (const spec of candidates) {
    const pkg = imported(world, unit, spec);
    // The package's own clause decides, not its path; of a missing package only the path is known.
    if (spec.name === name || "missing" in pkg || pkg.name === name) return { kind: "package", pkg };
  }
  // A predeclared name is not worth loading every import for.
  if (universe.has(name)) return undefined;
  for (const spec of imports) {
    const pkg = spec.name === null ? imported(world, unit, spec) : null;
    if (pkg !== null && !("missing" in pkg) && pkg.name === name) return { kind: "package", pkg };
  }
  return findDotImported(world, unit, name);
}

/**
 * A member of a package imported by `.`; where none has it, one that is missing must, or the built-in table lacks the name:
 * it holds all that is exported, so only one of another Go version can.
 */
function findDotImported(world: World, unit: FileUnit, name: string): Entity | undefined {
  if (!isExported(name)) return undefined;
  const dotted = unit.source.outline.imports.filter((spec) => spec.name === ".").map((spec) => imported(world, unit, spec));
  for (const pkg of dotted) {
    const member = "missing" in pkg ? undefined : memberOf(world, pkg, name);
    if (member) return member;
  }
  for (const pkg of dotted) {
    if ("missing" in pkg) return { kind: "bound-type", type: missingType(pkg, name) };
    if (pkg.ref?.origin === "std-table" && !isTableOfVersion(world)) return { kind: "bound-type", type: unknownType("std-table", `${pkg.importPath}.${name}`, name) };
  }
  return undefined;
}

function isTableOfVersion({ workspace: { goroot, goVersion } }: World): boolean {
  return goroot.kind === "table" && goroot.version.split(".")[1] === String(goVersion.minor);
}

/**
 * The missing import that a qualifier must stand for which no import at hand is named: what a package is called, its path
 * does not always tell. Those of the standard library are called as their paths tell.
 */
export function missingQualifier(world: World, unit: FileUnit): MissingImport | undefined {
  for (const spec of unit.source.outline.imports) {
    const pkg = spec.name === null ? imported(world, unit, spec) : null;
    if (pkg !== null && "missing" in pkg && pkg.missing !== "std-table") return pkg;
  }
  return undefined;
}

/** Why something of a missing package cannot be known; `text` is what the source says. */
export function missingType({ missing, detail }: MissingImport, text: string): UnknownType {
  return unknownType(missing === "std-table" ? "std-table" : "unresolved-import", detail, text);
}

/** Whether an import leads nowhere. Nothing is read for that. */
export function isMissing({ workspace }: World, { ref }: Package, path: string): boolean {
  return ref === null || "missing" in findPackage(workspace, path, ref);
}

function imported(world: World, unit: FileUnit, spec: ImportSpec): Package | MissingImport {
  if (spec.path === "unsafe") return unsafePackage;
  if (spec.path === "C") return cgoPackage;
  return importFrom(world, unit.pkg, spec.path);
}

/** `unsafe` has no source. */
export const unsafePackage: Package = specialPackage("unsafe", unsafeMembers);
/** `C`: what is in it, only a C compiler knows. */
export const cgoPackage: Package = specialPackage("C", new Map());

function specialPackage(name: string, members: ReadonlyMap<string, Entity>): Package {
  return { importPath: name, name, ref: null, units: [], members: new Map(), doubled: new Set(), methods: () => new Map(), entities: new Map(members), problems: [] };
}

/** Capitalised, by Go's rule: the first character is of Unicode class Lu. */
export function isExported(name: string): boolean {
  return /^\p{Lu}/u.test(name);
}

/** `gopkg.in/yaml.v3` is likely yaml, `github.com/x/go-foo/v2` go-foo, foo or gofoo. */
function likelyNames(path: string): ReadonlySet<string> {
  const elements = path.split("/");
  const last = elements.at(-1) ?? "";
  const base = /^v[0-9]+$/.test(last) && 1 < elements.length ? (elements.at(-2) ?? "") : last.replace(/\.v[0-9]+$/, "");
  return /^[a-z0-9]+$/.test(base) ? new Set([last, base]) : new Set([last, base, base.replace(/^go[-.]?|[-.]go$/g, ""), base.replaceAll(/[-.]/g, ""), base.replaceAll("-", "_")]);
}
