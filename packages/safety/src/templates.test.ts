import { expect, test } from "@jest/globals";
import { hazardsOf, told } from "../test/scene.js";
import { namesInTemplates } from "./template-actions.js";

test.each([
  ["{{.}}", [""]],
  ["{{.P}} and {{ .Q.R }}", ["P", "R"]],
  ["{{range .All}}{{.}}{{end}}", ["All[]"]],
  ["{{range .All}}{{.Name}}{{end}}", ["Name"]],
  ["{{range $i, $one := .All}}{{$one}}{{end}}", ["All[]"]],
  ["{{range $i, $one := .All}}{{$i}} {{$one.Name}}{{end}}", ["All keys", "Name"]],
  ["{{with $p := params .P}}{{$p}}{{.}}{{end}}", ["call"]],
  ["{{with index .All 0}}{{.}}{{end}}", ["All[]"]],
  ["{{range .Rows}}{{range .}}{{.}}{{end}}{{end}}", ["Rows[]"]],
  ["{{with .P}}{{.}}{{else}}{{.Q}}{{end}}", ["P", "Q"]],
  ["{{if .P}}{{.Name}}{{end}}", ["Name"]],
  ["{{$x := .P}}{{$x}}{{$x.Name}}", ["P", "Name"]],
  ["{{printf \"%v .Q\" .P}}", ["P"]],
  ["{{.P | html}}", ["P"]],
  ["{{index .All 0}}", ["All[]"]],
  ["{{len .All}}{{/* .P */}}", []],
  ["{{define \"row\"}}{{.}}{{end}}{{template \"row\" .P}}", ["template row", "P"]],
  ["{{block \"row\" .P}}{{.}}{{end}}", ["P"]],
  ["{{- 1.5 -}} {{end}}", []],
])("%s shows %j", (text, names) => expect([...namesInTemplates([text]).shown]).toEqual(names));

const struct = "type T struct {\n\ta bool\n\tb int64\n\tc bool\n}\n";

/** What minds the order of T where a template is given data. */
function of(template: string, data: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  const source = `package m\n\nimport (\n\t"io"\n\t"text/template"\n)\n\n${struct}type page struct { Item *T; All []*T; Any any; Name string }\nvar view = template.Must(template.New("").Parse(\`${template}\`))\nfunc show(w io.Writer, t *T) {\n\t${data}\n}\n`;
  return [...new Set(told(hazardsOf({ "a.go": source, ...files }, "T")).map((line) => line.split(" ").slice(0, 2).join(" ")))];
}

const page = "view.Execute(w, page{Item: t})";

test.each([
  ["a field", "{{.Item}}", page],
  ["elements", "{{range .All}}{{.}}{{end}}", "view.Execute(w, &page{All: []*T{t}})"],
  ["a field of any", "{{.Any}}", "view.Execute(w, page{Any: t})"],
  ["a key", "{{.Item}}", "view.Execute(w, map[string]any{\"Item\": t})"],
  ["a key of a variable", "{{with .Item}}{{.}}{{end}}", "data := map[string]any{\"Item\": t}\n\tview.ExecuteTemplate(w, \"\", data)"],
  ["elements of it", "{{range .}}{{.}}{{end}}", "view.Execute(w, []*T{t})"],
  ["by another function", "{{.Item}}", "render(w, page{Item: t})\n}\nfunc render(w io.Writer, data any) {\n\tview.Execute(w, data)"],
])("a template prints what a pointer points at: %s", (_, template, data) => expect(of(template, data)).toEqual(["unsafe printed"]));

test("a template of a file", () => {
  expect(of("", page, { "views/page.tmpl": "<p>{{.Item}}</p>" })).toEqual(["unsafe printed"]);
  expect(of("", page, { "views/page.md": "<p>{{.Item}}</p>" })).toEqual([]);
});

test("templates of tests are for tests", () => {
  const view = "package m\n\nconst text = `{{.Item}}`\n";
  expect(of("", page, { "b_test.go": view, "testdata/page.tmpl": "{{.Item}}" })).toEqual([]);
  expect(of("", page, { "b.go": view })).toEqual(["unsafe printed"]);
});

test.each([
  ["a field of it", "{{.Item.b}} {{.Name}}", page],
  ["a slice of pointers, which are numbers", "{{.All}}", "view.Execute(w, page{All: []*T{t}})"],
  ["elements of a slice by a field", "{{range .All}}{{.b}}{{end}}", "view.Execute(w, page{All: []*T{t}})"],
  ["another key", "{{.Name}} {{.Item.b}}", "view.Execute(w, map[string]any{\"Item\": t, \"Name\": \"x\"})"],
  ["a field of that name in what the template does not come by", "{{.Item}}{{.Name}}", "view.Execute(w, struct{ Name string; other struct { Item *T } }{})"],
  ["how many there are", "{{len .All}}{{if .Item}}{{end}}", page],
])("a template prints no struct: %s", (_, template, data) => expect(of(template, data)).toEqual([]));
