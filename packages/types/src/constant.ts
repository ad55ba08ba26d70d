import type { StringValue } from "@cachelint/syntax";

/**
 * Constant values of arbitrary precision (Go spec, "Constants"; go/constant). Floats are exact rationals. Strings know
 * how many bytes they have in Go, which is what `len` counts.
 */
export type Constant =
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "string"; readonly value: StringValue }
  | { readonly kind: "int"; readonly value: bigint }
  | { readonly kind: "rational"; readonly value: Rational }
  | { readonly kind: "complex"; readonly real: Rational; readonly imaginary: Rational };

/** In lowest terms, denominator positive. */
export type Rational = { readonly numerator: bigint; readonly denominator: bigint };

/** gc rejects integer constants beyond 512 bits. */
const maxIntBits = 512n;
/** Rationals get room for float64's whole range and some. */
export const maxRationalBits = 20_000;

/** An integer constant. */
export function int(value: bigint | number): Constant {
  return { kind: "int", value: BigInt(value) };
}

/** A rational in lowest terms; null for a zero denominator or a number beyond all floats. */
export function rational(numerator: bigint, denominator: bigint): Rational | null {
  if (denominator === 0n) return null;
  const sign = denominator < 0n ? -1n : 1n;
  const divisor = gcd(numerator < 0n ? -numerator : numerator, denominator * sign) * sign;
  const result = { numerator: numerator / divisor, denominator: denominator / divisor };
  return bitLength(result.numerator) <= maxRationalBits && bitLength(result.denominator) <= maxRationalBits ? result : null;
}

/** The constant as an integer, if its value is integral whatever its kind: `1e3`, `'a'`, `real(4+0i)`. */
export function toInt(constant: Constant): bigint | null {
  if (constant.kind === "int") return constant.value;
  if (constant.kind === "rational") return constant.value.denominator === 1n ? constant.value.numerator : null;
  if (constant.kind === "complex") return constant.imaginary.numerator === 0n && constant.real.denominator === 1n ? constant.real.numerator : null;
  return null;
}

/** The constant as a rational; null for bools, strings and numbers with an imaginary part. */
export function toRational(constant: Constant): Rational | null {
  if (constant.kind === "int") return { numerator: constant.value, denominator: 1n };
  if (constant.kind === "rational") return constant.value;
  if (constant.kind === "complex") return constant.imaginary.numerator === 0n ? constant.real : null;
  return null;
}

/** A binary operation on two constants of one kind family; null where Go gives an error. */
export function binaryOperation(op: string, left: Constant, right: Constant, isIntegerDivision: boolean): Constant | null {
  if (left.kind === "bool" && right.kind === "bool") return boolOperation(op, left.value, right.value);
  if (left.kind === "string" && right.kind === "string") return stringOperation(op, left.value, right.value);
  if (left.kind === "int" && right.kind === "int") return intOperation(op, left.value, right.value, isIntegerDivision);
  const [a, b] = [toRational(left), toRational(right)];
  if (a && b) return rationalOperation(op, a, b);
  return complexOperation(op, left, right);
}

/** `left << count` or `>>`; null for counts that gc rejects. */
export function shift(op: "<<" | ">>", left: bigint, count: bigint): Constant | null {
  if (count < 0n || 10_000n < count) return null;
  return bounded(op === "<<" ? left << count : left >> count);
}

/** Unary `+`, `-` and `!`; `^` depends on the type and is the caller's. */
export function negate(constant: Constant): Constant | null {
  if (constant.kind === "int") return int(-constant.value);
  const minus = (r: Rational): Rational => ({ numerator: -r.numerator, denominator: r.denominator });
  if (constant.kind === "rational") return { kind: "rational", value: minus(constant.value) };
  if (constant.kind === "complex") return { kind: "complex", real: minus(constant.real), imaginary: minus(constant.imaginary) };
  return null;
}

/** -1, 0 or 1. */
export function compareRationals(a: Rational, b: Rational): number {
  const [left, right] = [a.numerator * b.denominator, b.numerator * a.denominator];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** -1, 0 or 1 in the order of UTF-8 bytes, which is that of code points and not of UTF-16 units. */
export function compareStrings(a: string, b: string): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  // A high surrogate that both have is left behind only if the low ones differ, and these have the order of their code points.
  const [x, y] = [a.codePointAt(i) ?? -1, b.codePointAt(i) ?? -1];
  return Math.sign(x - y);
}

function intOperation(op: string, a: bigint, b: bigint, isIntegerDivision: boolean): Constant | null {
  switch (op) {
    case "+": return bounded(a + b);
    case "-": return bounded(a - b);
    case "*": return bounded(a * b);
    case "/": {
      if (b === 0n) return null;
      if (isIntegerDivision) return int(a / b);
      const quotient = rational(a, b);
      return quotient && { kind: "rational", value: quotient };
    }
    case "%": return b === 0n ? null : int(a % b);
    case "&": return int(a & b);
    case "|": return int(a | b);
    case "^": return int(a ^ b);
    case "&^": return int(a & ~b);
    default: return comparison(op, a < b ? -1 : a > b ? 1 : 0);
  }
}

function rationalOperation(op: string, a: Rational, b: Rational): Constant | null {
  const result = (value: Rational | null): Constant | null => value && { kind: "rational", value };
  switch (op) {
    case "+": return result(rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator));
    case "-": return result(rational(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator));
    case "*": return result(rational(a.numerator * b.numerator, a.denominator * b.denominator));
    case "/": return result(rational(a.numerator * b.denominator, a.denominator * b.numerator));
    default: return comparison(op, compareRationals(a, b));
  }
}

function complexOperation(op: string, left: Constant, right: Constant): Constant | null {
  const [a, b] = [parts(left), parts(right)];
  if (!a || !b) return null;
  const value = (constant: Constant | null): Rational | null => constant && toRational(constant);
  const calculate = (o: string, x: Rational | null, y: Rational | null): Rational | null => (x && y ? value(rationalOperation(o, x, y)) : null);
  const isEqual = compareRationals(a.real, b.real) === 0 && compareRationals(a.imaginary, b.imaginary) === 0;
  let real: Rational | null = null;
  let imaginary: Rational | null = null;
  switch (op) {
    case "==": return { kind: "bool", value: isEqual };
    case "!=": return { kind: "bool", value: !isEqual };
    case "+":
    case "-":
      real = calculate(op, a.real, b.real);
      imaginary = calculate(op, a.imaginary, b.imaginary);
      break;
    case "*":
      real = calculate("-", calculate("*", a.real, b.real), calculate("*", a.imaginary, b.imaginary));
      imaginary = calculate("+", calculate("*", a.real, b.imaginary), calculate("*", a.imaginary, b.real));
      break;
    case "/": {
      const norm = calculate("+", calculate("*", b.real, b.real), calculate("*", b.imaginary, b.imaginary));
      real = calculate("/", calculate("+", calculate("*", a.real, b.real), calculate("*", a.imaginary, b.imaginary)), norm);
      imaginary = calculate("/", calculate("-", calculate("*", a.imaginary, b.real), calculate("*", a.real, b.imaginary)), norm);
      break;
    }
  }
  return real && imaginary ? { kind: "complex", real, imaginary } : null;
}

/** Real and imaginary part of any number. */
export function parts(constant: Constant): { readonly real: Rational; readonly imaginary: Rational } | null {
  if (constant.kind === "complex") return constant;
  const real = toRational(constant);
  return real && { real, imaginary: { numerator: 0n, denominator: 1n } };
}

function boolOperation(op: string, a: boolean, b: boolean): Constant | null {
  switch (op) {
    case "&&": return { kind: "bool", value: a && b };
    case "||": return { kind: "bool", value: a || b };
    case "==": return { kind: "bool", value: a === b };
    case "!=": return { kind: "bool", value: a !== b };
    default: return null;
  }
}

function stringOperation(op: string, a: StringValue, b: StringValue): Constant | null {
  if (op === "+") return { kind: "string", value: { text: a.text + b.text, nBytes: a.nBytes + b.nBytes } };
  return comparison(op, compareStrings(a.text, b.text));
}

function comparison(op: string, order: number): Constant | null {
  switch (op) {
    case "==": return { kind: "bool", value: order === 0 };
    case "!=": return { kind: "bool", value: order !== 0 };
    case "<": return { kind: "bool", value: order < 0 };
    case "<=": return { kind: "bool", value: order <= 0 };
    case ">": return { kind: "bool", value: order > 0 };
    case ">=": return { kind: "bool", value: order >= 0 };
    default: return null;
  }
}

/** An integer constant; null beyond what gc takes. */
export function bounded(value: bigint): Constant | null {
  return (value < 0n ? -value : value) >> maxIntBits === 0n ? int(value) : null;
}

function bitLength(value: bigint): number {
  // Four bits a hexadecimal digit: near enough for a limit.
  return value.toString(16).length * 4;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
