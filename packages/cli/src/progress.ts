import type { RunOptions } from "@cachelint/host";
import type { Arguments } from "./command.js";
import * as flags from "./flags.js";
import type { Io } from "./io.js";

const quietMilliseconds = 1000;
const betweenMilliseconds = 100;

export type ProgressOptions = { readonly isStreaming: boolean; readonly now?: () => number };

/**
 * One line on standard error that says how far a long run is, rewritten in place and gone at the end. Only for people:
 * on a terminal, and not where the report itself runs over the same terminal meanwhile (`isStreaming`).
 */
export function progressLine(args: Arguments, { stdout, stderr }: Io, { isStreaming, now = () => performance.now() }: ProgressOptions): RunOptions["onProgress"] {
  const isCrossed = isStreaming && stdout.isTerminal && !args.isSet(flags.output);
  if (!stderr.isTerminal || isCrossed || args.isSet(flags.quiet)) return undefined;
  let last = now() - betweenMilliseconds + quietMilliseconds;
  let isShown = false;
  return (nDone, nPackages) => {
    if (nDone === nPackages) {
      if (isShown) void stderr.write("\r\u001B[K");
      isShown = false;
    } else if (betweenMilliseconds <= now() - last) {
      last = now();
      isShown = true;
      void stderr.write(`\r\u001B[K${nDone} of ${nPackages} packages`);
    }
  };
}
