import { describe, expect, test } from "@jest/globals";
import { scene } from "../test/scene.js";
import { accompanies, excludes } from "./arms.js";
import type { Access } from "./model.js";

/** The first accesses to a and b in a function of this body. */
function both(body: string, more = ""): readonly [Access, Access] {
  const { accesses } = scene(`func F(t *T, x, y bool, k int) {\n${body}\n}\n${more}`);
  return [accesses("F", "a")[0], accesses("F", "b")[0]] as [Access, Access];
}

const [a, b] = ["t.a.Add(1)", "t.b.Add(1)"];

describe("a excludes b", () => {
  test.each([
    ["in the arms of an if", `if x { ${a} } else { ${b} }`, true],
    ["in those of a chain", `if x { ${a} } else if y { println() } else { ${b} }`, true],
    ["in clauses of a switch", `switch k {\ncase 1:\n${a}\ncase 2:\n${b}\n}`, true],
    ["deeper in them", `if x { if y { ${a} } } else { for y { ${b} } }`, true],
    ["in one arm", `if x { ${a}; ${b} }`, false],
    ["under conditions of their own", `if x { ${a} }\nif y { ${b} }`, false],
    ["before the arm", `${a}\nif x { ${b} }`, false],
  ])("%s", (_, body, expected) => {
    const [one, other] = both(body);
    expect([excludes(one, other), excludes(other, one)]).toEqual([expected, expected]);
  });

  test("in the arms of a helper that is called once, and not in those of two calls", () => {
    const help = `func help(t *T, x bool) { if x { ${a} } else { ${b} } }`;
    expect(excludes(...both("help(t, x)", help))).toBe(true);
    const { accesses } = scene(`func F(t *T, x bool) { help(t, x); help(t, !x) }\n${help}`);
    const [first, second] = [accesses("F", "a")[0], accesses("F", "b")[1]] as [Access, Access];
    expect(excludes(first, second)).toBe(false);
  });
});

describe("a accompanies b", () => {
  test.each([
    ["in the same block", `${a}\n${b}`, true],
    ["after it", `${b}\n${a}`, true],
    ["around its arm", `${a}\nif x { ${b} }`, true],
    ["in an arm beside it", `if x { ${a} }\n${b}`, false],
    ["behind an arm that goes on", `if x { ${b} }\n${a}`, true],
    ["behind an arm that returns", `if x { ${b}; return }\n${a}`, false],
    ["before an arm that returns", `${a}\nif x { ${b}; return }`, true],
  ])("%s", (_, body, expected) => expect(accompanies(...both(body))).toBe(expected));
});

describe("what a helper does", () => {
  test("counts as its caller's, under the caller's locks, loops and conditions", () => {
    const { accesses } = scene("func F(t *T, x bool) {\n\tt.mu.Lock()\n\tfor x {\n\t\tif x {\n\t\t\thelp(t)\n\t\t}\n\t}\n\tt.mu.Unlock()\n}\nfunc help(t *T) { t.n++ }");
    const write = accesses("F", "n").find(({ kind }) => kind === "write");
    expect(write).toMatchObject({ kind: "write", nLoops: 1, nConditions: 1, isUpdate: true });
    expect([...(write?.locks.keys() ?? [])]).toEqual(["T:p.T.mu"]);
    expect(write?.origin?.fn.name).toBe("help");
  });

  test("is a place that it was handed", () => {
    const { accesses } = scene("func F(t *T) { add(&t.m) }\nfunc add(n *int64) { *n++ }");
    expect(accesses("F", "m").map(({ kind }) => kind)).toContain("write");
  });
});
