import { brotliDecompressSync } from "node:zlib";
import type { StdTable } from "@cachelint/project";

/** The facts about Go's standard library that cachelint ships: stub source files for several Go versions and targets. */
export type StdTableVersions = {
  /** `["1.21", …]`, the oldest first. */
  readonly versions: readonly string[];
  /** `["linux/amd64", …]`; a stub exists for no other target. */
  readonly targets: readonly string[];
  /** The table of Go 1.`goMinor`, or that of the nearest version known. */
  readonly table: (goMinor: number) => NearestStdTable;
};

/** `isNearest` says that the table has not the version that was asked for, and `goVersion` stands in for it. */
export type NearestStdTable = StdTable & { readonly isNearest: boolean };

/** Reads `std-table.json.br`, which std-table/make.sh writes. Stubs are put together when they are asked for. */
export function decodeStdTable(bytes: Uint8Array): StdTableVersions {
  const wire = JSON.parse(brotliDecompressSync(bytes).toString("utf8")) as WireTable;
  return {
    versions: wire.versions,
    targets: wire.targets,
    table: (goMinor) => {
      const versionIndex = nearestIndex(wire.versions.map(minorOf), goMinor);
      const goVersion = wire.versions[versionIndex] ?? "";
      return {
        goVersion,
        targets: wire.targets,
        isNearest: minorOf(goVersion) !== goMinor,
        source: (importPath, target) => assemble(wire, importPath, { versionIndex, targetIndex: wire.targets.indexOf(target) }),
      };
    },
  };
}

type WireTable = {
  readonly versions: readonly string[];
  readonly targets: readonly string[];
  /** By import path: package clause, imports, declarations. */
  readonly packages: Readonly<Record<string, readonly WireBlock[]>>;
};

/** Text by mask. A mask has one hexadecimal digit a version, and that one bit a target: "00000f" is the last of six versions on all targets. */
type WireBlock = Readonly<Record<string, string>>;

type Build = { readonly versionIndex: number; readonly targetIndex: number };

function assemble(wire: WireTable, importPath: string, build: Build): string | undefined {
  if (build.targetIndex < 0 || !Object.hasOwn(wire.packages, importPath)) return undefined;
  const blocks = wire.packages[importPath] ?? [];
  const texts = blocks.flatMap((block) => Object.keys(block).filter((mask) => holds(mask, build)).map((mask) => block[mask]));
  return texts.length === 0 ? undefined : `${texts.join("\n")}\n`;
}

function holds(mask: string, { versionIndex, targetIndex }: Build): boolean {
  return ((Number.parseInt(mask.charAt(versionIndex), 16) >> targetIndex) & 1) === 1;
}

function minorOf(goVersion: string): number {
  return Number(goVersion.split(".")[1]);
}

function nearestIndex(minors: readonly number[], goMinor: number): number {
  const distances = minors.map((minor) => Math.abs(minor - goMinor));
  return distances.indexOf(Math.min(...distances));
}
