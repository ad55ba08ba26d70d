import { measureOf, measureWhole, type OtherTypeRecord, type Package, type StructMeasure, type StructRecord, type Type, typesOf, underlying, type World } from "@cachelint/types";
import { type Elements, elementsOf } from "./elements.js";
import { misplacedIn } from "./misplaced.js";
import { placeDirectives } from "./place-directives.js";
import type { Confidence, FileFacts, HazardsOf, RunFacts, RunStats, SourceRef, StructFacts, StructUses, TargetLayout, TargetName } from "./model.js";
import { functionPattern } from "./function-pattern.js";
import { directivesOfStruct } from "./struct-directives.js";
import { type Asked, hazardsIn } from "./hazards.js";
import { accessConstraintsOf } from "./order-constraints.js";
import { collectSharing, type Reading, readingsOf } from "./sharing.js";
import { anonymousPlace, declaredUses, isDeclaredHeld, joinUses } from "./uses.js";

/** A target's world and the packages that the run looks at under it. All worlds of a run share their sources. */
export type TargetPackages = { readonly world: World; readonly packages: readonly Package[]; /** The line that sharing is judged by. */ readonly lineBytes: number };

export type CollectOptions = {
  /** The name of a file in reports, from its absolute path. */
  readonly displayPathOf: (path: string) => string;
  /** Whether a file is reported on; its package is read whole either way. All are where this is left out. */
  readonly selects?: ((path: string) => boolean) | undefined;
  /** Functions that many goroutines run at once: `serve`, `(*Server).serve*`. */
  readonly concurrent?: readonly string[] | undefined;
  /** Every function is read, not only those that can matter to what a default run tells. */
  readonly isExhaustive?: boolean | undefined;
  /** What is less sure needs no cure, because nobody is told of it. All have one where this is left out. */
  readonly curesFrom?: Confidence | undefined;
  /** Fixes are looked for as well: what minds a change is found by reading much of the module. They are unless this says no. */
  readonly withFixes?: boolean | undefined;
  /** Function bodies may be read for what they ask of the order of fields. They may be unless this says no. */
  readonly withAccesses?: boolean | undefined;
  /** Encoders that go by the order of fields, besides those that are known: `import/path`, `path.Function`, `path.Type.Method`. */
  readonly orderedEncoders?: readonly string[] | undefined;
  /** How a struct differs from what was recorded of it; nothing is recorded where this is left out. */
  readonly driftOf?: ((facts: StructFacts) => StructFacts["drift"]) | undefined;
  /** Whether a declared type that is no struct is wanted although no directive stands on it. None is where this is left out. */
  readonly wantsType?: ((importPath: string, name: string) => boolean) | undefined;
  /** Does a piece of work of a phase, for whoever wants to know how long it takes. */
  readonly during?: (<T>(phase: string, work: () => T) => T) | undefined;
};

/** Joins what the targets know of each struct. */
export function collectFacts(targets: readonly TargetPackages[], options: CollectOptions): RunFacts {
  const packagesOf = (world: World): readonly Package[] => targets.filter((one) => one.world === world).flatMap(({ packages }) => packages);
  const run: Run = { options, structs: new Map(), files: new Map(), sources: new Map(), packages: new Set(), elements: elementsOf(packagesOf), mainFolders: [...new Set(targets.flatMap(({ world }) => world.workspace.mainModules.map(({ directory }) => directory)))], readings: lazyReadings(targets, options), asked: options.withFixes === false ? null : hazardsIn(targets, { sourceOf: (unit) => sourceRef(run, unit), orderedEncoders: options.orderedEncoders ?? [], during: options.during ?? ((_, work) => work()) }) };
  for (const target of targets) collectTarget(run, target);
  const types = [...run.structs.values()].sort(compareStructs);
  const structs = types.filter(({ isStruct }) => isStruct);
  const files = [...run.files.values()].filter(({ directives }) => 0 < directives.length).map((file) => ({ ...file, misplaced: misplacedIn(file, types) })).sort(compareFiles);
  return { structs, otherTypes: types.filter(({ isStruct }) => !isStruct), files, stats: statsOf(run.packages.size, structs), sharing: sharingOf(run) };
}

/** The same facts for who wants no fixes yet. What is looked up for the one is known to the other. */
export function withoutFixes(facts: RunFacts): RunFacts {
  const without = <T extends { readonly hazards: HazardsOf | null }>(one: T): T => Object.create(one, { hazards: { value: null } }) as T;
  return { ...facts, structs: facts.structs.map(without), sharing: () => facts.sharing().map(without) };
}

/** Looked for when the first rule asks: it means reading function bodies. */
function sharingOf(run: Run): RunFacts["sharing"] {
  const { selects = () => true, curesFrom = "low", during = (_, work) => work() } = run.options;
  let found: ReturnType<RunFacts["sharing"]> | undefined;
  return () => (found ??= collectSharing(run.readings(), (unit) => sourceRef(run, unit), { hazards: run.asked?.hazards ?? null, elementUses: run.asked?.elementUses ?? null, selects, curesFrom, during }));
}

/** Bodies are read for whoever asks first, and once. */
function lazyReadings(targets: readonly TargetPackages[], { concurrent = [], isExhaustive = false, during = (_, work) => work() }: CollectOptions): () => readonly Reading[] {
  const patterns = concurrent.map(functionPattern);
  const isConcurrent = (name: string): boolean => patterns.some((pattern) => pattern.test(name));
  let found: readonly Reading[] | undefined;
  return () => (found ??= during("functions", () => readingsOf(targets, { isConcurrent, isExhaustive })));
}

/** `linux/amd64`. */
export function targetName({ context }: World): TargetName {
  return `${context.goos}/${context.goarch}`;
}

/** The counts of a run, or of a part of it. */
export function statsOf(nPackages: number, structs: readonly StructFacts[]): RunStats {
  const counts = new Map<string, number>();
  for (const { layouts } of structs) {
    const [first] = layouts.flatMap(({ measure }) => (measure.kind === "unknown" ? [measure.unknowns[0]?.reason ?? "unresolved-name"] : []));
    if (first !== undefined) counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  const byReason = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return { nPackages, nStructs: structs.length, nUnknownStructs: byReason.reduce((sum, [, count]) => sum + count, 0), unknownByReason: Object.fromEntries(byReason) };
}

type Run = { readonly options: CollectOptions; readonly structs: Map<string, JoinedStruct>; readonly files: Map<string, JoinedFile>; readonly sources: Map<string, SourceRef>; readonly packages: Set<string>; readonly elements: Elements; readonly asked: Asked | null; readonly readings: () => readonly Reading[]; readonly mainFolders: readonly string[] };
type JoinedStruct = StructFacts & { readonly layouts: TargetLayout[] };
type JoinedFile = FileFacts & { readonly targets: TargetName[]; readonly isWhole: boolean };

function collectTarget(run: Run, { world, packages, lineBytes }: TargetPackages): void {
  const { selects = () => true } = run.options;
  const target = targetName(world);
  for (const pkg of packages) {
    run.packages.add(pkg.importPath);
    const selected = new Map<string, JoinedFile>();
    for (const unit of pkg.units) {
      if (!selects(unit.source.file.path)) continue;
      const file = joinFile(run, world, pkg, unit);
      if (!file.targets.includes(target)) file.targets.push(target);
      selected.set(unit.source.file.path, file);
    }
    if (selected.size === 0) continue;
    const add = (record: AnyRecord, measure: () => StructMeasure): void => {
      const file = selected.get(record.unit.source.file.path);
      const facts = file === undefined ? null : joinType(run, file, record);
      // One world may come twice, as two patterns' packages.
      if (facts === null || facts.layouts.some((layout) => layout.target === target)) return;
      facts.layouts.push({ target, arch: world.arch, goMinor: world.context.goMinor, lineBytes, type: record.type, measure: measure(), world });
    };
    const { structs, others } = typesOf(world, pkg);
    for (const record of structs) add({ ...record, isStruct: true }, () => measureRecord(world, record.type));
    for (const record of others) add({ ...record, syntax: null, isPart: false, isStruct: false }, () => measureOf(world, record.type) ?? measureWhole(world, record.type, record.decl));
  }
}

function joinFile(run: Run, world: World, pkg: Package, unit: Package["units"][number]): JoinedFile {
  const { file } = unit.source;
  const known = run.files.get(file.path);
  if (known !== undefined) return known;
  const source = sourceRef(run, unit);
  const joined: JoinedFile = { importPath: pkg.importPath, module: pkg.ref?.module ?? "", source, targets: [], directives: placeDirectives(world.sources.parser, unit.source), misplaced: [], isWhole: unit.source.outline.problems.length === 0 && unit.source.problems.length === 0 };
  run.files.set(file.path, joined);
  return joined;
}

function sourceRef(run: Run, { pkg, source: { file, outline } }: Package["units"][number]): SourceRef {
  const known = run.sources.get(file.path);
  if (known !== undefined) return known;
  const source: SourceRef = { path: file.path, displayPath: run.options.displayPathOf(file.path), text: file.text, isGenerated: outline.isGenerated, isTest: file.test !== "none", isOwn: isOwn(run, pkg, file.path) };
  run.sources.set(file.path, source);
  return source;
}

/** In the folder of Go itself, the standard library is the main module. */
function isOwn({ mainFolders }: Run, { ref }: Package, path: string): boolean {
  if (ref?.origin !== "std") return ref?.origin === "main";
  return mainFolders.some((folder) => path.startsWith(`${folder}/`) && !path.startsWith(`${folder}/vendor/`));
}

type AnyRecord = (StructRecord | (OtherTypeRecord & Pick<StructRecord, "syntax" | "isPart">)) & Pick<StructFacts, "isStruct">;

/** What is known of a type so far; null for one that is no struct and that nobody asks for. */
function joinType(run: Run, file: JoinedFile, record: AnyRecord): JoinedStruct | null {
  const { name, kind, functionName, span, syntax, decl, isPart, isStruct } = record;
  const key = `${file.source.path}\n${span.start}\n${kind}\n${name}`;
  const known = run.structs.get(key);
  if (known !== undefined) return known;
  const declSpan = decl ?? syntax ?? span;
  const { importPath, module, source } = file;
  const place = { span, declSpan: { start: declSpan.start, end: declSpan.end }, syntax };
  const directives = directivesOfStruct(file.directives, source.text, { ...place, isPart });
  if (!isStruct && directives.length === 0 && run.options.wantsType?.(importPath, name) !== true) return null;
  const layouts: TargetLayout[] = [];
  let isElement: boolean | undefined;
  let declared: ReturnType<typeof declaredUses> | undefined;
  let uses: StructUses | undefined;
  let isOnlyHeld: boolean | undefined;
  let drift: StructFacts["drift"] | undefined;
  const anonymous = kind === "anonymous" ? anonymousPlace(source.text, span) : null;
  const facts: JoinedStruct = {
    importPath, module, name, kind, isStruct, functionName, source, ...place, span: { start: span.start, end: span.end }, directives, layouts, hazards: run.asked?.hazards ?? null,
    accessConstraints: run.options.withAccesses === false ? null : () => accessConstraintsOf(facts, run.readings()),
    get isElement() {
      return (isElement ??= isElementIn(run, facts) || anonymous === "element" || (kind === "local" && (declared ??= declaredUses(layouts))?.some((one) => one.isElement) === true));
    },
    get isOnlyHeld() {
      return (isOnlyHeld ??= anonymous !== null ? anonymous !== "allocated" : isDeclaredHeld(layouts));
    },
    get drift() {
      return (drift ??= run.options.driftOf?.(facts) ?? []);
    },
    get uses() {
      declared ??= declaredUses(layouts);
      return (uses ??= declared === null ? { origin: anonymous === null ? "unseen" : anonymous === "allocated" ? "allocated" : "held", orderUses: [] } : joinUses(declared, run.options.displayPathOf));
    },
  };
  run.structs.set(key, facts);
  return facts;
}

function isElementIn({ elements }: Run, { layouts }: StructFacts): boolean {
  return layouts.some(({ world, type }) => elements(world, type));
}

function measureRecord(world: World, type: Type): StructMeasure {
  const measure = measureOf(world, type);
  if (measure !== null) return measure;
  const under = underlying(type);
  const unknown = under.kind === "unknown" ? under.unknown : { unknown: "unresolved-name" as const, detail: under.kind };
  return { kind: "unknown", fields: [], unknowns: [{ field: "", reason: unknown.unknown, detail: unknown.detail }] };
}

function compareStructs(a: StructFacts, b: StructFacts): number {
  return compareFiles(a, b) || a.span.start - b.span.start || compareTexts(a.kind, b.kind) || compareTexts(a.name, b.name);
}

function compareFiles(a: Placed, b: Placed): number {
  return compareTexts(a.importPath, b.importPath) || compareTexts(a.source.displayPath, b.source.displayPath);
}

type Placed = { readonly importPath: string; readonly source: SourceRef };

/** By code units, the same on every machine. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a === b ? 0 : 1;
}
