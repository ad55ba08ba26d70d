import { expect, test } from "@jest/globals";
import { isOverflow, orderUnder, unconstrained } from "@cachelint/layout";
import { memberOf, type Package } from "@cachelint/types";
import { scene } from "../../access/test/scene.js";
import { noHints, orderConstraints } from "./index.js";

/** What the accesses to S ask, by the names of fields. */
function asked(text: string): { readonly apart: readonly string[]; readonly together: readonly string[]; readonly hot: readonly string[]; readonly order: readonly string[] } {
  const { program } = scene(text);
  const { world } = program;
  const [pkg] = [...world.packages.values()].filter(({ importPath }) => importPath === "p") as [Package];
  const entity = memberOf(world, pkg, "S");
  if (entity?.kind !== "type") throw new Error("no S");
  const found = orderConstraints(entity.object, [{ name: "linux/amd64", world, pkg, lineBytes: 64, goMinor: 26, isOwn: (other) => other === pkg, program, hints: noHints }]);
  if (found === null) throw new Error("nothing is known of S");
  const names = /type S struct \{([^}]*)\}/.exec(text)![1]!.trim().split("\n").map((line) => line.trim().split(" ")[0]!);
  const { words, apart, together, hot } = found.constraints;
  const sets = (list: readonly (readonly number[])[]): readonly string[] => list.map((set) => set.map((word) => names[words[word]!]).join(" ")).sort();
  const order = orderUnder(found.targets, { ...unconstrained(names.length), ...found.constraints });
  return { apart: sets(apart), together: sets(together), hot: hot.map((field) => names[field]!).sort(), order: isOverflow(order) ? [] : order.order.map((field) => names[field]!) };
}

const loops = `
func (s *S) put() { for { s.head.Add(1) } }
func (s *S) get() { for { s.tail.Add(1) } }
func start(s *S) { go s.put(); go s.get() }
`;

test("what goroutines of their own write is kept apart, and an order that saves bytes does not bring it together", () => {
  const text = `type S struct {\n\thead atomic.Int64\n\topen bool\n\tname [15]int64\n\tdone bool\n\ttail atomic.Int64\n}\n${loops}`;
  const { apart, hot, order } = asked(text);
  expect(apart).toEqual(["head tail"]);
  expect(hot).toEqual(["head", "tail"]);
  const [first, last] = [order.indexOf("head"), order.indexOf("tail")].sort((a, b) => a - b) as [number, number];
  expect(order.slice(first, last)).toContain("name");
});

test("what one function writes belongs together", () => {
  const text = "type S struct {\n\tsum atomic.Int64\n\topen bool\n\tcount atomic.Int64\n}\nfunc (s *S) add(n int64) { for { s.sum.Add(n); s.count.Add(1) } }\nfunc start(s *S) { go s.add(1); go s.add(2) }\n";
  expect(asked(text)).toMatchObject({ apart: [], together: ["sum count"] });
});

test("what a function uses stays on as few lines, though not each two of its words on one", () => {
  const text = "type S struct {\n\tmu sync.Mutex\n\topen bool\n\tfirst int64\n\tname [7]int64\n\tsecond int64\n\tdone bool\n\tthird int64\n}\nfunc (s *S) use() { for { s.mu.Lock(); s.first++; s.second++; s.third++; s.mu.Unlock() } }\nfunc start(s *S) { go s.use(); go s.use() }\n";
  expect(asked(text)).toMatchObject({ apart: [], together: ["mu first second third"] });
});

test("of what a function uses, writers with functions of their own are in different sets", () => {
  const text = `type S struct {\n\thead atomic.Int64\n\ttail atomic.Int64\n\tlimit int64\n}\n${loops}\nfunc (s *S) reset() { for { s.head.Add(s.limit); s.tail.Add(s.limit) } }\nfunc again(s *S) { go s.reset() }\n`;
  const { apart, together } = asked(text);
  expect(together.filter((set) => apart.some((pair) => pair.split(" ").every((word) => set.split(" ").includes(word))))).toEqual([]);
});

test("what nobody touches asks for nothing", () => {
  expect(asked("type S struct {\n\topen bool\n\tsize int64\n\tdone bool\n}\n")).toEqual({ apart: [], together: [], hot: [], order: ["size", "open", "done"] });
});
