import * as messages from "./messages.js";
import { openRun, type Run, type RunOptions, type Shared } from "./open-run.js";
import { byImportPath, select, selectQuietly, type Selected, type Selection } from "./select.js";
import { structNames } from "./show-structs.js";

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
  const packagesOf = async (...patterns: string[]): Promise<readonly Selected[]> => {
    const run = await openRun({ ...options, patterns });
    await run.ready();
    return selectQuietly(run);
  };
  if (0 < (await packagesOf(pattern)).length) return [];
  const { name, type } = split;
  if (name === "") return (await packagesOf(".")).flatMap((selected) => withType(selected, type));
  const exact = await packagesOf(name);
  const found = exact.flatMap((selected) => withType(selected, type));
  if (0 < found.length) return found;
  const [missed] = exact;
  if (missed !== undefined) throw messages.noSuchType({ type, importPath: missed.ref.importPath, known: [...structNames(missed)] });
  // As `go doc json.Decoder` means encoding/json.
  if (/^\.|[\\]/.test(name)) return [];
  const ending = (await packagesOf("std", "work")).filter(({ ref }) => ref.importPath.endsWith(`/${name}`) && !/(?:^|\/)(?:internal|vendor)(?:\/|$)/.test(ref.importPath));
  for (const selected of ending) {
    const own = withType(selected, type);
    if (0 < own.length) return own;
  }
  return [];
}

function withType(selected: Selected, type: string): readonly Selected[] {
  return structNames(selected).has(type) ? [{ ...selected, types: new Set([type]) }] : [];
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
