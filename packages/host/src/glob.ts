import picomatch from "picomatch";
import { relative } from "./display.js";

/** Whether a file, by absolute path, lies under one of some globs that are relative to a folder. */
export function fileMatcher(folder: string, globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  // `./api/**` and `api/` are what people write, too.
  const patterns = globs.map((glob) => glob.replace(/^\.\//, "").replace(/\/$/, "/**"));
  const matches = picomatch(patterns, { dot: true });
  return (path) => matches(relative(folder, path));
}
