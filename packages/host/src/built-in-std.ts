import { readFileSync } from "node:fs";
import type { StdTable } from "@cachelint/project";
import { neededFile, ownFolder } from "./installed-file.js";
import { decodeStdTable, type StdTableVersions } from "./std-table.js";

let decoded: StdTableVersions | undefined;

/** The table of the standard library that ships with cachelint, nearest to a Go version. It is read only once it is asked. */
export function builtInStd(goVersion: string): StdTable {
  let table: StdTable | undefined;
  const read = (): StdTable => {
    decoded ??= decodeStdTable(readFileSync(neededFile(ownFolder, "@cachelint/host/std-table/std-table.json.br")));
    return (table ??= decoded.table(minorOf(goVersion)));
  };
  return {
    get goVersion() {
      return read().goVersion;
    },
    get targets() {
      return read().targets;
    },
    source: (importPath, target) => read().source(importPath, target),
  };
}

/** Of `1.26.8`, 26; where there is no version, the newest table is the nearest. */
function minorOf(goVersion: string): number {
  return Number(/^(?:go)?1\.([0-9]+)/.exec(goVersion)?.[1] ?? Number.MAX_SAFE_INTEGER);
}
