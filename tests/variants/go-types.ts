import { archOf, sharedFraction, startResidues } from "@cachelint/layout";

/** A type as written, with what the compiler makes of it on 64-bit targets; `claims` let the compiler confirm it. */
export type GoType = { readonly text: string; readonly sizeBytes: number; readonly alignBytes: number; readonly hasPointers: boolean; /** Whether its zero value is `T(0)`. */ readonly isNumber?: boolean };

/** A field; embedded ones have their type's name for a name. */
export type Member = { readonly name: string; readonly type: GoType; readonly isEmbedded?: boolean; readonly comment?: string };

export type Placed = { readonly offsets: readonly number[]; readonly type: GoType };

export const goTypes = {
  bool: scalar("bool", 1),
  int32: scalar("int32", 4),
  uint32: scalar("uint32", 4),
  int: scalar("int", 8),
  int64: scalar("int64", 8),
  uint64: scalar("uint64", 8),
  duration: scalar("time.Duration", 8),
  string: { text: "string", sizeBytes: 16, alignBytes: 8, hasPointers: true },
  mutex: { text: "sync.Mutex", sizeBytes: 8, alignBytes: 4, hasPointers: false },
  rwMutex: { text: "sync.RWMutex", sizeBytes: 24, alignBytes: 4, hasPointers: false },
} as const;

/** A number of some bytes, aligned to its size. */
export function scalar(text: string, sizeBytes: number): GoType {
  return { text, sizeBytes, alignBytes: sizeBytes, hasPointers: false };
}

/** A named number. */
export function namedNumber(text: string, sizeBytes: number): GoType {
  return { ...scalar(text, sizeBytes), isNumber: true };
}

/** One word that points: pointers, maps, channels, functions. */
export function pointerLike(text: string): GoType {
  return { text, sizeBytes: 8, alignBytes: 8, hasPointers: true };
}

export function sliceOf(element: string): GoType {
  return { text: `[]${element}`, sizeBytes: 24, alignBytes: 8, hasPointers: true };
}

export function arrayOf(n: number, element: GoType, length = String(n)): GoType {
  return { ...element, text: `[${length}]${element.text}`, sizeBytes: n * element.sizeBytes };
}

/** The struct of some fields, written as `text`. */
export function placeMembers(members: readonly Member[], text: string): Placed {
  let end = 0;
  let alignBytes = 1;
  const offsets = members.map(({ type }) => {
    const at = roundUp(end, type.alignBytes);
    end = at + type.sizeBytes;
    alignBytes = Math.max(alignBytes, type.alignBytes);
    return at;
  });
  return { offsets, type: { text, sizeBytes: roundUp(end, alignBytes), alignBytes, hasPointers: members.some(({ type }) => type.hasPointers) } };
}

/** A struct type written out on lines of its own. */
export function structText(members: readonly Member[]): string {
  const lines = members.map(({ name, type, isEmbedded, comment }) => `${isEmbedded === true ? type.text : `${name} ${type.text}`}${comment === undefined ? "" : ` // ${comment}`}`);
  return `struct {\n${lines.join("\n")}\n}`;
}

/** Some bytes of an object. */
export type Bytes = { readonly offsetBytes: number; readonly sizeBytes: number };

/** The part of the starts of a heap object at which two of its parts share a line of 64 bytes. */
export function sharedInHeap({ sizeBytes, hasPointers }: GoType, a: Bytes, b: Bytes): number {
  return sharedFraction(a, b, startResidues({ kind: "heap", sizeBytes, hasPointers }, 64, { arch: archOf("amd64")!, goMinor: 26 }), 64);
}

/** Whether two parts share no line wherever the object begins. */
export function neverShare(a: Bytes, b: Bytes): boolean {
  return sharedFraction(a, b, [0, 8, 16, 24, 32, 40, 48, 56], 64) === 0;
}

function roundUp(n: number, to: number): number {
  return Math.ceil(n / to) * to;
}
