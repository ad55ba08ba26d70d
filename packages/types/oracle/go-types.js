// Go types as data, so that the generator knows what can be done with a value.

export const basic = (name) => ({ kind: "basic", name });
export const named = (decl, args = []) => ({ kind: "named", decl, args });
export const pointer = (elem) => ({ kind: "pointer", elem });
export const slice = (elem) => ({ kind: "slice", elem });
export const array = (length, elem) => ({ kind: "array", length, elem });
export const map = (key, elem) => ({ kind: "map", key, elem });
export const chan = (elem) => ({ kind: "chan", elem });
export const func = (params, results) => ({ kind: "func", params, results });
export const parameter = (name) => ({ kind: "parameter", name });
/** `fields`: { name, type, isEmbedded }. */
export const struct = (fields) => ({ kind: "struct", fields });
/** `methods`: { name, params, results }. */
export const face = (methods) => ({ kind: "interface", methods });

export const INTEGERS = ["int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "uintptr", "byte", "rune"];
export const NUMBERS = [...INTEGERS, "float32", "float64", "complex64", "complex128"];

/** A type as Go text in a package; a declaration is { name, pkg, params, under, methods }. */
export function write(type, pkg) {
  const all = (types) => types.map((each) => write(each, pkg)).join(", ");
  switch (type.kind) {
    case "basic":
    case "parameter":
      return type.name;
    case "named": {
      const { decl } = type;
      return (decl.pkg === pkg || decl.isLocal ? "" : `${decl.pkg}.`) + decl.name + (type.args.length === 0 ? "" : `[${all(type.args)}]`);
    }
    case "pointer":
      return `*${write(type.elem, pkg)}`;
    case "slice":
      return `[]${write(type.elem, pkg)}`;
    case "array":
      return `[${type.length}]${write(type.elem, pkg)}`;
    case "map":
      return `map[${write(type.key, pkg)}]${write(type.elem, pkg)}`;
    case "chan":
      return `chan (${write(type.elem, pkg)})`;
    case "func":
      return `func(${all(type.params)}) (${all(type.results)})`;
    case "struct":
      return `struct { ${type.fields.map((field) => (field.isEmbedded ? "" : `${field.name} `) + write(field.type, pkg)).join("; ")} }`;
    case "interface":
      return `interface { ${type.methods.map((method) => `${method.name}(${all(method.params)}) (${all(method.results)})`).join("; ")} }`;
  }
}

/** The type with `params` replaced by `args`. */
export function substitute(type, params, args) {
  if (params.length === 0) return type;
  const sub = (each) => substitute(each, params, args);
  switch (type.kind) {
    case "parameter":
      return params.includes(type.name) ? args[params.indexOf(type.name)] : type;
    case "named":
      return { ...type, args: type.args.map(sub) };
    case "pointer":
    case "slice":
    case "array":
    case "chan":
      return { ...type, elem: sub(type.elem) };
    case "map":
      return { ...type, key: sub(type.key), elem: sub(type.elem) };
    case "func":
      return func(type.params.map(sub), type.results.map(sub));
    case "struct":
      return struct(type.fields.map((field) => ({ ...field, type: sub(field.type) })));
    case "interface":
      return face(type.methods.map((method) => ({ ...method, params: method.params.map(sub), results: method.results.map(sub) })));
    default:
      return type;
  }
}

/** The underlying type. */
export function under(type) {
  let current = type;
  while (current.kind === "named") current = substitute(current.decl.under, current.decl.params, current.args);
  return current;
}

/** What a value or its address has: { name, params, results }. */
export function methodsOf(type) {
  const base = type.kind === "pointer" ? type.elem : type;
  if (base.kind !== "named") return under(type).kind === "interface" ? under(type).methods : [];
  const { decl } = base;
  const all = (types) => types.map((each) => substitute(each, decl.params, base.args));
  const own = decl.methods.map((method) => ({ ...method, params: all(method.params), results: all(method.results) }));
  return under(base).kind === "interface" ? [...own, ...under(base).methods] : own;
}

/** Fields, promoted ones included, as far as the generator looks: some may be ambiguous. */
export function fieldsOf(type, depth = 0) {
  const own = under(type);
  const target = own.kind === "pointer" && type.kind !== "parameter" ? under(own.elem) : own;
  if (target.kind !== "struct" || 3 < depth) return [];
  return target.fields.flatMap((field) => [field, ...(field.isEmbedded ? fieldsOf(field.type, depth + 1).map((inner) => ({ ...inner, isPromoted: true })) : [])]).filter((field) => field.name !== "_");
}
