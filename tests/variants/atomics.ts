import { type GoType, namedNumber, scalar } from "./go-types.js";
import { addDependency, addToPackage, fileText, type Sketch, type Supply } from "./sketch.js";
import { type MethodNames, namedWrapper, structWrapper, uberText } from "./wrappers.js";

export type WordOp = "load" | "store" | "add" | "cas" | "inc" | "swap";

/** A place `x.f`, or an expression that points to one. */
export type Target = { readonly text: string; readonly isPointer: boolean };

/** How a word is declared and reached. */
export type WordStyle = {
  /** As the dimension calls it. */
  readonly name: string;
  /** The Go type of its values. */
  readonly value: string;
  readonly type: GoType;
  readonly op: (op: WordOp, target: Target, args: readonly string[]) => string;
  /** The operation as a value to be called later; null where it has none. */
  readonly bound: (op: WordOp, target: Target) => string | null;
  /** An addition gives the new value. */
  readonly addsAreValues: boolean;
};

export type AtomicWish = { /** Only forms whose additions take negative numbers. */ readonly isSigned?: boolean; /** Only forms whose size is known. */ readonly isSized?: boolean; readonly isWide?: boolean };

/** Draws how the atomic words of a program are made, and declares what that takes. */
export function drawAtomic(sketch: Sketch, { isSigned = false, isSized = false, isWide = false }: AtomicWish = {}): WordStyle {
  const { draw } = sketch;
  const form = draw.weighed<Form>(forms.filter(([name]) => !isSized || !name.startsWith("absent")));
  const isAnyWidth = !isWide && (form === "typed" || form === "func");
  const value = isSigned ? draw.pick(isAnyWidth ? ["int64", "int32"] : ["int64"]) : draw.pick(!isAnyWidth ? ["uint64", "int64"] : ["uint64", "uint64", "int64", "uint32", "int32", "uintptr"]);
  const style = makers[form](sketch, value, form);
  sketch.dimensions["atomics"] = style.name;
  return style;
}

type Form = keyof typeof makers;

const makers = {
  typed: typedWord,
  func: funcWord,
  cast: castWord,
  "own-struct": ownWrapper,
  "own-embedding": ownEmbedding,
  "own-named": ownWrapper,
  "own-generic": ownGeneric,
  "package-struct": packageWrapper,
  "package-named": packageWrapper,
  "vendor-struct": dependencyWrapper,
  "replace-named": dependencyWrapper,
  "absent-struct": dependencyWrapper,
  uber: uberWord,
  "absent-uber": uberWord,
};

const forms: readonly (readonly [Form, number])[] = [
  ["typed", 24], ["func", 22], ["cast", 3], ["own-struct", 7], ["own-embedding", 4], ["own-named", 6], ["own-generic", 4], ["package-struct", 5], ["package-named", 4],
  ["vendor-struct", 4], ["replace-named", 4], ["absent-struct", 2], ["uber", 4], ["absent-uber", 1],
];

const methodSets: readonly MethodNames[] = [
  { load: "Load", store: "Store", add: "Add", cas: "CompareAndSwap", inc: "Inc" },
  { load: "Get", store: "Set", add: "Advance", cas: "TryMove", inc: "Bump" },
  { load: "Value", store: "Put", add: "Plus", cas: "Swing", inc: "Incr" },
  { load: "LoadAcquire", store: "StoreRelease", add: "FetchAdd", cas: "CompareAndSwapAcqRel", inc: "Inc" },
  { load: "Read", store: "Write", add: "Increase", cas: "CAS", inc: "Next" },
];

const sizes: Readonly<Record<string, number>> = { uint64: 8, int64: 8, uint32: 4, int32: 4, uintptr: 8 };

/** `Uint64` for `uint64`. */
export function suffixOf(value: string): string {
  return value.charAt(0).toUpperCase() + value.slice(1);
}

const plainNames: MethodNames = { load: "Load", store: "Store", add: "Add", cas: "CompareAndSwap", inc: "Add" };

/** `atomic.Uint64` and its like. */
export function typedWord(_: Sketch, value: string): WordStyle {
  return methodStyle("typed", value, scalar(`atomic.${suffixOf(value)}`, sizes[value]!), { ...plainNames, inc: null });
}

/** `atomic.Bool`. */
export function boolWord(): WordStyle {
  return methodStyle("bool", "bool", scalar("atomic.Bool", 4), { ...plainNames, inc: null });
}

/** A plain word that is only touched through functions of sync/atomic. */
export function funcWord(_: Sketch, value: string): WordStyle {
  return funcStyle("func", value, scalar(value, sizes[value]!), (pointer) => pointer);
}

function castWord({ names, decls }: Sketch, value: string): WordStyle {
  const type = names.type();
  decls.push(`type ${type} ${value}`);
  return funcStyle("cast", value, namedNumber(type, sizes[value]!), (pointer) => `(*${value})(${pointer})`);
}

function ownWrapper(sketch: Sketch, value: string, form: string): WordStyle {
  const type = sketch.names.type();
  const methods = sketch.draw.pick(methodSets);
  sketch.decls.push(...(form === "own-struct" ? structWrapper : namedWrapper)(type, value, methods));
  return methodStyle(form, value, form === "own-named" ? namedNumber(type, 8) : scalar(type, 8), methods);
}

function ownEmbedding(sketch: Sketch, value: string): WordStyle {
  const type = sketch.names.type();
  sketch.decls.push(`type ${type} struct {\natomic.${suffixOf(value)}\n}`);
  return methodStyle("own-embedding", value, scalar(type, 8), { ...plainNames, inc: null });
}

function ownGeneric(sketch: Sketch, value: string): WordStyle {
  const type = sketch.names.type();
  const methods = sketch.draw.pick(methodSets);
  const on = `func (w *${type}[N])`;
  sketch.decls.push(
    `type ${type}[N ~int64 | ~uint64] struct {\nv atomic.Int64\n}`, `${on} ${methods.load}() N {\nreturn N(w.v.Load())\n}`, `${on} ${methods.store}(n N) {\nw.v.Store(int64(n))\n}`,
    `${on} ${methods.add}(n N) N {\nreturn N(w.v.Add(int64(n)))\n}`, `${on} ${methods.cas}(from, to N) bool {\nreturn w.v.CompareAndSwap(int64(from), int64(to))\n}`,
    `${on} ${methods.inc!}() N {\nreturn N(w.v.Add(1))\n}`,
  );
  return methodStyle("own-generic", value, scalar(`${type}[${value}]`, 8), methods);
}

function packageWrapper(sketch: Sketch, value: string, form: string): WordStyle {
  const type = capitalType(sketch);
  const methods = sketch.draw.pick(methodSets);
  const name = `${sketch.names.word()}num`;
  addToPackage(sketch, `internal/${name}`, name, ...(form === "package-struct" ? structWrapper : namedWrapper)(type, value, methods));
  return methodStyle(form, value, (form.endsWith("named") ? namedNumber : scalar)(`${name}.${type}`, 8), methods);
}

function dependencyWrapper(sketch: Sketch, value: string, form: string): WordStyle {
  const [supply] = form.split("-") as [Supply];
  const type = supply === "absent" ? suffixOf(value) : capitalType(sketch);
  // Where no source tells what a method does, only names that nothing but atomics have can.
  const methods = supply === "absent" ? sketch.draw.pick([methodSets[0]!, methodSets[3]!]) : sketch.draw.pick(methodSets);
  const name = `${sketch.names.word()}mem`;
  const text = fileText(name, (form.endsWith("struct") ? structWrapper : namedWrapper)(type, value, methods), new Map());
  addDependency(sketch, supply, { modulePath: "dep.example.org/low", folder: name, qualifier: name, text });
  return methodStyle(form, value, (form.endsWith("named") ? namedNumber : scalar)(`${name}.${type}`, 8), methods);
}

function uberWord(sketch: Sketch, value: string, form: string): WordStyle {
  addDependency(sketch, form === "uber" ? "vendor" : "absent", { modulePath: "go.uber.org/atomic", folder: "", qualifier: "xatomic", text: uberText(value) });
  return methodStyle(form, value, scalar(`xatomic.${suffixOf(value)}`, 8), { ...plainNames, cas: sketch.draw.pick(["CAS", "CompareAndSwap"]), inc: "Inc" });
}

function capitalType({ names }: Sketch): string {
  const type = names.type();
  return type.charAt(0).toUpperCase() + type.slice(1);
}

/** A word that is touched through methods of its type. */
export function methodStyle(name: string, value: string, type: GoType, methods: MethodNames): WordStyle {
  const method = (op: WordOp): string => (op === "swap" ? "Swap" : methods[op]) ?? methods.add;
  return {
    name, value, type, addsAreValues: true,
    op: (op, { text }, args) => `${text}.${method(op)}(${(op === "inc" && methods.inc === null ? ["1"] : args).join(", ")})`,
    bound: (op, { text }) => (op === "inc" && methods.inc === null ? null : `${text}.${method(op)}`),
  };
}

/** A word that is touched through functions that take a pointer to it. */
export function funcStyle(name: string, value: string, type: GoType, cast: (pointer: string) => string): WordStyle {
  const call = { load: "Load", store: "Store", add: "Add", cas: "CompareAndSwap", inc: "Add", swap: "Swap" };
  return {
    name, value, type, addsAreValues: true,
    op: (op, { text, isPointer }, args) => `atomic.${call[op]}${suffixOf(value)}(${[cast(isPointer ? text : `&${text}`), ...(op === "inc" ? ["1"] : args)].join(", ")})`,
    bound: () => null,
  };
}

/** A word without any synchronisation. */
export function plainWord(value: string): WordStyle {
  const isNumber = value in sizes || value === "int";
  const at = ({ text, isPointer }: Target): string => (isPointer ? (isNumber ? `*${text}` : `(*${text})`) : text);
  return {
    name: "plain", value, type: scalar(value, sizes[value] ?? 8), addsAreValues: false,
    op: (op, target, args) => {
      if (op === "load") return at(target);
      if (op === "store") return `${at(target)} = ${args.join("")}`;
      if (op === "inc") return target.isPointer ? `(${at(target)})++` : `${at(target)}++`;
      return `${at(target)} += ${args.join("")}`;
    },
    bound: () => null,
  };
}
