import { mentionsSync, type Program, readProgram } from "@cachelint/access";
import { type AccessConstraints, type Cure, type Hints, hopelessIn, judgeAdjacent, judgeLoose, type Judgement, judgePackage, placesIn, type StructPlace, withHints } from "@cachelint/sharing";
import type { Span } from "@cachelint/syntax";
import { type FileUnit, type Package, type TypeObject, unitOf, type World } from "@cachelint/types";
import { type AlsoAt, alsoAtOf } from "./also-at.js";
import { compareTexts, type TargetPackages, targetName } from "./collect.js";
import { cureFor, type Stand } from "./cures.js";
import type { Confidence, ElementUsesOf, Evidence, HazardsOf, SourceRef, TargetName } from "./model.js";
import { whatIsSaid } from "./said.js";
import { typeConstraintsOf } from "./order-constraints.js";
import { reachesConfidence } from "./settings.js";

/** A conflict between writers with the targets that it holds for. */
export type SharingFacts = {
  readonly conflict: Judgement;
  readonly targets: readonly TargetName[];
  readonly importPath: string;
  readonly module: string;
  readonly source: SourceRef;
  /** The name of the type or variable. */
  readonly span: Span;
  /** The type's name; null for variables and for elements without a name. */
  readonly type: string | null;
  readonly evidence: readonly Evidence[];
  /** What would end it under all targets of the run; null where nothing was found. Looked for when first asked. */
  readonly cure: Cure | null;
  /** Where else a directive silences it: at the fields that it names. */
  readonly alsoAt: readonly AlsoAt[];
  /** Under the first target, for what a fix has to know of types. */
  readonly world: World;
  readonly pkg: Package;
  /** What minds a change to a struct, looked for when asked; null where nobody wants fixes. */
  readonly hazards: HazardsOf | null;
  /** How elements are used that a field holds; null where nobody wants fixes. */
  readonly elementUses: ElementUsesOf | null;
  /** What the accesses to a type of the package ask of the order of its fields, under all targets; null where one does not know it. */
  readonly accessConstraints: (object: TypeObject) => AccessConstraints | null;
};

/** Files of the run, as reports name them; null for what is not reported on. */
export type SourceOf = (unit: FileUnit) => SourceRef | null;

export type SharingOptions = {
  /** Whether a file is reported on. */
  readonly selects: (path: string) => boolean;
  readonly curesFrom: Confidence;
  readonly hazards: HazardsOf | null;
  readonly elementUses: ElementUsesOf | null;
  readonly during: <T>(phase: string, work: () => T) => T;
};

/** All conflicts in the packages of a run, each once for all the targets that have it. */
export function collectSharing(readings: readonly Reading[], sourceOf: SourceOf, { selects, curesFrom, hazards, elementUses, during }: SharingOptions): readonly SharingFacts[] {
  const joined = new Map<string, Joined>();
  const judge = judgeOnce(curesFrom === "low");
  for (const reading of readings) {
    const { target: { world }, pkg } = reading;
    for (const conflict of during("conflicts", () => judge(reading))) {
      const place = placeOf(conflict, pkg);
      if (!selects(place.unit.source.file.path)) continue;
      const source = sourceOf(place.unit);
      const evidence = source && evidenceOf(conflict, sourceOf);
      // A file may be another target's.
      const isHere = conflict.evidence.every(({ unit }) => unit.pkg.importPath !== pkg.importPath || pkg.units.some((own) => own.source === unit.source));
      if (source === null || evidence === null || !isHere) continue;
      const key = [place.unit.source.file.path, place.span.start, conflict.kind, "container" in conflict ? conflict.container : "", conflict.fields.join(","), ...(conflict.isAdjacent === true ? [adjacent] : [])].join("\n");
      const known = joined.get(key);
      if (known === undefined) joined.set(key, { conflict, targets: [targetName(world)], importPath: pkg.importPath, module: pkg.ref?.module ?? "", source, span: place.span, type: place.type, evidence, alsoAt: alsoAtOf(world, pkg, conflict, sourceOf), world, pkg, hazards, elementUses, accessConstraints: (object) => typeConstraintsOf(object, pkg.importPath, readings), stands: [{ reading, conflict }] });
      else {
        known.stands.push({ reading, conflict });
        if (!known.targets.includes(targetName(world))) known.targets.push(targetName(world));
        // Of several targets the surest words are told.
        if (known.conflict.score < conflict.score) joined.set(key, { ...known, conflict });
      }
    }
  }
  // What meets on one line under another target is told there.
  for (const key of joined.keys()) if (key.endsWith(`\n${adjacent}`) && joined.has(key.slice(0, -1 - adjacent.length))) joined.delete(key);
  return [...joined.values()].map((one) => withCure(one, { readings, during, isTold: reachesConfidence(one.conflict.confidence, curesFrom) })).sort((a, b) => compareTexts(a.importPath, b.importPath) || compareTexts(a.source.displayPath, b.source.displayPath) || a.span.start - b.span.start);
}

/** Marks words that meet on two neighbouring lines only. */
const adjacent = "adjacent";

type Joined = Omit<SharingFacts, "cure"> & { readonly targets: TargetName[]; readonly stands: Stand[] };

function withCure({ stands, ...facts }: Joined, { readings, during, isTold }: Pick<SharingOptions, "during"> & { readonly readings: readonly Reading[]; readonly isTold: boolean }): SharingFacts {
  let cure: Cure | null | undefined;
  return {
    ...facts,
    get cure() {
      if (cure === undefined) cure = isTold ? during("cures", () => cureFor(facts.conflict, stands, readings)) : null;
      return cure;
    },
  };
}

/** Judges packages; one that is laid out alike under two targets is judged for both at once. */
function judgeOnce(isLowTold: boolean): (reading: Reading) => readonly Judgement[] {
  const known = new Map<string, readonly Judgement[]>();
  const numbers = new Map<Program, number>();
  return ({ target: { world, lineBytes }, pkg, program, hints, isOwn }) => {
    const number = numbers.get(program) ?? numbers.size;
    numbers.set(program, number);
    const { pointerBytes, regBytes, heapHeaderAboveBytes, linkerMaxAlignBytes, linkerMinAlignBytes } = world.arch;
    const key = JSON.stringify([number, lineBytes, world.context.goMinor, pointerBytes, regBytes, heapHeaderAboveBytes, linkerMaxAlignBytes, linkerMinAlignBytes, pkg.importPath, placesIn({ program, world, pkg, isOwn })]);
    const before = known.get(key);
    if (before !== undefined) return before;
    const options = { program, world, pkg, isOwn, hints, judged: { lineBytes, goMinor: world.context.goMinor } };
    const near = judgePackage(options);
    const all = isLowTold ? [...near, ...judgeLoose(options, near), ...judgeAdjacent(options, near)] : near;
    known.set(key, all);
    return all;
  };
}

type Read = { readonly program: Program; readonly hints: Hints };
/** A package under one target, with what its functions do. */
export type Reading = Read & { readonly target: TargetPackages; readonly pkg: Package; /** Packages of the run; one function for all readings, so that what is found by it is found once. */ readonly isOwn: (pkg: Package | null) => boolean };

export type ReadingOptions = {
  /** Whether many goroutines run a function of that name at once. */
  readonly isConcurrent: (name: string) => boolean;
  /** Every function is read. */
  readonly isExhaustive: boolean;
};

/** What the functions of a run's packages do. Bodies are read once for all targets that build a package of the same files, but for some in which nobody synchronises. */
export function readingsOf(targets: readonly TargetPackages[], { isConcurrent, isExhaustive }: ReadingOptions): readonly Reading[] {
  const [first] = targets;
  if (first === undefined) return [];
  const paths = new Set(first.packages.map(({ importPath }) => importPath));
  const isOwn = (pkg: Package | null): boolean => pkg !== null && paths.has(pkg.importPath);
  const lineBytes = Math.max(...targets.map((target) => target.lineBytes));
  const read = (world: World, packages: readonly Package[]): Read => {
    const { hints, told } = whatIsSaid(world, packages, isConcurrent);
    return { hints, program: withHints(readProgram(world, packages, { told, isExhaustive, lineBytes, hopeless: hopelessIn(world, hints, isOwn) }), hints) };
  };
  const shared = read(first.world, first.packages);
  const files = new Map(first.packages.map((pkg) => [pkg.importPath, pkg.units]));
  return targets.flatMap((target) => target.packages.map((pkg): Reading => {
    const isShared = target === first || differences(files.get(pkg.importPath) ?? [], pkg.units).every((text) => !isExhaustive && !mentionsSync(text, { mayUpdate: true }));
    return { target, pkg, isOwn, ...(isShared ? shared : read(target.world, [pkg])) };
  }));
}

/** The texts of the files that only one of the two has. */
function differences(a: readonly FileUnit[], b: readonly FileUnit[]): readonly string[] {
  const without = (some: readonly FileUnit[], others: readonly FileUnit[]): readonly string[] => {
    const paths = new Set(others.map(({ source }) => source.file.path));
    return some.flatMap(({ source: { file } }) => (paths.has(file.path) ? [] : [file.text]));
  };
  return [...without(a, b), ...without(b, a)];
}

type Placed = { readonly unit: FileUnit; readonly span: Span; readonly type: string | null };

function placeOf(conflict: Judgement, pkg: Package): Placed {
  if (conflict.kind === "globals") return { unit: conflict.unit, span: { start: conflict.offset, end: conflict.offset + (conflict.names[0]?.length ?? 0) }, type: null };
  if (conflict.kind !== "elements") return structPlace(conflict.place, pkg);
  const { element } = conflict;
  const isHere = element !== null && element.pkg?.importPath === pkg.importPath && element.decl !== null;
  const place = structPlace(isHere ? { kind: "type", object: element } : conflict.place, pkg);
  return { ...place, type: isHere ? element.name : conflict.elementName.startsWith("struct{") ? null : conflict.elementName };
}

function structPlace(place: StructPlace, pkg: Package): Placed {
  if (place.kind === "variable") return { unit: place.unit, span: { start: place.offset, end: place.offset + place.name.length }, type: `${place.name}.struct` };
  const { object } = place;
  const unit = unitOf(object) ?? pkg.units[0];
  if (unit === undefined) throw new Error(`${object.name} is declared in no file`);
  const { start, end } = object.decl?.name ?? { start: 0, end: 0 };
  return { unit, span: { start, end }, type: object.name };
}

function evidenceOf(conflict: Judgement, sourceOf: SourceOf): readonly Evidence[] | null {
  const evidence = conflict.evidence.flatMap(({ field, access, fn, unit, offset, length }): Evidence[] => {
    const source = sourceOf(unit);
    return source === null ? [] : [{ field, access, functionName: fn.name, source, span: { start: offset, end: offset + length } }];
  });
  return evidence.length === 0 ? null : evidence;
}

