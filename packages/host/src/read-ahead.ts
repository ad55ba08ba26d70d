import { fromTransfer, type GoParser, parseForTransfer, type PortableTree, readParsedDeclarations, textToParse } from "@cachelint/syntax";
import { keepDeclarations, type SourceFile, type Unread, unreadOf } from "@cachelint/types";
import { loadPackages } from "./load-packages.js";
import type { Run } from "./open-run.js";
import { type ParseThread, type Parsing, startParseThread } from "./parse-thread.js";
import type { Selected } from "./select.js";

/** Enough for a parse to be worth a message, and little enough that the thread starts early. */
const batchLength = 1 << 16;
/** Fewer packages are parsed sooner than a thread is up. */
const fewPackages = 40;

/** `start`: where the thread comes from. `nLeast`, for tests: from how many packages on it is worth its while. */
type Options = { readonly start?: () => ParseThread | null; readonly nLeast?: number };

/** A thread that is started at once where the patterns name many packages in any case, so that it is up when there is something to parse. */
export function anticipate(patterns: readonly string[] = []): Options {
  const isLarge = patterns.some((pattern) => pattern === "std" || pattern === "cmd" || pattern === "all");
  const early = isLarge ? startParseThread() : null;
  return early === null ? {} : { start: () => early, nLeast: 0 };
}

type Batch = { readonly unread: readonly Unread[]; readonly text: string; readonly parsing: Parsing };

/**
 * Loads the packages of a run and parses what their structs need, on a second thread while this one still reads files. It
 * changes when things are read, never what: what the thread cannot do is read later, where it is asked for.
 */
export async function readAhead(run: Run, packages: readonly Selected[], { start = startParseThread, nLeast = fewPackages }: Options = {}): Promise<void> {
  const thread = packages.length < nLeast ? null : start();
  if (thread === null) return;
  try {
    const parser = packages[0]?.targets[0]?.world.sources.parser;
    if (parser === undefined) return;
    const batches = sendBatches(run, packages, thread);
    await run.clock.timeAsync("parsing", async () => {
      // The thread works from the front; what it has not come to is done here from the back, rather than waited for.
      let nTheirs = batches.length;
      for (let last = batches[nTheirs - 1]; last?.parsing.take(); last = batches[--nTheirs - 1]) keep(parser, last.unread, parseForTransfer(parser, last.text));
      for (const { unread, parsing } of batches.slice(0, nTheirs)) keep(parser, unread, await parsing.tree);
    });
  } finally {
    thread.stop();
  }
}

function sendBatches(run: Run, packages: readonly Selected[], thread: ParseThread): readonly Batch[] {
  const batches: Batch[] = [];
  const seen = new Set<SourceFile>();
  let open: Unread[] = [];
  let length = 0;
  const send = (): void => {
    const text = textToParse(requestsOf(open));
    if (text !== null) batches.push({ unread: open, text, parsing: thread.parse(text) });
    open = [];
    length = 0;
  };
  for (const { place, ref, targets } of packages) {
    for (const target of targets) {
      for (const unread of loadPackages(run, { place, ref, target }).flatMap(unreadOf)) {
        // Targets share most files.
        if (seen.has(unread.source)) continue;
        seen.add(unread.source);
        open.push(unread);
        for (const index of unread.indices) length += lengthOf(unread, index);
        if (batchLength <= length) send();
      }
    }
  }
  if (0 < open.length) send();
  return batches;
}

function keep(parser: GoParser, unread: readonly Unread[], tree: PortableTree | null): void {
  const declarations = tree && readParsedDeclarations(fromTransfer(parser, tree), requestsOf(unread));
  declarations?.forEach((decls, i) => keepDeclarations(unread[i] as Unread, decls));
}

function requestsOf(unread: readonly Unread[]): Parameters<typeof textToParse>[0] {
  return unread.map(({ source, indices }) => ({ text: source.file.text, outline: source.outline, which: indices }));
}

function lengthOf({ source }: Unread, index: number): number {
  const declaration = source.outline.declarations[index];
  return declaration === undefined ? 0 : (declaration.bodySpan?.start ?? declaration.end) - declaration.start;
}
