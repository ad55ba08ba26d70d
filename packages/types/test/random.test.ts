import { structLayout } from "@cachelint/layout";
import fc from "fast-check";
import type { StructMeasure } from "../src/index.js";
import { load } from "./scene.js";
import { tell } from "./tell.js";

const TARGETS = ["linux/amd64", "linux/386"] as const;

const TOKENS = (
  "a b c T U G p f g m x iota len cap min new make append unsafe.Sizeof unsafe.Offsetof unsafe.Alignof int byte string any error nil true uint8 float64 complex128 C.int q.T q.N dot " +
  "type const var func struct interface map chan range for if switch case default return := = ( ) [ ] { } , ; : . ... + - * / % & | ^ &^ << >> == < ! <- ~ 0 1 2 7 1.5 'a' \"s\" 3i"
).split(" ");

const soup = fc.array(fc.tuple(fc.constantFrom(...TOKENS), fc.constantFrom(" ", "", "\n")), { maxLength: 50 }).map((parts) => parts.flat().join(""));

const name = fc.constantFrom("a", "b", "c", "T", "U", "G", "p", "f", "x", "len", "int", "_");

type Piece = { readonly expr: string; readonly type: string };

const { expr, type } = fc.letrec<Piece>((tie) => ({
  expr: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.oneof(name, fc.constantFrom("1", "2", "'a'", '"s"', "1.5", "iota", "nil", "q.N", "q.V", "q.Gone", "C.x")),
    fc.tuple(tie("expr"), fc.constantFrom("+", "-", "*", "/", "%", "<<", ">>", "&", "&^", "==", "<"), tie("expr")).map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.tuple(fc.constantFrom("-", "^", "!", "&", "*", "<-", "+"), tie("expr")).map(([op, a]) => `${op}(${a})`),
    fc.tuple(fc.oneof(fc.constantFrom("len", "cap", "min", "new", "make", "append", "unsafe.Sizeof", "unsafe.Alignof", "unsafe.Offsetof", "real", "complex"), tie("expr"), tie("type")), fc.array(tie("expr"), { maxLength: 2 }), fc.constantFrom("", "...")).map(([callee, args, dots]) => `(${callee})(${args.join(", ")}${0 < args.length ? dots : ""})`),
    fc.tuple(tie("expr"), name).map(([a, field]) => `(${a}).${field}`),
    fc.tuple(tie("expr"), tie("expr")).map(([a, i]) => `(${a})[${i}]`),
    fc.tuple(tie("expr"), tie("type")).map(([a, t]) => `(${a})[${t}]`),
    tie("expr").map((a) => `(${a})[1:2]`),
    fc.tuple(tie("expr"), tie("type")).map(([a, t]) => `(${a}).(${t})`),
    fc.tuple(tie("type"), fc.array(tie("expr"), { maxLength: 3 }), fc.boolean()).map(([t, elements, isKeyed]) => `${t}{${elements.map((each, i) => (isKeyed ? `${i * 2}: ` : "") + each).join(", ")}}`),
    fc.tuple(tie("expr"), tie("type")).map(([a, t]) => `[...]${t}{${a}: ${a}}`),
    fc.tuple(name, tie("type"), tie("type"), tie("expr")).map(([n, p, r, a]) => `func(${n} ${p}) (${r}) { type ${n} struct { x [len(${n})]${r} }; return ${a} }`),
  ),
  type: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.oneof(name, fc.constantFrom("byte", "int64", "string", "any", "error", "q.T", "q.G[int]", "q.Gone", "C.int", "C.x", "unsafe.Pointer")),
    fc.tuple(fc.constantFrom("*", "[]", "[2]", "map[string]", "chan ", "<-chan ", "func() ", "func(...int) "), tie("type")).map(([prefix, t]) => prefix + t),
    fc.tuple(tie("expr"), tie("type")).map(([n, t]) => `[${n}]${t}`),
    fc.tuple(name, fc.array(tie("type"), { minLength: 1, maxLength: 2 })).map(([n, args]) => `${n}[${args.join(", ")}]`),
    fc.array(fc.oneof(fc.tuple(name, tie("type")).map(([n, t]) => `${n} ${t}`), fc.tuple(fc.constantFrom("", "*"), name).map(([star, n]) => star + n)), { maxLength: 3 }).map((fields) => `struct { ${fields.join("; ")} }`),
    fc.array(fc.oneof(fc.tuple(name, tie("type"), tie("type")).map(([n, p, r]) => `${n}(${p}) ${r}`), tie("type"), tie("type").map((t) => `~${t} | ${t}`)), { maxLength: 2 }).map((all) => `interface { ${all.join("; ")} }`),
  ),
}));

const typeParams = fc.oneof({ weight: 2, arbitrary: fc.constant("") }, fc.array(fc.tuple(name, type), { minLength: 1, maxLength: 2 }).map((all) => `[${all.map(([n, t]) => `${n} ${t}`).join(", ")}]`));

const statement: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(name, name, expr, expr).map(([a, b, x, y]) => `${a}, ${b} := ${x}, ${y}`),
  fc.tuple(name, name, expr).map(([a, b, x]) => `for ${a}, ${b} := range ${x} { _ = ${a} }`),
  fc.tuple(name, expr, type).map(([a, x, t]) => `switch ${a} := (${x}).(type) { case ${t}: ${a} := ${a}; _ = ${a}; default: _ = ${a} }`),
  fc.tuple(name, expr).map(([a, x]) => `if ${a} := ${x}; true { ${a}, b := ${x}, 1; _ = b } else { _ = ${a} }`),
  fc.tuple(name, type).map(([a, t]) => `type ${a} ${t}`),
  fc.tuple(name, expr).map(([a, x]) => `const ( ${a} = ${x}; b; _, c = ${x}, iota )`),
  fc.tuple(name, type, expr).map(([a, t, x]) => `var ${a}, b ${t} = ${x}`),
  expr.map((x) => `_ = ${x}`),
);

const declaration: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(name, typeParams, fc.constantFrom("", "= "), type).map(([n, params, alias, t]) => `type ${n}${params} ${alias}${t}`),
  fc.tuple(name, fc.oneof(fc.constant(""), type), expr).map(([n, t, x]) => `const ${n} ${t} = ${x}`),
  fc.tuple(name, name, expr, expr).map(([a, b, x, y]) => `const ( ${a} = ${x}; ${b}; _, T = ${y}, iota )`),
  fc.tuple(name, fc.oneof(fc.constant(""), type), expr).map(([n, t, x]) => `var ${n} ${t} = ${x}`),
  fc.tuple(name, name, expr).map(([a, b, x]) => `var ${a}, ${b} = ${x}`),
  fc.tuple(fc.constantFrom("", "(r T) ", "(*U) ", "(r *G[a]) ", "(_ G[_, b]) "), name, typeParams, type, type, fc.array(statement, { maxLength: 4 })).map(([receiver, n, params, p, r, body]) => `func ${receiver}${n}${receiver === "" ? params : ""}(p ${p}) (${r}) {\n${body.join("\n")}\n}`),
);

const program = fc.array(fc.oneof({ weight: 8, arbitrary: declaration }, soup), { maxLength: 8 }).map((all) => `package p\nimport (\n"C"\n"unsafe"\n"example.com/m/q"\n. "example.com/m/dot"\n"gone.example/x"\n)\n${all.join("\n")}\n`);

const others = '-- q/q.go --\npackage q\nimport "example.com/m/dot"\ntype T struct { A int8; dot.D }\ntype G[E any] struct { E E }\nconst N = 3\nvar V = [...]T{2: {}}\n-- dot/dot.go --\npackage dot\ntype D struct { X, Y int32 }\nconst c = 1\n';

function holds(measure: StructMeasure): void {
  if (measure.kind === "unknown") {
    expect(measure.unknowns).not.toEqual([]);
    return;
  }
  const { layout, extents, fields, leastPointerBytes, doubt } = measure;
  expect(extents).toHaveLength(fields.length);
  expect(layout.sizeBytes % layout.alignBytes).toBe(0);
  expect(layout.pointerBytes).toBeLessThanOrEqual(layout.sizeBytes);
  expect(leastPointerBytes < layout.pointerBytes).toBe(doubt !== null);
  extents.forEach((extent, i) => {
    expect((layout.offsetsBytes[i] as number) % extent.alignBytes).toBe(0);
    expect((layout.offsetsBytes[i] as number) + extent.sizeBytes).toBeLessThanOrEqual(layout.sizeBytes);
    expect(layout.alignBytes % extent.alignBytes).toBe(0);
  });
}

test("no program throws or loops, and every layout is one", () => {
  fc.assert(
    fc.property(program, fc.constantFrom(...TARGETS), (text, target) => {
      const { world, packages } = load(`-- p.go --\n${text}${others}`, { target });
      for (const pkg of packages) tell(world, pkg, holds);
    }),
    { numRuns: 1500 },
  );
});

test("a struct of known fields has the layout of their extents", () => {
  fc.assert(
    fc.property(fc.array(type, { maxLength: 6 }), (types) => {
      const { world, packages } = load(`package p\nimport ("unsafe"; "C")\n${types.map((t, i) => `type S${i} struct { f ${t}; g ${t} }`).join("\n")}\n`);
      const check = (measure: StructMeasure): void => {
        if (measure.kind === "known" && measure.fields[0]?.name === "f") expect(structLayout(measure.extents, { arch: world.arch, isAlign64: false })).toEqual(measure.layout);
      };
      for (const pkg of packages) tell(world, pkg, check);
    }),
    { numRuns: 300 },
  );
});
