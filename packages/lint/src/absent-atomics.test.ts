import { lint } from "../test/run.js";

/** What is found of a struct that holds a type of a package that is not there beside a word that is read. */
const found = (type: string, write: string): readonly string[] => {
  const text = `package a
import lib "example.net/lib"
type gauge struct {
	n     ${type}
	limit int64
}
func New() *gauge { return &gauge{limit: 1} }
func (g *gauge) Put() { ${write} }
func (g *gauge) Over(x int64) bool { return g.limit < x }
func (g *gauge) Sum(xs []int64) (n int64) { for _, x := range xs { if g.limit < x { n += x } }; return n }
func Run(g *gauge) {
	go func() { for { g.Put() } }()
	go func() { for { g.Over(1) } }()
	go func() { for { g.Sum(nil) } }()
}
var _ lib.Any
`;
  return lint({ "a.go": text }).filter(({ ruleId }) => ruleId === "false-sharing").map(({ fields }) => fields.join(" "));
};

test.each([
  ["lib.Int64", "g.n.Add(1)"],
  ["lib.Uint32", "g.n.Inc()"],
  ["lib.AtomicInt64", "g.n.Dec()"],
  ["lib.Int64", "p := &g.n; p.Add(1)"],
  ["struct { word lib.Int64 }", "g.n.word.Inc()"],
])("%s: %s is atomic", (type, write) => expect(found(type, write)).toEqual(["n limit"]));

test.each([
  ["lib.Counter", "g.n.Add(1)"],
  ["lib.Counter", "g.n.Inc()"],
  ["*lib.Int64", "g.n.Add(1)"],
  ["lib.BigInt64", "g.n.Add(1)"],
])("%s: %s may be anything", (type, write) => expect(found(type, write)).toEqual([]));

test.each([
  ["atomics of a type of another module", "Stats struct{ Requests atomic.Int64 }", "g.n.Requests.Add(1)"],
  ["in an array, and deeper", "Stats struct{ Of [2]Inner }\ntype Inner struct{ Requests atomic.Uint32 }", "g.n.Of[0].Requests.Add(1)"],
  ["a type that synchronises by a method", "Stats struct{ n int64 }\n\nfunc (s *Stats) Add(n int64) { atomic.AddInt64(&s.n, n) }", "g.n.Add(1)"],
])("%s are seen where they are used", (_, type, write) => {
  const files = {
    "go.mod": "module example.com/m\n\ngo 1.26\n\nrequire example.net/lib v1.0.0\n\nreplace example.net/lib => ./lib\n",
    "lib/go.mod": "module example.net/lib\n\ngo 1.26\n",
    "lib/lib.go": `package lib\n\nimport "sync/atomic"\n\ntype ${type}\n\nvar _ atomic.Int64\n`,
    "a.go": `package a\n\nimport "example.net/lib"\n\ntype gauge struct {\n\tn     lib.Stats\n\tlimit lib.Stats\n}\n\nfunc (g *gauge) Put()  { ${write} }\nfunc (g *gauge) Take() { ${write.replaceAll("g.n.", "g.limit.")} }\n`,
  };
  const found = (isExhaustive: boolean): readonly string[] => lint(files, { isExhaustive }).filter(({ ruleId }) => ruleId === "false-sharing").map(({ fields }) => fields.join(" "));
  expect([found(true), found(false)]).toEqual([["n limit"], ["n limit"]]);
});
