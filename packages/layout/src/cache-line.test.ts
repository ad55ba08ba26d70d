import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { canStraddle, linesTouched, sharedFraction, sharesLine, straddledFraction, type ByteRange } from "./cache-line.js";

const word = (offsetBytes: number): ByteRange => ({ offsetBytes, sizeBytes: 8 });
const multiplesOf8 = [0, 8, 16, 24, 32, 40, 48, 56];

test("words a line apart never share, wherever the object begins", () => {
  expect(sharesLine(word(0), word(64), multiplesOf8, 64)).toBe("never");
  expect(sharesLine(word(64), word(0), [0], 64)).toBe("never");
});

test("words 56 bytes apart share at one start of eight", () => {
  expect(sharesLine(word(0), word(56), multiplesOf8, 64)).toBe("can");
  expect(sharedFraction(word(0), word(56), multiplesOf8, 64)).toBe(1 / 8);
  expect(sharedFraction(word(0), word(8), multiplesOf8, 64)).toBe(7 / 8);
});

test("behind a header the boundary lies at offset 56", () => {
  expect(sharesLine(word(0), word(56), [8], 64)).toBe("never");
  expect(sharesLine(word(56), word(64), [8], 64)).toBe("always");
  expect(sharesLine(word(0), word(56), [0], 64)).toBe("always");
  expect(sharesLine(word(56), word(64), [0], 64)).toBe("never");
});

test("a range shares with what lies in it, and no bytes share with nothing", () => {
  expect(sharesLine({ offsetBytes: 0, sizeBytes: 200 }, word(192), multiplesOf8, 64)).toBe("always");
  expect(sharesLine({ offsetBytes: 0, sizeBytes: 0 }, word(0), [0], 64)).toBe("never");
  expect(sharesLine(word(0), word(8), [], 64)).toBe("never");
  expect(sharedFraction(word(0), word(8), [], 64)).toBe(0);
});

test("a range touches more lines at some starts than at others", () => {
  expect(linesTouched({ offsetBytes: 0, sizeBytes: 64 }, [0, 32], 64)).toEqual({ fewestLines: 1, mostLines: 2 });
  expect(linesTouched({ offsetBytes: 8, sizeBytes: 16 }, [0], 64)).toEqual({ fewestLines: 1, mostLines: 1 });
  expect(linesTouched({ offsetBytes: 8, sizeBytes: 0 }, [0], 64)).toEqual({ fewestLines: 0, mostLines: 0 });
});

test("a string can straddle two lines where objects begin at 8 mod 16", () => {
  const text: ByteRange = { offsetBytes: 48, sizeBytes: 16 };
  expect(canStraddle(text, [0, 16, 32, 48], 64)).toBe(false);
  expect(canStraddle(text, [8], 64)).toBe(true);
  expect(straddledFraction(text, multiplesOf8, 64)).toBe(1 / 8);
});

test("the verdict is that of comparing line numbers byte by byte", () => {
  const range = fc.record({ offsetBytes: fc.nat(200), sizeBytes: fc.nat(40) });
  const someStarts = fc.uniqueArray(fc.nat(63), { minLength: 1, maxLength: 8 });
  fc.assert(fc.property(range, range, someStarts, (a, b, starts) => {
    const linesOf = ({ offsetBytes, sizeBytes }: ByteRange, start: number) =>
      Array.from({ length: sizeBytes }, (_, i) => Math.floor((start + offsetBytes + i) / 64));
    const shared = starts.filter((start) => linesOf(a, start).some((line) => linesOf(b, start).includes(line)));
    expect(sharedFraction(a, b, starts, 64)).toBe(shared.length / starts.length);
    expect(sharesLine(a, b, starts, 64)).toBe(shared.length === 0 ? "never" : shared.length === starts.length ? "always" : "can");
    const nLines = starts.map((start) => new Set(linesOf(a, start)).size);
    expect(linesTouched(a, starts, 64)).toEqual({ fewestLines: Math.min(...nLines), mostLines: Math.max(...nLines) });
  }));
});
