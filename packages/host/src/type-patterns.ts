import * as messages from "./messages.js";
import { openRun, type Run, type RunOptions, type Shared } from "./open-run.js";
import { byImportPath, select, selectQuietly, type Selected, type Selection } from "./select.js";
import { structNames } from "./show-structs.js";
import { toldProblems } from "./told-problems.js";

export type ShowSelection = Selection & { readonly run: Run };

/** What `show` is asked for: packages and files, and single types as `go doc` names them (`sync.Pool`, `./ring.Buffer`, `json.Decoder`). */
export async function selectForShow(options: RunOptions & { readonly shared: Shared }): Promise<ShowSelection> {
  const plain: string[] = [];
  const typed: Selected[] = [];
  for (const pattern of options.patterns) {
    const found = await selectType(options, pattern);
    if (found.length === 0) plain.push(pattern);
    typed.push(...found);
  }
  const run = await openRun({ ...options, patterns: 0 < plain.length ? plain : options.patterns });
  if (plain.length === 0) return { run, packages: merged(typed), problems: [] };
  const { packages, problems } = select(run);
  return { run, packages: merged([...packages, ...typed]), problems };
}

const keywords = new Set(["std", "cmd", "all", "work", "tool"]);

/** `Buffer`, `sync.Pool`, `./ring.Buffer`; whether it is meant so is known once no package is so called. */
function splitTypePattern(pattern: string): { readonly name: string; readonly type: string } | undefined {
  if (keywords.has(pattern) || pattern.includes("...")) return undefined;
  const [, name = "", type] = /^(?:(.+)\.)?([\p{L}_][\p{L}\p{N}_]*)$/u.exec(pattern) ?? [];
  return type === undefined ? undefined : { name, type };
}

/** The package that holds the type; none where the pattern names a package, or nothing at all. */
async function selectType(options: RunOptions & { readonly shared: Shared }, pattern: string): Promise<readonly Selected[]> {
  const split = splitTypePattern(pattern);
  if (split === undefined) return [];
  const open = async (...patterns: string[]): Promise<Opened> => {
    const run = await openRun({ ...options, patterns });
    await run.ready();
    return { run, packages: selectQuietly(run) };
  };
  if (0 < (await open(pattern)).packages.length) return [];
  const { name, type } = split;
  if (name === "") return withType(await open("."), type);
  const exact = await open(name);
  const found = withType(exact, type);
  if (0 < found.length) return found;
  const [missed] = exact.packages;
  if (missed !== undefined) throw noSuchType(exact.run, missed, type);
  // As `go doc json.Decoder` means encoding/json.
  if (/^\.|[\\]/.test(name)) return [];
  const all = await open("std", "work");
  const ending = all.packages.filter(({ ref }) => ref.importPath.endsWith(`/${name}`) && !/(?:^|\/)(?:internal|vendor)(?:\/|$)/.test(ref.importPath));
  for (const selected of ending) {
    const own = withType({ ...all, packages: [selected] }, type);
    if (0 < own.length) return own;
  }
  return [];
}

type Opened = { readonly run: Run; readonly packages: readonly Selected[] };

function withType({ run, packages }: Opened, type: string): readonly Selected[] {
  return packages.filter((selected) => structNames(run, selected).has(type)).map((selected) => ({ ...selected, types: new Set([type]) }));
}

function noSuchType(run: Run, selected: Selected, type: string): Error {
  const known = [...structNames(run, selected)];
  const [problem] = toldProblems(run, run.packageProblems);
  return messages.noSuchType({ type, importPath: selected.ref.importPath, known, problem: problem?.message ?? "", targets: selected.targets.map(({ target }) => target.name) });
}

/** Each package once, with all that is asked of it. */
function merged(selected: readonly Selected[]): readonly Selected[] {
  const byFolder = new Map<string, Selected>();
  for (const one of selected) {
    const other = byFolder.get(one.ref.directory);
    byFolder.set(one.ref.directory, other === undefined ? one : { ...other, files: union(other.files, one.files), types: union(other.types, one.types) });
  }
  return [...byFolder.values()].sort(byImportPath);
}

function union(a: ReadonlySet<string> | null, b: ReadonlySet<string> | null): ReadonlySet<string> | null {
  return a === null || b === null ? null : new Set([...a, ...b]);
}
