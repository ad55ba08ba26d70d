import { expect, test } from "@jest/globals";
import { hazardsOf, told } from "../test/scene.js";

const goMod = "module example.com/m\n\ngo 1.26\n\nrequire example.com/dep v1.0.0\n\nreplace example.com/dep => ./dep\n";
const struct = "type T struct {\n\ta bool\n\tb int64\n\tc bool\n}\n";

/** Weights and reasons of T in a module that uses a dependency; the file of `use` imports it unless another does. */
function of(dep: string, use: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  const all = { "go.mod": goMod, "dep/go.mod": "module example.com/dep\n\ngo 1.26\n", "dep/dep.go": dep, "t.go": `package m\n\n${struct}`, "use.go": `package m\n\nimport "example.com/dep"\n\n${use}\n`, ...files };
  return [...new Set(told(hazardsOf(all, "T")).map((line) => line.split(" ").slice(0, 2).join(" ")))];
}

const printing = 'package dep\n\nimport "fmt"\n\nfunc Infof(format string, args ...any) { put(fmt.Sprintf(format, args...)) }\nfunc put(string) {}\n';

test.each([
  ["a printer", printing, 'func f(t *T) { dep.Infof("%v", t) }', ["unsafe printed"]],
  ["handed on", 'package dep\n\nimport "fmt"\n\nfunc Info(args ...any) { write(args) }\nfunc write(args []any) { fmt.Println(args...) }\n', "func f(t *T) { dep.Info(1, t) }", ["unsafe printed"]],
  ["a method", 'package dep\n\nimport "fmt"\n\ntype Logger struct{}\nfunc (l *Logger) Info(args ...any) { fmt.Println(args...) }\n', "func f(l *dep.Logger, t *T) { l.Info(t) }", ["unsafe printed"]],
  ["a method of an interface", 'package dep\n\nimport "fmt"\n\ntype Logger interface { Info(args ...any) }\ntype logger struct{}\nfunc (l *logger) Info(args ...any) { fmt.Println(args...) }\n', "func f(l dep.Logger, t *T) { l.Info(t) }", ["unsafe printed"]],
  ["one of several values", 'package dep\n\nimport "fmt"\n\nfunc Info(pairs ...any) { for i := range pairs { fmt.Println(pairs[i]) } }\n', "func f(t *T) { dep.Info(\"t\", t) }", ["unsafe printed"]],
  ["an encoder", 'package dep\n\nimport "encoding/json"\n\nfunc Write(v any) ([]byte, error) { return json.Marshal(v) }\n', "func f(t *T) { dep.Write(t) }", ["unsafe serialised"]],
  ["an encoder by the order of fields", 'package dep\n\nimport ("encoding/binary"; "io")\n\nfunc Write(w io.Writer, v any) error { return binary.Write(w, binary.LittleEndian, v) }\n', "func f(t *T) { dep.Write(nil, t) }", ["withholds ordered-encoding"]],
  ["what goes through fields", 'package dep\n\nimport "reflect"\n\nfunc Names(v any) (names []string) { return walk(reflect.ValueOf(v)) }\nfunc walk(v reflect.Value) (names []string) { for i := range v.NumField() { names = append(names, v.Type().Field(i).Name) }; return names }\n', "func f(t T) []string { return dep.Names(t) }", ["unsafe serialised"]],
  ["called by a variable", printing, 'var logf = dep.Infof\nfunc f(t *T) { logf("%v", t) }', ["unsafe printed"]],
  ["a type argument", 'package dep\n\nimport "fmt"\n\nfunc Show[E any](e E) { fmt.Println(e) }\n', "func f(t T) { dep.Show(t) }", ["unsafe printed"]],
  ["its own String", printing, 'func (*T) String() string { return "" }\nfunc f(t *T) { dep.Infof("%v", t) }', []],
  ["a type's name", printing, 'func f(t *T) { dep.Infof("%T", t) }', []],
  ["what is kept", "package dep\n\nvar kept any\n\nfunc Keep(v any) { kept = v }\n", "func f(t *T) { dep.Keep(t) }", []],
  ["what is asked for by name", 'package dep\n\nimport "reflect"\n\nfunc Name(v any) reflect.Value { return reflect.ValueOf(v).FieldByName("Name") }\n', "func f(t T) { dep.Name(t) }", []],
])("another module's function: %s", (_, dep, use, hazards) => expect(of(dep, use)).toEqual(hazards));

test("a file need not import the module whose values it has", () => {
  const logger = 'package dep\n\nimport "fmt"\n\ntype Logger struct{}\nfunc (l *Logger) Infof(format string, args ...any) { fmt.Printf(format, args...) }\n';
  expect(of(logger, "type server struct { log *dep.Logger }", { "f.go": 'package m\n\nfunc (s *server) f(t *T) { s.log.Infof("%v", t) }\n' })).toEqual(["unsafe printed"]);
});

test("what tests tell by another module's functions", () => {
  expect(of(printing, "var _ = dep.Infof", { "t_test.go": 'package m\n\nimport "example.com/dep"\n\nfunc f(t *T) { dep.Infof("%v", t) }\n' })).toEqual([]);
});
