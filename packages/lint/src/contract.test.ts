import { boundFor, boundText, keeps, readContract } from "./contract.js";

const read = (argument: string): string => {
  const result = readContract(argument);
  if ("problem" in result) return result.problem;
  const { general, byTarget } = result.contract;
  return [...(general === null ? [] : [boundText(general)]), ...[...byTarget].map(([target, bound]) => `${target}: ${boundText(bound)}`)].join("; ");
};

test.each([
  ["64", "64"],
  ["=64", "64"],
  ["<=64", "at most 64"],
  ["<= 64", "at most 64"],
  [">16 -- why", "more than 16"],
  ["<=64 linux/arm64:128", "at most 64; linux/arm64: 128"],
  ["linux/arm64:<=128, linux/386:32", "linux/arm64: at most 128; linux/386: 32"],
  ["linux/arm64: 128", "linux/arm64: 128"],
  ["", "no value stands behind it"],
  ["-- why", "no value stands behind it"],
  ["small", "\"small\" is no bound"],
  ["6.4", "\"6.4\" is no bound"],
  ["8 16", "\"16\" is a second bound for all targets"],
  ["linux/arm65:8", "\"linux/arm65\" is no target that Go has a port for"],
])("%s", (argument, expected) => expect(read(argument)).toBe(expected));

test("a target's own bound wins over that for all", () => {
  const result = readContract("<=64 linux/arm64:128");
  if ("problem" in result) throw new Error(result.problem);
  expect([boundFor(result.contract, "linux/amd64"), boundFor(result.contract, "linux/arm64")].map((bound) => bound && keeps(96, bound))).toEqual([false, false]);
  expect([boundFor(result.contract, "linux/amd64"), boundFor(result.contract, "linux/arm64")].map((bound) => bound && keeps(128, bound))).toEqual([false, true]);
});
