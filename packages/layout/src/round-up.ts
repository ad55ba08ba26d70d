/** The smallest multiple of `multiple` that is at least `value`; exact for all values below 2^53, where bit operators would stop at 2^31. */
export function roundUp(value: number, multiple: number): number {
  const remainder = value % multiple;
  return remainder === 0 ? value : value + multiple - remainder;
}

/** The greatest common divisor of two non-negative integers; `gcd(0, b)` is `b`. */
export function gcd(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
