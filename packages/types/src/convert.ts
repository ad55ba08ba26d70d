import type { StringValue } from "@cachelint/syntax";
import { type Constant, int, parts, type Rational, rational, toInt, toRational } from "./constant.js";
import { type Operand, unknownOperand, valueOf } from "./operand.js";
import { type BasicName, type Type, underlying } from "./type.js";
import { basic } from "./universe.js";
import type { World } from "./world.js";

type ConstantOperand = Operand & { mode: "constant" };

/** The type an untyped value takes where nothing else decides (Go spec, "Constants"). */
export function defaultType(type: Type): Type {
  if (type.kind !== "basic") return type;
  switch (type.name) {
    case "untyped bool": return basic("bool");
    case "untyped int": return basic("int");
    case "untyped rune": return basic("int32", "rune");
    case "untyped float": return basic("float64");
    case "untyped complex": return basic("complex128");
    case "untyped string": return basic("string");
    default: return type;
  }
}

/** Whether a type is one of the untyped ones. */
export function isUntyped(type: Type): boolean {
  return type.kind === "basic" && type.name.startsWith("untyped");
}

/** Untyped numbers: where two meet, the later kind wins (Go spec, "Constant expressions"). */
const numberKinds = ["untyped int", "untyped rune", "untyped float", "untyped complex"];

/** The larger kind of two untyped types; the first where they have no order. */
export function largerKind(a: Type, b: Type): Type {
  const rank = (type: Type): number => (type.kind === "basic" ? numberKinds.indexOf(type.name) : -1);
  return rank(a) < rank(b) ? b : a;
}

/** A constant converted to a type (Go spec, "Conversions"): a constant still, or a value where the type is no basic one. */
export function convertConstant(world: World, operand: ConstantOperand, type: Type): Operand {
  if (type.kind === "unknown") return { mode: "unknown", unknown: type.unknown };
  const target = underlying(type);
  if (target.kind === "unknown") return { mode: "unknown", unknown: target.unknown };
  if (target.kind !== "basic" || target.name === "unsafe.Pointer") return valueOf(type);
  const value = representation(world, operand.value, target.name, isInteger(operand.type));
  return value ? { mode: "constant", type, value } : unknownOperand("constant", `a constant that does not fit ${target.name}`);
}

/** Bits of an integer type, negative for signed ones; null for other types. */
export function integerBits(world: World, name: BasicName): number | null {
  const word = world.arch.pointerBytes * 8;
  switch (name) {
    case "int": return -word;
    case "uint":
    case "uintptr": return word;
    case "int8": return -8;
    case "int16": return -16;
    case "int32": return -32;
    case "int64": return -64;
    case "uint8": return 8;
    case "uint16": return 16;
    case "uint32": return 32;
    case "uint64": return 64;
    default: return null;
  }
}

/** Whether a type's underlying type is an integer, untyped ones included. */
export function isInteger(type: Type): boolean {
  const under = underlying(type);
  return under.kind === "basic" && (/^u?int/.test(under.name) || under.name === "untyped int" || under.name === "untyped rune");
}

function representation(world: World, value: Constant, target: BasicName, isFromInteger: boolean): Constant | null {
  if (target.endsWith("bool")) return value.kind === "bool" ? value : null;
  if (target.endsWith("string")) {
    if (value.kind === "string") return value;
    const codePoint = isFromInteger ? toInt(value) : null;
    return codePoint === null ? null : { kind: "string", value: characterOf(codePoint) };
  }
  if (value.kind === "bool" || value.kind === "string") return null;
  switch (target) {
    case "untyped int":
    case "untyped rune": {
      const whole = toInt(value);
      return whole === null ? null : int(whole);
    }
    case "untyped float":
      return toRational(value) && value;
    case "float32":
    case "float64": {
      const exact = toRational(value);
      return exact && { kind: "rational", value: rounded(exact, target === "float32" ? 24 : 53) };
    }
    case "untyped complex":
    case "complex64":
    case "complex128": {
      const both = parts(value);
      if (!both || target === "untyped complex") return both && { kind: "complex", ...both };
      const nBits = target === "complex64" ? 24 : 53;
      return { kind: "complex", real: rounded(both.real, nBits), imaginary: rounded(both.imaginary, nBits) };
    }
    default:
      return integerRepresentation(world, value, target);
  }
}

function integerRepresentation(world: World, value: Constant, target: BasicName): Constant | null {
  const [bits, whole] = [integerBits(world, target), toInt(value)];
  if (bits === null || whole === null) return null;
  const limit = 1n << BigInt(bits < 0 ? -bits - 1 : bits);
  return whole < limit && (bits < 0 ? -limit : 0n) <= whole ? int(whole) : null;
}

/** The nearest float with a mantissa of `nBits`, halves to even; exponents are taken as unbounded. */
function rounded(exact: Rational, nBits: number): Rational {
  const isNegative = exact.numerator < 0n;
  const numerator = isNegative ? -exact.numerator : exact.numerator;
  if (numerator === 0n) return exact;
  const shift = nBits + 1 - (numerator.toString(2).length - exact.denominator.toString(2).length);
  const [scaledN, scaledD] = shift < 0 ? [numerator, exact.denominator << BigInt(-shift)] : [numerator << BigInt(shift), exact.denominator];
  let mantissa = scaledN / scaledD;
  const nExtra = BigInt(mantissa.toString(2).length - nBits);
  const unit = 1n << nExtra;
  const rest = (mantissa % unit) * 2n;
  const isInexact = mantissa * scaledD !== scaledN;
  mantissa -= mantissa % unit;
  const isUp = rest > unit || (rest === unit && (isInexact || (mantissa / unit) % 2n === 1n));
  if (isUp) mantissa += unit;
  const signed = isNegative ? -mantissa : mantissa;
  return (shift < 0 ? rational(signed << BigInt(-shift), 1n) : rational(signed, 1n << BigInt(shift))) ?? exact;
}

/** A code point as a string; U+FFFD for what is none (Go spec, "Conversions to and from a string type"). */
function characterOf(codePoint: bigint): StringValue {
  const isValid = 0n <= codePoint && codePoint <= 0x10ffffn && !(0xd800n <= codePoint && codePoint <= 0xdfffn);
  const valid = isValid ? Number(codePoint) : 0xfffd;
  return { text: String.fromCodePoint(valid), nBytes: valid < 0x80 ? 1 : valid < 0x800 ? 2 : valid < 0x10000 ? 3 : 4 };
}
