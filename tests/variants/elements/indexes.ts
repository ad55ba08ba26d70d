import type { Sketch } from "../sketch.js";

/** How a function finds its element: what it is given, and the index in terms of the number of elements. */
export type Index = { readonly name: string; readonly params: readonly (readonly [string, string])[]; readonly args: string; readonly text: (length: string) => string; /** What the text reads, where that is more than the parameters. */ readonly reads?: readonly (readonly [string, string])[] };

export const indexForms = [
  ["modulo", 3], ["hash-modulo", 3], ["hash-mask", 3], ["number", 2], ["mask", 2], ["cpu", 2], ["random", 2], ["inline-hash", 1], ["stack", 1], ["pinned", 1], ["fast-range", 1], ["position", 0],
] as const;
export type IndexForm = (typeof indexForms)[number][0];

/** Declares what the index takes. */
export function indexOf({ names, decls, draw }: Sketch, form: IndexForm): Index {
  const key = draw.pick(["key", "id", "w"]);
  const keyed = { name: form, params: [[key, "uint64"]], args: "7" } as const;
  const hashed = { name: form, params: [[key, "string"]], args: '"a"' } as const;
  const none = { name: form, params: [], args: "" } as const;
  switch (form) {
    case "modulo":
      return { ...keyed, text: (length) => `${key}%uint64(${length})` };
    case "mask":
      return { ...keyed, text: (length) => `${key}&uint64(${length}-1)` };
    // The number of an item that a function is given as `pos`.
    case "position":
      return { name: form, params: [], args: "", reads: [["pos", "uint64"]], text: (length) => `pos&uint64(${length}-1)` };
    case "number":
      return { name: form, params: [[key, "int"]], args: "1", text: () => key };
    case "random":
      return { ...none, text: (length) => draw.pick([`rand.Intn(${length})`, `rand.Int()%${length}`]) };
    case "inline-hash":
      return { ...keyed, text: (length) => `(${key}*0x9E3779B97F4A7C15>>32)%uint64(${length})` };
    case "fast-range":
      return { ...keyed, text: (length) => `int(uint32(${key})>>16)*(${length})>>16` };
    case "hash-modulo":
    case "hash-mask": {
      const hash = names.word();
      decls.push(draw.pick([
        `func ${hash}(s string) uint32 {\nh := uint32(2166136261)\nfor i := 0; i < len(s); i++ {\nh = (h ^ uint32(s[i])) * 16777619\n}\nreturn h\n}`,
        `func ${hash}(s string) uint32 {\nh := fnv.New32a()\nh.Write([]byte(s))\nreturn h.Sum32()\n}`,
        `func ${hash}(s string) uint32 {\nreturn crc32.ChecksumIEEE([]byte(s))\n}`,
      ]));
      return { ...hashed, text: (length) => (form === "hash-modulo" ? `${hash}(${key})%uint32(${length})` : `${hash}(${key})&uint32(${length}-1)`) };
    }
    case "cpu": {
      const cpu = draw.pick(["getCPU", "cpuID", "currentProcessor", names.word()]);
      decls.push(`func ${cpu}() int {\nvar mark byte\nreturn int(uintptr(unsafe.Pointer(&mark)) >> 13)\n}`);
      return { ...none, text: (length) => `${cpu}()%${length}` };
    }
    case "pinned": {
      const [pin, unpin] = [draw.pick(["pin", "procPin", names.word()]), draw.pick(["unpin", "procUnpin", names.word()])];
      decls.push(`func ${pin}() int {\nruntime.LockOSThread()\nreturn runtime.NumGoroutine()\n}`, `func ${unpin}() {\nruntime.UnlockOSThread()\n}`);
      return { ...none, text: (length) => `func() int { defer ${unpin}(); return ${pin}() % ${length} }()` };
    }
    case "stack":
      return { ...none, text: (length) => `func() int { var mark byte; return int(uintptr(unsafe.Pointer(&mark))>>7) % ${length} }()` };
  }
}
