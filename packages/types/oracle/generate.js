// Random Go packages. Not every line is valid: what the compiler rejects is taken out again (see clean.js).
import * as go from "./go-types.js";
import { randomFrom } from "./random.js";

const PRELUDE = `
func Id[T any](x T) (r T) { return }
func First[S ~[]E, E any](s S) (r E) { return }
func Values[M ~map[K]V, K comparable, V any](m M) (r []V) { return }
func Apply[A, B any](a A, f func(A) B) (r B) { return }
func Deref[T any, P interface{ *T }](p P) (r T) { return }
func Zip[A, B any](a A, b ...B) (r struct { A A; B [2]B }) { return }
func Conv[A, B any](b B) (r struct { A A; B B }) { return }
func Recv[T any](c <-chan T) (r T) { return }
func Call[R any](f func() R) (r R) { return }
var Zero int
`.trim().split("\n");

/** Packages by folder, each a list of declarations, each a list of lines. */
export function generate(seed) {
  const random = randomFrom(seed);
  const lib = packageOf(random, `lib${seed}`, null);
  const main = packageOf(random, `p${seed}`, lib);
  return { [lib.name]: { imports: [], decls: lib.decls }, [main.name]: { imports: [lib.name], decls: main.decls } };
}

function packageOf(random, name, lib) {
  const state = { random, name, lib, decls: PRELUDE.map((line) => [line]), env: new Map(), n: 0 };
  const steps = [typeDecl, typeDecl, genericDecl, constDecl, constDecl, varDecl, varDecl, funcDecl, aliasDecl, observe, observe, constObserve, body];
  for (let i = 0; i < 60; i++) random.from(steps)(state);
  for (let i = 0; i < 25; i++) observe(state);
  for (let i = 0; i < 25; i++) constObserve(state);
  for (let i = 0; i < 12; i++) body(state);
  return state;
}

const fresh = (state, prefix) => `${prefix}${state.n++}`;
const known = (state, what) => [...state.env.values(), ...(state.lib?.env.values() ?? [])].filter((entity) => entity.what === what && (state.env.get(entity.name) === entity || entity.pkg === state.lib?.name));
const spell = (state, entity) => (entity.pkg !== state.name && !entity.isLocal ? `${entity.pkg}.${entity.name}` : entity.name);
const declare = (state, entity) => state.env.set(entity.name, { pkg: state.name, ...entity });
const text = (state, type) => go.write(type, state.name);

// Types

function typeOf(state, depth = 3) {
  const { random } = state;
  const names = [...go.NUMBERS, "string", "bool", "error", "any", "unsafe.Pointer"];
  if (depth <= 0 || random.chance(0.3)) return go.basic(random.from(state.isPlain ? names.filter((name) => !["byte", "rune", "any"].includes(name)) : names));
  const inner = () => typeOf(state, depth - 1);
  // One instance spelled in two ways is listed by either name.
  const plain = () => typeOf({ ...state, isPlain: true }, depth - 1);
  const declared = known(state, "type").filter(({ isAlias }) => !isAlias || !state.isPlain);
  return random.of(
    () => go.pointer(inner()),
    () => go.slice(inner()),
    () => go.array(lengthText(state), inner()),
    () => go.array(lengthText(state), inner()),
    () => go.map(go.basic(random.of("string", "int8", "rune")), inner()),
    () => go.chan(inner()),
    () => go.func(random.many(0, 2, inner), random.many(0, 2, inner)),
    () => structOf(state, depth - 1),
    () => go.face(random.many(state.isPlain ? 1 : 0, 2, (i) => ({ name: `${random.of("M", "m")}${i}${random.below(3)}`, params: [], results: [inner()] }))),
    ...new Array(6).fill(() => {
      if (declared.length === 0) return inner();
      const { decl } = random.from(declared);
      return go.named(decl, decl.params.map(plain));
    }),
  )();
}

function structOf(state, depth, params = []) {
  const { random } = state;
  const embeddable = known(state, "type").filter(({ decl }) => !["pointer", "parameter"].includes(go.under(go.named(decl, decl.params.map(() => go.basic("int")))).kind));
  const used = new Set();
  return go.struct(
    random.many(0, 5, () => {
      if (random.chance(0.25) && 0 < embeddable.length) {
        const { decl } = random.from(embeddable);
        const type = go.named(decl, decl.params.map(() => (0 < params.length && random.chance(0.5) ? go.parameter(random.from(params)) : typeOf({ ...state, isPlain: true }, 1))));
        const isPointer = random.chance(0.3) && go.under(type).kind !== "interface";
        return { name: decl.name, type: isPointer ? go.pointer(type) : type, isEmbedded: true };
      }
      const name = random.chance(0.1) ? "_" : `F${random.below(12)}`;
      return { name, type: 0 < params.length && random.chance(0.6) ? withParameter(state, params) : typeOf(state, depth), isEmbedded: false };
    }).filter((field) => field.name === "_" || (!used.has(field.name) && used.add(field.name))),
  );
}

function withParameter(state, params) {
  const { random } = state;
  const own = go.parameter(random.from(params));
  return random.of(own, own, go.pointer(own), go.slice(own), go.array(lengthText(state), own), go.map(go.basic("string"), own), go.func([own], [own]), go.struct([{ name: "A", type: go.basic("byte") }, { name: "B", type: own }]));
}

function typeDecl(state) {
  const name = fresh(state, "T");
  const decl = { name, pkg: state.name, params: [], under: state.random.chance(0.7) ? structOf(state, 2) : typeOf(state, 3), methods: [] };
  // A declared type may refer to itself behind a pointer.
  if (decl.under.kind === "struct" && state.random.chance(0.3)) decl.under.fields.push({ name: "Self", type: go.pointer(go.named(decl)), isEmbedded: false });
  state.decls.push([`type ${name} ${text(state, decl.under)}`]);
  declare(state, { name, what: "type", decl });
  methods(state, decl, name);
}

function genericDecl(state) {
  const { random } = state;
  const name = fresh(state, "G");
  const params = random.of(["A"], ["A", "B"]);
  const decl = { name, pkg: state.name, params, under: structOf(state, 1, params), methods: [] };
  if (random.chance(0.3)) decl.under.fields.push({ name: "Self", type: go.pointer(go.named(decl, params.map(go.parameter))), isEmbedded: false });
  state.decls.push([`type ${name}[${params.join(", ")} any] ${text(state, decl.under)}`]);
  declare(state, { name, what: "type", decl });
  methods(state, decl, `${name}[${params.join(", ")}]`);
}

function methods(state, decl, receiver) {
  const { random } = state;
  if (["pointer", "interface"].includes(go.under(go.named(decl, decl.params.map(go.parameter))).kind)) return;
  for (const name of ["X0", "X1", "X2"].slice(random.below(4))) {
    const of = () => (0 < decl.params.length && random.chance(0.6) ? withParameter(state, decl.params) : typeOf(state, 1));
    const [params, results] = [random.many(0, 2, of), random.many(0, 2, of)];
    decl.methods.push({ name, params, results });
    const self = random.of(`_ ${receiver}`, `*${receiver}`, `r *${receiver}`, receiver);
    state.decls.push([`func (${self}) ${name}(${params.map((type) => `_ ${text(state, type)}`).join(", ")}) (${results.map((type) => text(state, type)).join(", ")}) { panic(0) }`]);
  }
}

function aliasDecl(state) {
  const name = fresh(state, "L");
  const under = typeOf(state, 2);
  state.decls.push([`type ${name} = ${text(state, under)}`]);
  declare(state, { name, what: "type", isAlias: true, decl: { name, pkg: state.name, params: [], under, methods: [] } });
}

// Constants

function lengthText(state) {
  const { random } = state;
  return random.of(
    () => `${random.below(9)}`,
    () => `${random.below(9)}`,
    () => random.of("1 << 2", "'c' - 'a'", "0x_3", "6e0 / 2", "len(\"a\\u00e9\")", "unsafe.Sizeof(uintptr(0))", "3 &^ 1", "len([...]int{4: 1})", "32 << (^uint(0) >> 63) / 16"),
    () => `(${integer(state, 1)}) & ${random.of(1, 3, 7)}`,
    () => `unsafe.Sizeof(${walk(state, 2).go}) % ${random.of(3, 8, 13)}`,
  )();
}

function integer(state, depth) {
  const { random } = state;
  const [a, b] = [() => integer(state, depth - 1), () => integer(state, depth - 1)];
  const names = known(state, "const").filter(({ type }) => type === "integer");
  if (depth <= 0) return random.of(() => `${random.below(20)}`, () => random.of("'x'", "'\\n'", "0b101", "0o17", "017", "0xfF", "1_000", "^0", "1 << 40"), () => (names.length === 0 ? "1" : spell(state, random.from(names))))();
  return random.of(
    () => `(${a()} ${random.of("+", "-", "*", "/", "%", "&", "|", "^", "&^")} ${b()})`,
    () => `(${a()} ${random.of("+", "-", "*")} ${b()})`,
    () => `${random.of("-", "^", "+")}(${a()})`,
    () => `((${a()}) << ((${b()}) & ${random.of(3, 15)}))`,
    () => `((${a()}) >> ((${b()}) & 7))`,
    () => `${random.from(go.INTEGERS)}(${a()})`,
    () => `${random.from(go.INTEGERS)}((${a()}) & 63)`,
    () => `len(${string(state, 2)})`,
    () => `${random.of("min", "max")}(${a()}, ${b()})`,
    () => `int(${float(state, 2)} * ${random.of(8, 64, "1e3")})`,
    () => `unsafe.${random.of("Sizeof", "Alignof")}(${random.chance(0.5) ? a() : walk(state, 3).go})`,
    () => `${random.of("len", "cap")}(${arrayExpression(state)})`,
    () => `int(real(${float(state, 1)} + ${random.below(9)}i))`,
    () => offset(state),
  )();
}

function float(state, depth) {
  const { random } = state;
  if (depth <= 0) return random.of("1.5", "0.25", "2e3", "0x1p-2", ".5", "8.", `${random.below(9)}.0`, "float32(0.75)", "3.0");
  const inner = () => float(state, depth - 1);
  return random.of(() => `(${inner()} ${random.of("+", "-", "*", "/")} ${inner()})`, () => `(${inner()} ${random.of("+", "-", "*")} ${random.below(9)})`, () => `float64(${inner()})`, () => `float32(${inner()})`, () => `real(${inner()} * (1 + 2i))`, () => `max(${inner()}, 2)`, inner)();
}

function string(state, depth) {
  const { random } = state;
  const names = known(state, "const").filter(({ type }) => type === "string");
  if (depth <= 0) return random.of('"abc"', '"\\x41\\101\\n"', '"\\u20ac\\U0001F600"', "`a\\n`", '"é€"', ...names.map((entity) => spell(state, entity)), `string(rune(${random.of("'x'", "0x20ac", "0x110000")}))`);
  const inner = () => string(state, depth - 1);
  return random.of(() => `(${inner()} + ${inner()})`, inner, () => `max(${inner()}, ${inner()})`)();
}

function arrayExpression(state) {
  const { random } = state;
  return random.of(
    () => `[...]byte{${random.many(1, 3, () => random.of("1", `${random.below(20)}: 1`, `(${integer(state, 1)}) & 31: 2`)).join(", ")}}`,
    () => `[...]string{'${random.of("a", "f")}': "x", "y"}`,
    () => `[${lengthText(state)}]int{}`,
    () => `(*[${lengthText(state)}]int)(nil)`,
    () => walkTo(state, "array"),
    () => walkTo(state, "array"),
  )();
}

function offset(state) {
  const { random } = state;
  const base = walk(state, 3);
  const fields = go.fieldsOf(base.type);
  if (fields.length === 0) return "1";
  return `unsafe.Offsetof(${random.chance(0.2) ? "(" : ""}${base.go}.${random.from(fields).name}`.replace(/^(unsafe\.Offsetof\()(\(?)(.*)$/, (_, start, open, rest) => `${start}${open}${rest}${open === "(" ? ")" : ""})`);
}

function constDecl(state) {
  const { random } = state;
  if (random.chance(0.3)) {
    const [a, b] = [fresh(state, "C"), fresh(state, "C")];
    const named = random.of("", "", " int16", " uint8", " uintptr");
    const value = random.of("1 << iota", "iota * 3", "iota + 'a'", "-iota", "len([iota + 2]int{})", "unsafe.Sizeof([iota]int16{})", "(iota + 1) * 2.0");
    const lines = random.of([`const (`, `\t_${named} = ${value}`, `\t${a}`, ``, `\t// no spec`, `\t_`, `\t${b}`, `)`], [`const (`, `\t_, ${a}${named} = iota, ${value}`, `\t${b}, _`, `)`]);
    state.decls.push(lines);
    for (const name of [a, b]) declare(state, { name, what: "const", type: "integer" });
    return;
  }
  const name = fresh(state, "C");
  const isString = random.chance(0.2);
  state.decls.push([`const ${name}${isString ? "" : random.of("", "", " int64", " uint16", " float32", " rune")} = ${isString ? string(state, 2) : integer(state, 3)}`]);
  declare(state, { name, what: "const", type: isString ? "string" : "integer" });
}

// Expressions whose type is known: a root, and steps from it

const value = (state, type) => `*new(${text(state, type)})`;

function walk(state, steps) {
  let current = root(state);
  for (let i = state.random.below(steps + 1); 0 < i; i--) current = step(state, current) ?? current;
  return current;
}

/** An expression of a kind of underlying type, if some are found in a few tries. */
function walkTo(state, kind) {
  for (let i = 0; i < 8; i++) {
    const found = walk(state, 4);
    const own = go.under(found.type);
    if (own.kind === kind || (own.kind === "pointer" && go.under(own.elem).kind === kind)) return found.go;
  }
  return "[3]int{}";
}

function root(state) {
  const { random } = state;
  const vars = known(state, "var");
  const funcs = known(state, "func");
  const type = typeOf(state, 2);
  return random.of(
    ...new Array(5).fill(() => {
      if (vars.length === 0) return { go: `(${value(state, type)})`, type };
      const picked = random.from(vars);
      return { go: spell(state, picked), type: picked.type };
    }),
    () => ({ go: `(*${text(state, type)})(nil)`, type: go.pointer(type) }),
    () => ({ go: `(${value(state, type)})`, type }),
    () => (["struct", "array", "slice", "map"].includes(go.under(type).kind) ? { go: `(${text(state, type)}{})`, type } : { go: `Id(${value(state, type)})`, type }),
    () => ({ go: `(&${text(state, structWrap(type))}{})`, type: go.pointer(structWrap(type)) }),
    () => ({ go: `(func(_ ${text(state, type)}) ${text(state, type)} { panic(0) })`, type: go.func([type], [type]) }),
    () => {
      if (funcs.length === 0) return { go: `Id(${value(state, type)})`, type };
      const picked = random.from(funcs);
      return { go: spell(state, picked), type: go.func(picked.params, picked.results) };
    },
    () => random.of({ go: "1", type: go.basic("int") }, { go: "'a'", type: go.basic("rune") }, { go: "2.5", type: go.basic("float64") }, { go: '"abc"', type: go.basic("string") }, { go: "1i", type: go.basic("complex128") }, { go: "Id(1)", type: go.basic("int") }),
    () => generic(state, type),
  )();
}

const structWrap = (type) => go.struct([{ name: "A", type: go.basic("byte") }, { name: "B", type }]);

function generic(state, type) {
  const { random } = state;
  const other = typeOf(state, 1);
  const of = (t) => value(state, t);
  const zipped = go.struct([{ name: "A", type }, { name: "B", type: go.array("2", other) }]);
  return random.of(
    { go: `Id(${of(type)})`, type },
    { go: `Id[${text(state, type)}](${of(type)})`, type },
    { go: `First(${of(go.slice(type))})`, type },
    { go: `Values(${of(go.map(go.basic("string"), type))})`, type: go.slice(type) },
    { go: `Apply(${of(other)}, func(${text(state, other)}) ${text(state, type)} { panic(0) })`, type },
    { go: `Deref(new(${text(state, type)}))`, type },
    { go: `Zip(${of(type)}, ${of(other)}, ${of(other)})`, type: zipped },
    { go: `Zip(${of(type)}, ${of(go.slice(other))}...)`, type: zipped },
    { go: `Zip(${of(type)}, 1, 2.5)`, type: go.struct([{ name: "A", type }, { name: "B", type: go.array("2", go.basic("float64")) }]) },
    { go: `Conv[${text(state, type)}](${of(other)})`, type: go.struct([{ name: "A", type }, { name: "B", type: other }]) },
    { go: `Conv[${text(state, type)}, ${text(state, other)}](${of(other)})`, type: go.struct([{ name: "A", type }, { name: "B", type: other }]) },
    { go: `Recv(make(chan ${text(state, type)}))`, type },
    { go: `Call(func() ${text(state, type)} { panic(0) })`, type },
  );
}

/** One more selector, index, call, operator, … ; null where nothing fits. */
function step(state, { go: x, type }) {
  const { random } = state;
  const own = go.under(type);
  const choices = [];
  const can = (text_, result) => choices.push({ go: text_, type: result });
  for (const field of go.fieldsOf(type)) if (random.chance(0.6)) can(`${x}.${field.name}`, field.type);
  for (const method of go.methodsOf(type)) {
    can(`${x}.${method.name}`, go.func(method.params, method.results));
    if (method.results.length === 1) can(`${x}.${method.name}(${method.params.map((each) => value(state, each)).join(", ")})`, method.results[0]);
    if (type.kind === "named") can(`(${random.of("", "*")}${text(state, type)}).${method.name}`, go.func([type, ...method.params], method.results));
  }
  const parens = `(${x})`;
  switch (own.kind) {
    case "pointer":
      can(`(*${x})`, own.elem);
      if (go.under(own.elem).kind === "array") can(`${parens}[Zero]`, go.under(own.elem).elem), can(`${parens}[:]`, go.slice(go.under(own.elem).elem));
      can(`unsafe.Slice(${x}, 3)`, go.slice(own.elem));
      break;
    case "slice":
      can(`${parens}[Zero]`, own.elem);
      can(`${parens}[1:2:3]`, type);
      can(`append(${x}, ${x}[0])`, type);
      can(`unsafe.SliceData(${x})`, go.pointer(own.elem));
      break;
    case "array":
      can(`${parens}[Zero]`, own.elem);
      can(`${parens}[1:]`, go.slice(own.elem));
      break;
    case "map":
      can(`${parens}[${value(state, own.key)}]`, own.elem);
      break;
    case "chan":
      can(`(<-${x})`, own.elem);
      break;
    case "func":
      if (own.results.length === 1) can(`${parens}(${own.params.map((each) => value(state, each)).join(", ")})`, own.results[0]);
      break;
    case "interface": {
      const target = typeOf(state, 1);
      can(`${parens}.(${text(state, target)})`, target);
      break;
    }
    case "basic":
      if (own.name === "string") can(`${parens}[Zero]`, go.basic("byte")), can(`${parens}[1:]`, type), can(`(${x} + "a")`, type), can(`[]rune(${x})`, go.slice(go.basic("rune")));
      else if (own.name === "any") can(`${parens}.(int16)`, go.basic("int16"));
      else if (go.INTEGERS.includes(own.name)) {
        can(`(${x} ${random.of("+", "*", "|", "&^", "/")} ${random.of(x, "1", "'a'")})`, type);
        can(`(${x} << Zero)`, type), can(`(1<<Zero + ${x})`, type), can(`(-${x})`, type), can(`min(${x}, 1)`, type), can(`(${x} == 1)`, go.basic("bool"));
      } else if (/^float/.test(own.name)) can(`(${x} / 2)`, type), can(`complex(${x}, ${x})`, go.basic(own.name === "float32" ? "complex64" : "complex128"));
      else if (/^complex/.test(own.name)) can(`real(${x})`, go.basic(own.name === "complex64" ? "float32" : "float64"));
  }
  can(`&${parens}`, go.pointer(type));
  can(`[]${text(state, type)}{${x}}`, go.slice(type));
  can(`[...]${text(state, type)}{2: ${x}}`, go.array("3", type));
  can(`any(${x})`, go.basic("any"));
  return choices.length === 0 ? null : random.from(choices);
}

function varDecl(state) {
  const { random } = state;
  const name = fresh(state, "V");
  if (random.chance(0.4)) {
    const type = typeOf(state, 3);
    state.decls.push([`var ${name} ${text(state, type)}`]);
    declare(state, { name, what: "var", type });
    return;
  }
  const from = walk(state, 4);
  if (random.chance(0.3)) {
    const other = fresh(state, "V");
    const asserted = typeOf(state, 1);
    const [go_, type] = random.of([`any(${from.go}).(${text(state, asserted)})`, asserted], [`map[int]${text(state, from.type)}{}[1]`, from.type], [`<-make(chan ${text(state, from.type)})`, from.type], [`func() (r ${text(state, from.type)}, ok bool) { return }()`, from.type]);
    state.decls.push([`var ${name}, ${other} = ${go_}`]);
    declare(state, { name: other, what: "var", type: go.basic("bool") });
    declare(state, { name, what: "var", type });
    return;
  }
  state.decls.push([`var ${name} = ${from.go}`]);
  declare(state, { name, what: "var", type: from.type });
}

function funcDecl(state) {
  const { random } = state;
  const name = fresh(state, "Fn");
  const params = random.many(0, 2, () => typeOf(state, 2));
  const results = random.many(0, 2, () => typeOf(state, 2));
  state.decls.push([`func ${name}(${params.map((type) => `_ ${text(state, type)}`).join(", ")}) (${results.map((type) => text(state, type)).join(", ")}) { panic(0) }`]);
  declare(state, { name, what: "func", params, results });
}

// What is compared: fields as long as a size, an offset or a constant

const observed = (state, i) => {
  const { random } = state;
  return `O${i} [${random.of(() => `unsafe.Sizeof(${walk(state, 5).go})`, () => `unsafe.Sizeof(${walk(state, 5).go})`, () => `unsafe.Alignof(${walk(state, 4).go})`, () => offset(state), () => `len(${arrayExpression(state)})`)()}]byte`;
};

function observe(state) {
  state.decls.push([`type ${fresh(state, "S")} struct { ${observed(state, 0)} }`]);
}

function constObserve(state) {
  const { random } = state;
  const expr = random.of(() => `(${integer(state, 4)}) & 63`, () => `(${integer(state, 2)}) & 4095`, () => `len(${string(state, 3)})`)();
  state.decls.push([`type ${fresh(state, "K")} struct { ${random.of("", "_ string; ", "_ int64; ")}O [${expr}]byte }`]);
}

// Function bodies: few names, so that they hide each other and what is outside

const NAMES = ["a", "b", "c", "d", "e", "T0", "V1", "C2", "G3", "len", "int", "lib"];

function body(state) {
  const { random } = state;
  const isGeneric = random.chance(0.3);
  const inner = { ...state, env: new Map(state.env), decls: null };
  const params = random.many(0, 2, (i) => ({ name: random.of("a", "b", "p", "q") + (random.chance(0.2) ? "" : i), type: typeOf(state, 2) }));
  if (isGeneric) declareLocal(inner, { name: "P", what: "type", decl: { name: "P", isLocal: true, params: [], under: go.parameter("P"), methods: [] } });
  if (isGeneric) params.push({ name: "pp", type: go.parameter("P") }, { name: "ps", type: go.slice(go.parameter("P")) });
  const lines = [`func ${fresh(state, "B")}${isGeneric ? "[P any]" : ""}(${params.map(({ name, type }) => `${name} ${text(state, type)}`).join(", ")}) {`];
  for (const { name, type } of params) declareLocal(inner, { name, what: "var", type });
  statements(inner, lines, 3, state);
  lines.push("}");
  state.decls.push(lines);
}

const declareLocal = (state, entity) => state.env.set(entity.name, { pkg: state.name, isLocal: true, ...entity });

function statements(state, lines, depth, outer) {
  for (let i = 2 + state.random.below(6); 0 < i; i--) statement(state, lines, depth, outer);
}

function block(state, lines, depth, outer, names) {
  const inner = { ...state, env: new Map(state.env) };
  for (const entity of names) {
    declareLocal(inner, { what: "var", ...entity });
    lines.push(`_ = ${entity.name}`);
  }
  statements(inner, lines, depth - 1, outer);
}

function statement(state, lines, depth, outer) {
  const { random } = state;
  const name = random.from(NAMES);
  const from = walk(state, 3);
  const variable = (line, type) => {
    lines.push(line, `_ = ${name}`);
    declareLocal(state, { name, what: "var", type });
  };
  const localObserve = () => lines.push(`type ${fresh(outer, "Z")} struct { ${observed(state, 0)}; ${observed(state, 1)} }`);
  const simple = [
    localObserve,
    localObserve,
    localObserve,
    () => {
      const own = structOf(state, 2);
      lines.push(`type ${name} ${text(state, own)}`);
      declareLocal(state, { name, what: "type", decl: { name, isLocal: true, params: [], under: own, methods: [] } });
    },
    () => {
      lines.push(`const ${name} = ${integer(state, 2)}`);
      declareLocal(state, { name, what: "const", type: "integer" });
    },
    () => variable(`${name} := ${from.go}`, from.type),
    () => {
      const type = typeOf(state, 2);
      variable(`var ${name} ${text(state, type)}`, type);
    },
    () => {
      const other = random.from(NAMES);
      if (other === name) return;
      // One of the two may be there already, and keeps its type then; a wrong guess only makes lines invalid.
      const second = walk(state, 2);
      lines.push(`${name}, ${other} := ${from.go}, ${second.go}`, `_, _ = ${name}, ${other}`);
      declareLocal(state, { name, what: "var", type: from.type });
      declareLocal(state, { name: other, what: "var", type: second.type });
    },
  ];
  const nested = [
    () => (lines.push("{"), block(state, lines, depth, outer, []), lines.push("}")),
    () => (lines.push(`if ${name} := ${from.go}; true {`), block(state, lines, depth, outer, [{ name, type: from.type }]), lines.push("}")),
    () => (lines.push(`for ${name} := ${from.go}; ; {`), block(state, lines, depth, outer, [{ name, type: from.type }]), lines.push("break", "}")),
    () => (lines.push(`_ = func(${name} ${text(state, from.type)}) {`), block(state, lines, depth, outer, [{ name, type: from.type }]), lines.push("}")),
    () => {
      const elem = typeOf(state, 2);
      const [go_, type] = random.of([value(state, go.slice(elem)), elem], [value(state, go.array("4", elem)), elem], [value(state, go.map(go.basic("int8"), elem)), elem], [value(state, go.func([go.func([go.basic("int16"), elem], [go.basic("bool")])], [])), elem], ['"text"', go.basic("rune")]);
      lines.push(`for _, ${name} := range ${go_} {`);
      block(state, lines, depth, outer, [{ name, type }]);
      lines.push("}");
    },
    () => {
      lines.push(`for ${name} := range ${random.of("10", "int8(3)", "'x'", `make(chan int16)`)} {`);
      block(state, lines, depth, outer, [{ name, type: go.basic("int") }]);
      lines.push("}");
    },
    () => {
      const one = typeOf(state, 2);
      lines.push(`switch ${name} := any(${from.go}).(type) {`);
      for (const [label, type] of [[`case ${text(state, one)}:`, one], ["case *int8, []int8:", go.basic("any")], ["default:", go.basic("any")]]) {
        lines.push(label);
        block(state, lines, depth, outer, [{ name, type }]);
      }
      lines.push("}");
    },
    () => {
      lines.push("select {", `case ${name} := <-make(chan ${text(state, from.type)}):`);
      block(state, lines, depth, outer, [{ name, type: from.type }]);
      lines.push("}");
    },
  ];
  random.from(0 < depth ? [...simple, ...simple, ...nested] : simple)();
}
