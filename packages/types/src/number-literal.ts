import { bounded, type Constant, maxRationalBits, rational, toRational } from "./constant.js";

/** The value of a number literal as Go writes it: `0x_1F`, `1e3`, `0x1p-2`, `017`, `3i`; null if it is none. */
export function parseNumber(text: string): Constant | null {
  const digits = text.replaceAll("_", "");
  if (digits.endsWith("i")) {
    const part = parseNumber(legacyDecimal(digits.slice(0, -1)));
    const imaginary = part && toRational(part);
    return imaginary ? { kind: "complex", real: { numerator: 0n, denominator: 1n }, imaginary } : null;
  }
  if (/^(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+)$/.test(digits)) return bounded(BigInt(digits.toLowerCase()));
  if (/^0[0-7]+$/.test(digits)) return bounded(BigInt(`0o${digits.slice(1)}`));
  if (/^[0-9]+$/.test(digits)) return bounded(BigInt(digits));
  return parseFloatLiteral(digits);
}

function parseFloatLiteral(digits: string): Constant | null {
  const isHex = /^0[xX]/.test(digits);
  const match = isHex ? /^0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?[0-9]+)$/.exec(digits) : /^([0-9]*)\.?([0-9]*)(?:[eE]([+-]?[0-9]+))?$/.exec(digits);
  if (!match) return null;
  const [, whole = "", fraction = "", exponentText = "0"] = match;
  if (whole + fraction === "") return null;
  const mantissa = BigInt((isHex ? "0x" : "") + whole + fraction);
  const exponent = Number(exponentText) - (isHex ? 4 : 1) * fraction.length;
  if (maxRationalBits < Math.abs(exponent) * (isHex ? 1 : 4)) return null;
  const scale = (isHex ? 2n : 10n) ** BigInt(Math.abs(exponent));
  const value = exponent < 0 ? rational(mantissa, scale) : rational(mantissa * scale, 1n);
  return value && { kind: "rational", value };
}

/** `017i` is 17i, for the sake of old code (Go spec, "Imaginary literals"). */
function legacyDecimal(digits: string): string {
  return /^0[0-9]+$/.test(digits) ? digits.replace(/^0+(?=[0-9])/, "") : digits;
}
