import { mentionsSync } from "@cachelint/access";
import { fromTransfer, type GoParser, parseForTransfer, type PortableTree, readParsedDeclarations, textToParse } from "@cachelint/syntax";
import { keepDeclarations, type Package, type SourceFile, type Unread, unreadOf } from "@cachelint/types";
import { loadPackages } from "./load-packages.js";
import type { Run } from "./open-run.js";
import { type ParseThread, type Parsing, startParseThread } from "./parse-thread.js";
import type { Selected } from "./select.js";

/** Enough for a parse to be worth a message, and little enough that the thread starts early. */
const batchLength = 1 << 16;
/** Fewer packages are parsed sooner than a thread is up. */
const fewPackages = 40;

/** `start`: where the thread comes from. `nLeast`, for tests: from how many packages on it is worth its while. `withBodies`: functions that synchronise are wanted, too. */
type Options = { readonly start?: () => ParseThread | null; readonly nLeast?: number; readonly withBodies?: boolean };

/** A thread that is started at once where the patterns name many packages in any case, so that it is up when there is something to parse. */
export function anticipate(patterns: readonly string[] = []): Options {
  const isLarge = patterns.some((pattern) => pattern === "std" || pattern === "cmd" || pattern === "all");
  const early = isLarge ? startParseThread() : null;
  return early === null ? {} : { start: () => early, nLeast: 0 };
}

type Batch = { readonly unread: readonly Unread[]; readonly withBodies: boolean; readonly text: string; readonly parsing: Parsing };

/**
 * Loads the packages of a run and parses what their structs need, on a second thread while this one still reads files. It
 * changes when things are read, never what: what the thread cannot do is read later, where it is asked for.
 */
export async function readAhead(run: Run, packages: readonly Selected[], { start = startParseThread, nLeast = fewPackages, withBodies = false }: Options = {}): Promise<void> {
  const thread = packages.length < nLeast ? null : start();
  if (thread === null) return;
  try {
    const parser = packages[0]?.targets[0]?.world.sources.parser;
    if (parser === undefined) return;
    const batches = sendBatches(run, packages, thread, withBodies);
    await run.clock.timeAsync("parsing", async () => {
      // The thread works from the front; what it has not come to is done here from the back, rather than waited for.
      let nTheirs = batches.length;
      for (let last = batches[nTheirs - 1]; last?.parsing.take(); last = batches[--nTheirs - 1]) keep(parser, last, parseForTransfer(parser, last.text));
      for (const batch of batches.slice(0, nTheirs)) keep(parser, batch, await batch.parsing.tree);
    });
  } finally {
    thread.stop();
  }
}

function sendBatches(run: Run, packages: readonly Selected[], thread: ParseThread, withBodies: boolean): readonly Batch[] {
  const batches: Batch[] = [];
  const sent = new Map<SourceFile, ReadonlySet<number>>();
  const loaded: Package[] = [];
  const declarations = batching(thread, batches, false);
  for (const { place, ref, targets } of packages) {
    for (const target of targets) {
      for (const pkg of loadPackages(run, { place, ref, target })) {
        // Bodies are read under the first target.
        if (target === targets[0]) loaded.push(pkg);
        for (const unread of unreadOf(pkg)) {
          // Targets share most files.
          if (sent.has(unread.source)) continue;
          sent.set(unread.source, new Set(unread.indices));
          declarations.add(unread);
        }
      }
    }
  }
  declarations.send();
  if (!withBodies) return batches;
  const bodies = batching(thread, batches, true);
  for (const { units } of loaded) for (const { source } of units) bodies.add({ source, indices: synchronising(source).filter((index) => sent.get(source)?.has(index) !== true) });
  bodies.send();
  return batches;
}

/** Sends what is added in texts of some length. */
function batching(thread: ParseThread, batches: Batch[], withBodies: boolean): { readonly add: (unread: Unread) => void; readonly send: () => void } {
  let open: Unread[] = [];
  let length = 0;
  const send = (): void => {
    const text = 0 < open.length ? textToParse(requestsOf(open, withBodies)) : null;
    if (text !== null) batches.push({ unread: open, withBodies, text, parsing: thread.parse(text) });
    open = [];
    length = 0;
  };
  const add = (unread: Unread): void => {
    if (unread.indices.length === 0) return;
    open.push(unread);
    for (const index of unread.indices) length += lengthOf(unread, index, withBodies);
    if (batchLength <= length) send();
  };
  return { add, send };
}

/** Functions that are the first to be read for who touches what, and that nobody has read yet. */
function synchronising({ file: { text }, outline, declarations }: SourceFile): readonly number[] {
  return outline.declarations.flatMap(({ bodySpan }, index) => (bodySpan !== null && declarations[index] === undefined && mentionsSync(text.slice(bodySpan.start, bodySpan.end), { mayUpdate: false }) ? [index] : []));
}

function keep(parser: GoParser, { unread, withBodies }: Batch, tree: PortableTree | null): void {
  const declarations = tree && readParsedDeclarations(fromTransfer(parser, tree), requestsOf(unread, withBodies));
  declarations?.forEach((decls, i) => keepDeclarations(unread[i] as Unread, decls));
}

function requestsOf(unread: readonly Unread[], withBodies: boolean): Parameters<typeof textToParse>[0] {
  return unread.map(({ source, indices }) => ({ text: source.file.text, outline: source.outline, which: indices, withBodies }));
}

function lengthOf({ source }: Unread, index: number, withBodies: boolean): number {
  const declaration = source.outline.declarations[index];
  return declaration === undefined ? 0 : (withBodies ? declaration.end : (declaration.bodySpan?.start ?? declaration.end)) - declaration.start;
}
