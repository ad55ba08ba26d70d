import { expect, test } from "@jest/globals";
import { hazardsOf, told } from "../test/scene.js";

const struct = "type T struct {\n\ta bool\n\tb int64\n\tc bool\n}\n";
const imports = ["container/heap", "container/list", "container/ring", "context", "encoding/json", "errors", "fmt", "iter", "log", "maps", "slices", "sync", "sync/atomic"];

/** Weights and reasons of T in a package of these files; each imports what it uses. */
function of(...texts: readonly string[]): readonly string[] {
  const files = Object.fromEntries([struct, ...texts].map((text, i) => {
    const used = imports.filter((path) => new RegExp(`(?<![\\w.])${path.split("/").at(-1) ?? ""}\\.[A-Z]`).test(text));
    return [`${"abcdef"[i] ?? ""}.go`, `package m\n\n${used.map((path) => `import "${path}"\n`).join("")}\n${text}\n`];
  }));
  return [...new Set(told(hazardsOf(files, "T")).map((line) => line.split(" ").slice(0, 2).join(" ")))];
}

const printed = ["unsafe printed"];
const serialised = ["unsafe serialised"];
const heaped = "type queue []any\nfunc (q queue) Len() int { return len(q) }\nfunc (q queue) Less(i, j int) bool { return false }\nfunc (q queue) Swap(i, j int) {}\nfunc (q *queue) Push(v any) { *q = append(*q, v) }\nfunc (q *queue) Pop() any { v := (*q)[0]; *q = (*q)[1:]; return v }\n";

test.each([
  ["a sync.Map, loaded", ["type cache struct { m sync.Map }\nfunc (c *cache) put(t T) { c.m.Store(1, t) }", "func (c *cache) f() { v, _ := c.m.Load(1); fmt.Println(v) }"], printed],
  ["a sync.Map of the package", ["var m sync.Map\nfunc put(t *T) { m.LoadOrStore(1, t) }", "func f() { v, ok := m.LoadAndDelete(1); if ok { json.Marshal(v) } }"], serialised],
  ["a sync.Map of a function", ["func f(t T) { var m sync.Map; m.Swap(1, t); v, _ := m.Load(1); fmt.Println(v) }"], printed],
  ["an embedded sync.Map", ["type cache struct { sync.Map }\nfunc (c *cache) put(t T) { c.Store(1, t) }", "func (c *cache) f() { v, _ := c.Load(1); fmt.Println(v) }"], printed],
  ["a sync.Map, gone through", ["var m sync.Map\nfunc put(t T) { m.Store(1, t) }", "func f() { m.Range(func(k, v any) bool { fmt.Println(v); return true }) }"], printed],
  ["a sync.Map, gone through by a function", ["var m sync.Map\nfunc put(t T) { m.Store(1, t) }", "func show(k, v any) bool { fmt.Println(v); return true }\nfunc f() { m.Range(show) }"], printed],
  ["keys of a sync.Map", ["var m sync.Map\nfunc put(t T) { m.Store(t, 1) }", "func f() { m.Range(func(k, v any) bool { fmt.Println(k); return true }) }"], printed],
  ["a sync.Map that is passed on", ["type cache struct { m sync.Map }\nfunc fill(m *sync.Map, t T) { m.Store(1, t) }\nfunc (c *cache) put(t T) { fill(&c.m, t) }", "func (c *cache) f() { v, _ := c.m.Load(1); fmt.Println(v) }"], printed],
  ["a sync.Map that is shown by another function", ["type cache struct { m sync.Map }\nfunc (c *cache) put(t T) { c.m.Store(1, t) }\nfunc (c *cache) f() { show(&c.m) }", "func show(m *sync.Map) { v, _ := m.Load(1); fmt.Println(v) }"], printed],
  ["a sync.Pool, put", ["var p sync.Pool\nfunc put(t *T) { p.Put(t) }", "func f() { fmt.Println(p.Get()) }"], printed],
  ["a sync.Pool, made new", ["var p = sync.Pool{New: func() any { return new(T) }}", "func f() { fmt.Println(p.Get()) }"], printed],
  ["a sync.Pool, made new by a function", ["type s struct { p sync.Pool }\nfunc make1() any { return &T{} }\nfunc open() *s { return &s{p: sync.Pool{New: make1}} }", "func (o *s) f() { v := o.p.Get(); fmt.Println(v) }"], printed],
  ["a sync.Pool whose New is set", ["type s struct { p sync.Pool }\nfunc open() *s { o := &s{}; o.p.New = func() any { return &T{} }; return o }", "func (o *s) f() { v := o.p.Get(); fmt.Println(v) }"], printed],
  ["an atomic.Value", ["type s struct { v atomic.Value }\nfunc (o *s) set(t T) { o.v.Store(t) }", "func (o *s) f() ([]byte, error) { return json.Marshal(o.v.Load()) }"], serialised],
  ["an atomic.Value, swapped", ["var v atomic.Value\nfunc set(t T) { v.CompareAndSwap(nil, t) }", "func f() { fmt.Println(v.Swap(1)) }"], printed],
  ["a list", ["type s struct { l *list.List }\nfunc (o *s) add(t T) { o.l.PushBack(t) }", "func (o *s) f() { for e := o.l.Front(); e != nil; e = e.Next() { fmt.Println(e.Value) } }"], printed],
  ["a list, removed from", ["var l list.List\nfunc add(t T, e *list.Element) { l.InsertBefore(t, e) }", "func f() { v := l.Remove(l.Back()); fmt.Println(v) }"], printed],
  ["a list's element that is set", ["var l list.List\nfunc add(t T) { l.Front().Value = t }", "func f() { fmt.Println(l.Back().Value) }"], printed],
  ["elements of a list in a map", ["type lru struct { l *list.List; m map[int]*list.Element }\nfunc (c *lru) add(t T) { c.m[1] = c.l.PushFront(t) }", "func (c *lru) f() { e := c.m[1]; fmt.Println(e.Value) }"], printed],
  ["a list of another list", ["var a, b list.List\nfunc add(t T) { a.PushBack(t); b.PushBackList(&a) }", "func f() { fmt.Println(b.Back().Value) }"], printed],
  ["a list by another name", ["type s struct { l *list.List }\nfunc (o *s) add(t T) { l := o.l; l.PushBack(t) }", "func (o *s) f() { fmt.Println(o.l.Front().Value) }"], printed],
  ["a ring", ["type s struct { r *ring.Ring }\nfunc (o *s) add(t T) { o.r.Value = t; o.r = o.r.Next() }", "func (o *s) f() { o.r.Do(func(v any) { fmt.Println(v) }) }"], printed],
  ["a ring's element", ["func f(r *ring.Ring, t T) { r.Next().Value = t; fmt.Println(r.Prev().Value) }"], printed],
  ["a heap", [`${heaped}func f(q *queue, t T) { heap.Push(q, t); fmt.Println(heap.Pop(q)) }`], printed],
  ["a context", ["type key struct{}\nfunc put(ctx context.Context, t T) context.Context { return context.WithValue(ctx, key{}, t) }", "func f(ctx context.Context) { fmt.Println(ctx.Value(key{})) }"], printed],
  ["a context, under a constant", ["type key int\nconst one key = 1\nfunc put(ctx context.Context, t T) context.Context { return context.WithValue(ctx, one, t) }", "func f(ctx context.Context) { v := ctx.Value(one); fmt.Println(v) }"], printed],
  ["a context, under a variable", ["type key struct { name string }\nvar one = &key{\"one\"}\nfunc put(ctx context.Context, t *T) context.Context { return context.WithValue(ctx, one, t) }", "func f(ctx context.Context) { fmt.Println(ctx.Value(one)) }"], printed],
  ["a context, under any key", ["func get(ctx context.Context, key any) any { return ctx.Value(key) }\nfunc put(ctx context.Context, t T) context.Context { return context.WithValue(ctx, \"one\", t) }", "func f(ctx context.Context) { fmt.Println(get(ctx, \"one\")) }"], printed],
  ["a context, by functions of its own", ["type key int\nfunc put(ctx context.Context, k key, v any) context.Context { return context.WithValue(ctx, k, v) }\nfunc use(ctx context.Context, t T) { put(ctx, 1, t) }", "func f(ctx context.Context) { fmt.Println(ctx.Value(key(1))) }"], printed],
  ["a panic", ["func g(t T) { if t.a { panic(t) } }", "func f() { defer func() { if r := recover(); r != nil { log.Printf(\"%v\", r) } }() }"], printed],
  ["a panic, encoded", ["func g() { panic(&T{a: true}) }", "func f() { r := recover(); json.Marshal(r) }"], serialised],
  ["an iterator that a function gives back", ["type all []T\nfunc (l all) each() iter.Seq[any] { return func(yield func(any) bool) { for _, t := range l { if !yield(t) { return } } } }", "func f(l all) { for v := range l.each() { fmt.Println(v) } }"], printed],
  ["an iterator that is a method", ["type all []T\nfunc (l all) each(yield func(int, any) bool) { yield(1, l[0]) }", "func f(l all) { for _, v := range l.each { fmt.Println(v) } }"], printed],
  ["an iterator that calls another", ["func inner(t T) iter.Seq[any] { return func(yield func(any) bool) { yield(t) } }\nfunc outer(t T) iter.Seq[any] { return inner(t) }", "func f(t T) { for v := range outer(t) { fmt.Println(v) } }"], printed],
  ["an iterator of a slice", ["func f(t T) { all := []any{t}; for v := range slices.Values(all) { fmt.Println(v) } }"], printed],
  ["an iterator of a map", ["func f(t T) { all := map[int]any{1: t}; for _, v := range slices.Collect(maps.Values(all)) { fmt.Println(v) } }"], printed],
  ["a generic box", ["type box[E any] struct { v E }\nfunc (b *box[E]) set(v E) { b.v = v }\nfunc (b *box[E]) get() E { return b.v }", "func f(b *box[any], t T) { b.set(t); fmt.Println(b.get()) }"], printed],
  ["a generic stack", ["type stack[E any] struct { all []E }\nfunc (s *stack[E]) push(v E) { s.all = append(s.all, v) }\nfunc (s *stack[E]) pop() E { return s.all[0] }", "var s stack[any]\nfunc add(t T) { s.push(t) }\nfunc f() { v := s.pop(); fmt.Println(v) }"], printed],
])("%s", (_, texts, hazards) => expect(of(...texts)).toEqual(hazards));

test.each([
  ["a sync.Map's values, by their fields", ["var m sync.Map\nfunc put(t T) { m.Store(1, t) }", "func f() { v, _ := m.Load(1); fmt.Println(v.(T).b) }"]],
  ["a sync.Map's values, while its keys are printed", ["var m sync.Map\nfunc put(t T) { m.Store(1, t) }", "func f() { m.Range(func(k, v any) bool { fmt.Println(k); return true }) }"]],
  ["a sync.Map's keys, while its values are printed", ["var m sync.Map\nfunc put(t T) { m.Store(t, 1) }", "func f() { v, _ := m.Load(1); fmt.Println(v) }"]],
  ["another sync.Map", ["var m, other sync.Map\nfunc put(t T) { m.Store(1, t); other.Store(1, 1) }", "func f() { v, _ := other.Load(1); fmt.Println(v) }"]],
  ["whether it is in a sync.Map", ["var m sync.Map\nfunc put(t T) { m.Store(1, t) }", "func f() { _, ok := m.Load(1); fmt.Println(ok) }"]],
  ["a sync.Pool", ["var p = sync.Pool{New: func() any { return new(T) }}", "func f() { t := p.Get().(*T); fmt.Println(t.b); p.Put(t) }"]],
  ["an atomic.Value", ["var v atomic.Value\nfunc set(t T) { v.Store(t) }", "func f() { fmt.Println(v.Load().(T).a) }"]],
  ["a list whose elements are asked for a field", ["var l list.List\nfunc add(t T) { l.PushBack(t) }", "func f() { for e := l.Front(); e != nil; e = e.Next() { fmt.Println(e.Value.(T).a, l.Len()) } }"]],
  ["another list", ["var l, other list.List\nfunc add(t T) { l.PushBack(t) }", "func f() { fmt.Println(other.Front().Value) }"]],
  ["a context's value that nobody prints", ["type key struct{}\nfunc put(ctx context.Context, t T) context.Context { return context.WithValue(ctx, key{}, t) }", "func f(ctx context.Context) { t, _ := ctx.Value(key{}).(T); fmt.Println(t.b, ctx) }"]],
  ["a context's value under another key", ["type key struct{}\ntype other struct{}\nfunc put(ctx context.Context, t T) context.Context { return context.WithValue(ctx, key{}, t) }", "func f(ctx context.Context) { fmt.Println(ctx.Value(other{})) }"]],
  ["a context's value under another constant", ["type key int\nconst (\n\tone key = iota\n\ttwo\n)\nfunc put(ctx context.Context, t T) context.Context { return context.WithValue(ctx, one, t) }", "func f(ctx context.Context) { fmt.Println(ctx.Value(two)) }"]],
  ["a panic that nobody recovers: Go prints an address", ["func g(t T) { panic(t) }"]],
  ["a panic that is only told of", ["func g(t T) { panic(t) }", "func f() { if r := recover(); r != nil { fmt.Println(\"panicked\") } }"]],
  ["a panic whose value looks after itself", ["func (T) Error() string { return \"\" }\nfunc g(t T) { panic(t) }", "func f() { fmt.Println(recover()) }"]],
  ["an iterator of its type, by a field", ["func each(all []T) iter.Seq[T] { return func(yield func(T) bool) { yield(all[0]) } }", "func f(all []T) { for t := range each(all) { fmt.Println(t.b) } }"]],
  ["an iterator's other value", ["func each(t T) iter.Seq2[any, any] { return func(yield func(any, any) bool) { yield(1, t) } }", "func f(t T) { for k, v := range each(t) { fmt.Println(k); _ = v } }"]],
  ["a generic box of another type", ["type box[E any] struct { v E }\nfunc (b *box[E]) set(v E) { b.v = v }\nfunc (b *box[E]) get() E { return b.v }", "func f(b *box[T], o *box[int], t T) { b.set(t); _ = b.get().a; fmt.Println(o.get()) }"]],
])("harmless: %s", (_, texts) => expect(of(...texts)).toEqual([]));

test("a panic of a type that its own package looks for is no other's to print", () => {
  const source = (caught: string): string => `package m\n\nimport "fmt"\n\n${struct.replace("T", "bailout")}\nfunc g() { panic(bailout{a: true}) }\nfunc h() { defer func() { r := recover(); ${caught} }(); g() }\nfunc f() { if r := recover(); r != nil { fmt.Println(r) } }\n`;
  expect(told(hazardsOf({ "a.go": source("if _, ok := r.(bailout); !ok { panic(r) }") }, "bailout"))).toEqual([]);
  expect(told(hazardsOf({ "a.go": source("if r != nil { panic(r) }") }, "bailout"))).toEqual(["unsafe printed a.go: bailout{a: true}"]);
});

test("iterators that are made of themselves come to an end", () => {
  expect(of("type tree struct { left *tree; t T }\nfunc (t *tree) all() iter.Seq[any] { return t.left.all() }", "func f(t *tree) { for v := range t.all() { fmt.Println(v) } }")).toEqual([]);
});
