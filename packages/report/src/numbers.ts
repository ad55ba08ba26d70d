/** `1 byte`, `7 bytes`. */
export function byteCount(n: number): string {
  return counted(n, "byte");
}

/** `1 struct`, `14 structs`. */
export function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
