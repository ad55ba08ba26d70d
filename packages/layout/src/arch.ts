/** Every GOARCH that gc of Go 1.15 to 1.27 compiles for (internal/goarch). */
export type Goarch =
  | "386" | "amd64" | "arm" | "arm64" | "loong64" | "mips" | "mipsle" | "mips64" | "mips64le"
  | "ppc64" | "ppc64le" | "riscv64" | "s390x" | "wasm";

/**
 * What memory layout needs to know of a GOARCH. Plain data, so that it can cross worker threads.
 * All 64-bit architectures lay types out alike, and so do all 32-bit ones; they differ only in what surrounds a type.
 */
export type Arch = {
  readonly goarch: Goarch;
  /** Size of a pointer, `int` and `uintptr` in bytes (cmd/internal/sys/arch.go, PtrSize). */
  readonly pointerBytes: 4 | 8;
  /** Size of a register in bytes, and the greatest alignment of any basic type (cmd/internal/sys/arch.go, RegSize). */
  readonly regBytes: 4 | 8;
  /** Heap objects with pointers that are larger than this many bytes have a malloc header since Go 1.22 (internal/runtime/gc, MinSizeForMallocHeader). */
  readonly heapHeaderAboveBytes: 128 | 512;
  /** Alignment in bytes of the package variables that are at least this large (cmd/link/internal/<arch>/l.go, maxAlign). */
  readonly linkerMaxAlignBytes: 8 | 32;
  /** Alignment in bytes that even the smallest package variable has (cmd/link/internal/<arch>/l.go, minAlign). */
  readonly linkerMinAlignBytes: 1 | 2;
  /** Alignment of stack frames in bytes (internal/goarch, StackAlign); single variables are not aligned to it. */
  readonly stackAlignBytes: 4 | 8 | 16;
  /** Size of the largest array type that compiles, in bytes (cmd/compile/internal/types/size.go, CalcArraySize and the 32-bit check of CalcSize). */
  readonly maxArrayBytes: number;
  /** The last byte offset at which a struct's last field may end (cmd/compile/internal/types/size.go, calcStructOffset). */
  readonly maxStructEndBytes: number;
  /** Largest struct size in bytes once it is rounded up to its alignment (cmd/compile/internal/types/size.go, CalcSize). */
  readonly maxStructBytes: number;
  /** The sizes in bytes that `cpu.CacheLinePad` has had, each with the Go minor version that brought it, newest first (internal/cpu/cpu_<arch>.go). */
  readonly cacheLinePads: readonly CacheLinePad[];
};

export type CacheLinePad = { readonly sinceGoMinor: number; readonly sizeBytes: number };

const wide = {
  pointerBytes: 8, regBytes: 8, heapHeaderAboveBytes: 512,
  linkerMaxAlignBytes: 32, linkerMinAlignBytes: 1, stackAlignBytes: 8,
  maxArrayBytes: 2 ** 50 - 1, maxStructEndBytes: 2 ** 50 - 1, maxStructBytes: 2 ** 50,
} as const;
const narrow = {
  pointerBytes: 4, regBytes: 4, heapHeaderAboveBytes: 128,
  linkerMaxAlignBytes: 32, linkerMinAlignBytes: 1, stackAlignBytes: 4,
  maxArrayBytes: 2 ** 31 - 1, maxStructEndBytes: 2 ** 31 - 2, maxStructBytes: 2 ** 31 - 1,
} as const;
// On mips the compiler's MaxWidth itself is 2^31-1, and an array has to stay below it.
const mips = { ...narrow, maxArrayBytes: 2 ** 31 - 2 } as const;

const always = (sizeBytes: number): readonly CacheLinePad[] => [{ sinceGoMinor: 0, sizeBytes }];
const changed = (beforeBytes: number, sinceGoMinor: number, sizeBytes: number): readonly CacheLinePad[] =>
  [{ sinceGoMinor, sizeBytes }, { sinceGoMinor: 0, sizeBytes: beforeBytes }];

const table: readonly Arch[] = [
  { goarch: "386", ...narrow, cacheLinePads: always(64) },
  { goarch: "amd64", ...wide, cacheLinePads: always(64) },
  { goarch: "arm", ...narrow, linkerMaxAlignBytes: 8, cacheLinePads: always(32) },
  { goarch: "arm64", ...wide, stackAlignBytes: 16, cacheLinePads: changed(64, 20, 128) },
  { goarch: "loong64", ...wide, cacheLinePads: always(64) },
  { goarch: "mips", ...mips, cacheLinePads: always(32) },
  { goarch: "mipsle", ...mips, cacheLinePads: always(32) },
  { goarch: "mips64", ...wide, cacheLinePads: always(32) },
  { goarch: "mips64le", ...wide, cacheLinePads: always(32) },
  { goarch: "ppc64", ...wide, stackAlignBytes: 16, cacheLinePads: always(128) },
  { goarch: "ppc64le", ...wide, stackAlignBytes: 16, cacheLinePads: always(128) },
  { goarch: "riscv64", ...wide, cacheLinePads: changed(32, 22, 64) },
  { goarch: "s390x", ...wide, linkerMinAlignBytes: 2, cacheLinePads: always(256) },
  { goarch: "wasm", ...wide, cacheLinePads: always(64) },
];
const byGoarch: ReadonlyMap<string, Arch> = new Map(table.map((arch) => [arch.goarch, arch]));

/** The known architectures by name, in alphabetical order (internal/goarch). */
export const goarchs: readonly Goarch[] = table.map((arch) => arch.goarch);

/** What is known of a GOARCH, or undefined where gc has no such port (go/types/sizes.go, gcArchSizes). */
export function archOf(goarch: string): Arch | undefined {
  return byGoarch.get(goarch);
}

/** The size in bytes that the compiler gives `cpu.CacheLinePad` (internal/cpu/cpu_<arch>.go, CacheLinePadSize). */
export function cacheLinePadBytes(arch: Arch, goMinor: number): number {
  return arch.cacheLinePads.find((pad) => pad.sinceGoMinor <= goMinor)?.sizeBytes ?? 64;
}

/**
 * The size in bytes of the cache line that sharing is judged by: the line of the hardware the target commonly runs on.
 * It is not `cpu.CacheLinePad`, which on arm64 is Apple's 128 for all, and on arm and MIPS 32 although newer cores have 64.
 */
export function judgedLineBytes(goos: string, goarch: string): number {
  switch (goarch) {
    case "arm64": return goos === "darwin" || goos === "ios" ? 128 : 64;
    case "ppc64": case "ppc64le": return 128;
    case "s390x": return 256;
    default: return 64;
  }
}
