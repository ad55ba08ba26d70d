import { describe, expect, test } from "@jest/globals";
import { scene } from "../test/scene.js";
import { isSameGoroutine } from "./link.js";

describe("goroutines", () => {
  const loop = "func (t *T) run() {\n\tfor {\n\t\tt.tick()\n\t\tt.work()\n\t}\n}\nfunc (t *T) tick() { t.a.Add(1) }\nfunc (t *T) work() { t.b.Add(1) }\n";
  const areSame = (more: string): boolean => {
    const { linked } = scene(loop + more);
    return isSameGoroutine(linked("(*T).tick"), linked("(*T).work"));
  };

  test.each([
    ["started once", "func start(t *T) { go t.run() }", true],
    ["started in a loop", "func start(t *T) { for range 8 { go t.run() } }", false],
    ["called by anybody", "func Run(t *T) { t.run() }", false],
    ["of which a helper is called elsewhere", "func start(t *T) { go t.run() }\nfunc Work(t *T) { t.work() }", false],
    ["of which a helper is kept as a value", "func start(t *T) { go t.run() }\nfunc later(t *T) func() { return t.work }", false],
  ])("one that is %s", (_, more, expected) => expect(areSame(more)).toBe(expected));

  test("a function runs in those of its callers", () => {
    const { linked } = scene(`${loop}func start(t *T) { go t.run() }\nfunc main() { t := new(T); start(t); t.work() }`);
    const contexts = (name: string): readonly (string | undefined)[] => [...linked(name).contexts].map((context) => context?.fn.name).sort();
    expect(contexts("(*T).tick")).toEqual(["(*T).run"]);
    expect(contexts("(*T).work")).toEqual(["(*T).run", "main"]);
  });

  test("a literal is one of its own", () => {
    const { linked } = scene("func start(t *T) {\n\tif t != nil {\n\t\tgo func() { t.a.Add(1) }()\n\t}\n}");
    expect(linked("start.func1")).toMatchObject({ goroutine: { isMulti: false }, addedConditions: 1 });
  });
});

describe("inherited from callers", () => {
  const locked = "func (t *T) Put() {\n\tt.mu.Lock()\n\tt.put()\n\tt.mu.Unlock()\n}\nfunc (t *T) put() { t.deep() }\nfunc (t *T) deep() { t.n++ }\n";
  const held = (more: string, name: string): readonly string[] => [...scene(locked + more).linked(name).inLocks.keys()];

  test("a lock that all of them hold, however deep", () => {
    expect(held("", "(*T).put")).toEqual(["T:p.T.mu"]);
    expect(held("", "(*T).deep")).toEqual(["T:p.T.mu"]);
  });

  test.each([
    ["one of them does not hold", "func (t *T) Other() { t.deep() }"],
    ["a goroutine does not hold", "func (t *T) Start() { t.mu.Lock(); go t.deep(); t.mu.Unlock() }"],
    ["who has the function as a value need not hold", "func (t *T) Later() func() { return t.deep }"],
  ])("no lock that %s", (_, more) => expect(held(more, "(*T).deep")).toEqual([]));

  test("the least conditions, and loops", () => {
    const { linked } = scene("func Some(t *T, x, y bool) {\n\tif x {\n\t\tif y {\n\t\t\thelp(t)\n\t\t}\n\t}\n}\nfunc Other(t *T, x bool) {\n\tfor x {\n\t\tif x {\n\t\t\thelp(t)\n\t\t}\n\t}\n}\nfunc help(t *T) { t.a.Add(1) }");
    expect(linked("help")).toMatchObject({ addedConditions: 1, isCalledInLoop: true, isAllCold: false });
  });

  test("coldness, where all are cold", () => {
    const { linked } = scene("func (t *T) Close() { help(t) }\nfunc help(t *T) { t.a.Add(1) }");
    expect(linked("help").isAllCold).toBe(true);
  });

  test("objects that nobody else has yet", () => {
    const { linked } = scene("func New() *T {\n\tt := &T{}\n\tfill(t)\n\treturn t\n}\nfunc Again(t *T) { refill(t); refill(new(T)) }\nfunc fill(t *T) { t.n = 1 }\nfunc refill(t *T) { t.n = 1 }");
    expect([...linked("fill").freshParams]).toEqual([1]);
    expect([...linked("refill").freshParams]).toEqual([]);
  });

  test("system calls", () => {
    const { linked } = scene("func (t *T) Send() {\n\tt.count()\n\tsyscall.Getpid()\n}\nfunc (t *T) count() { t.a.Add(1) }");
    expect(linked("(*T).count").isPaced).toBe(true);
  });
});
