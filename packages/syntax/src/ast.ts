/**
 * Go's syntax as plain readonly data, close to go/ast. Types and expressions are one union, because Go's grammar
 * cannot tell `T(x)`, `*T` or `a[b]` apart without names; the types room does. All positions are UTF-16 offsets into
 * the file's text, `end` exclusive.
 */
export type Span = { readonly start: number; readonly end: number };

export type Expr =
  | Ident
  | Literal
  | Selector
  | Unary
  | Star
  | Binary
  | Call
  | Index
  | SliceExpr
  | TypeAssert
  | Paren
  | CompositeLit
  | FuncLit
  | ArrayType
  | SliceType
  | MapType
  | ChanType
  | FuncType
  | InterfaceType
  | StructType
  | BadExpr;

export type Ident = Span & { readonly kind: "ident"; readonly name: string };
/** `text` as written: `0x_ff`, `'\n'`, `"a\tb"`. */
export type Literal = Span & { readonly kind: "literal"; readonly type: "int" | "float" | "imaginary" | "rune" | "string"; readonly text: string };
/** `operand.name`; also a qualified identifier `pkg.Name`. */
export type Selector = Span & { readonly kind: "selector"; readonly operand: Expr; readonly name: Ident };
/** `+ - ! ^ & <-` and, in type constraints, `~`. */
export type Unary = Span & { readonly kind: "unary"; readonly op: string; readonly operand: Expr };
/** `*x`: a dereference, or a pointer type. */
export type Star = Span & { readonly kind: "star"; readonly operand: Expr };
export type Binary = Span & { readonly kind: "binary"; readonly op: string; readonly left: Expr; readonly right: Expr };
/** A call or a conversion; `args` of `new` and `make` may be types. */
export type Call = Span & { readonly kind: "call"; readonly callee: Expr; readonly args: readonly Expr[]; readonly spread: boolean };
/** `a[i]`, or an instantiation `T[A, B]`. */
export type Index = Span & { readonly kind: "index"; readonly operand: Expr; readonly indices: readonly Expr[] };
export type SliceExpr = Span & { readonly kind: "slice-expr"; readonly operand: Expr; readonly low: Expr | null; readonly high: Expr | null; readonly max: Expr | null };
/** `x.(T)`; `type` is null in the guard of a type switch, `x.(type)`. */
export type TypeAssert = Span & { readonly kind: "type-assert"; readonly operand: Expr; readonly type: Expr | null };
export type Paren = Span & { readonly kind: "paren"; readonly inner: Expr };
/** `type` is null where an enclosing literal lets it be left out: `[]T{{1}, {2}}`. */
export type CompositeLit = Span & { readonly kind: "composite"; readonly type: Expr | null; readonly elements: readonly Element[] };
export type Element = { readonly key: Expr | null; readonly value: Expr };
export type FuncLit = Span & { readonly kind: "func-lit"; readonly signature: Signature; readonly body: Block };

/** `length` is null for `[...]T`. */
export type ArrayType = Span & { readonly kind: "array"; readonly length: Expr | null; readonly element: Expr };
export type SliceType = Span & { readonly kind: "slice"; readonly element: Expr };
export type MapType = Span & { readonly kind: "map"; readonly key: Expr; readonly value: Expr };
export type ChanType = Span & { readonly kind: "chan"; readonly direction: "both" | "send" | "receive"; readonly element: Expr };
export type FuncType = Span & { readonly kind: "func"; readonly signature: Signature };
export type InterfaceType = Span & { readonly kind: "interface"; readonly methods: readonly InterfaceMethod[]; readonly embeds: readonly Expr[] };
export type InterfaceMethod = Span & { readonly name: Ident; readonly signature: Signature };
/** Starts at the `struct` keyword; `openBrace` and `closeBrace` are the offsets of the braces. `hasError`: fields may be missing or wrong. */
export type StructType = Span & { readonly kind: "struct"; readonly openBrace: number; readonly closeBrace: number; readonly fields: readonly FieldDecl[]; readonly hasError: boolean };
/** Text that is no Go; `text` is cut short. */
export type BadExpr = Span & { readonly kind: "bad"; readonly text: string };

/**
 * One field declaration: `a, b T` has two names; an embedded field has none, and its `type` is the embedded one (a
 * `star` for `*T`). The span runs from the first name to the end of the type or tag; comments lie outside it.
 */
export type FieldDecl = Span & { readonly names: readonly Ident[]; readonly type: Expr; readonly embedded: boolean; readonly tag: Literal | null };

export type Signature = { readonly params: readonly Param[]; readonly results: readonly Param[] };
/** One parameter declaration; `names` is empty for an unnamed one. `variadic`: `type` is the element type. */
export type Param = Span & { readonly names: readonly Ident[]; readonly type: Expr; readonly variadic: boolean };
/** `constraint` as written, `a, b C` gives two type parameters with the same constraint. */
export type TypeParam = Span & { readonly name: Ident; readonly constraint: Expr };

export type Decl = TypeDecl | ConstDecl | VarDecl | FuncDecl;

/** One `type` spec, also of a group; the span is the spec's. `hasError`: part of the text fits no grammar, what is here may be wrong. */
export type TypeDecl = Span & { readonly kind: "type-decl"; readonly name: Ident; readonly typeParams: readonly TypeParam[]; readonly isAlias: boolean; readonly type: Expr; readonly hasError: boolean };
/**
 * One `const` spec. `type` and `values` of an implicit repetition are those of the spec it repeats (Go spec,
 * "Constant declarations"), `iota` is its own index in the group. `hasError`: this spec or one before it in the group is
 * broken, so that neither its values nor `iota` can be trusted.
 */
export type ConstDecl = Span & { readonly kind: "const-decl"; readonly names: readonly Ident[]; readonly type: Expr | null; readonly values: readonly Expr[]; readonly iota: number; readonly hasError: boolean };
export type VarDecl = Span & { readonly kind: "var-decl"; readonly names: readonly Ident[]; readonly type: Expr | null; readonly values: readonly Expr[]; readonly hasError: boolean };
/**
 * A function or method; `bodySpan` (braces included) is null for one without a body. The body itself is read apart, by
 * `readBody`.
 */
export type FuncDecl = Span & {
  readonly kind: "func-decl";
  readonly name: Ident;
  readonly receiver: Param | null;
  readonly typeParams: readonly TypeParam[];
  readonly signature: Signature;
  readonly bodySpan: Span | null;
  /** Where the declaration was read together with its body. */
  readonly body: Block | null;
  /** Something outside the body is broken. */
  readonly hasError: boolean;
};

export type Block = Span & { readonly statements: readonly Stmt[] };

export type Stmt =
  | (Span & { readonly kind: "block"; readonly block: Block })
  | (Span & { readonly kind: "declare"; readonly declarations: readonly (TypeDecl | ConstDecl | VarDecl)[] })
  | (Span & { readonly kind: "define"; readonly names: readonly Ident[]; readonly values: readonly Expr[] })
  /** `op` is `=`, `+=`, `<<=`, … */
  | (Span & { readonly kind: "assign"; readonly op: string; readonly left: readonly Expr[]; readonly right: readonly Expr[] })
  | (Span & { readonly kind: "inc-dec"; readonly op: "++" | "--"; readonly operand: Expr })
  | (Span & { readonly kind: "expression"; readonly expression: Expr })
  | (Span & { readonly kind: "send"; readonly channel: Expr; readonly value: Expr })
  | (Span & { readonly kind: "go" | "defer"; readonly call: Expr })
  | (Span & { readonly kind: "return"; readonly values: readonly Expr[] })
  | (Span & { readonly kind: "branch"; readonly keyword: "break" | "continue" | "goto" | "fallthrough"; readonly label: string | null })
  | (Span & { readonly kind: "labeled"; readonly label: string; readonly statement: Stmt | null })
  | (Span & { readonly kind: "if"; readonly init: Stmt | null; readonly condition: Expr; readonly then: Block; readonly otherwise: Stmt | null })
  | (Span & { readonly kind: "for"; readonly init: Stmt | null; readonly condition: Expr | null; readonly post: Stmt | null; readonly body: Block })
  /** `isDefine`: the left side is declared by `:=`. Either side may be missing: `for range ch`. */
  | (Span & { readonly kind: "range"; readonly left: readonly Expr[]; readonly isDefine: boolean; readonly operand: Expr; readonly body: Block })
  | (Span & { readonly kind: "switch"; readonly init: Stmt | null; readonly tag: Expr | null; readonly clauses: readonly CaseClause[] })
  /** `switch name := operand.(type)`; the expressions of the clauses are types or `nil`. */
  | (Span & { readonly kind: "type-switch"; readonly init: Stmt | null; readonly name: Ident | null; readonly operand: Expr; readonly clauses: readonly CaseClause[] })
  | (Span & { readonly kind: "select"; readonly clauses: readonly CommClause[] })
  | (Span & { readonly kind: "bad" });

/** `expressions` is empty for `default`. */
export type CaseClause = Span & { readonly isDefault: boolean; readonly expressions: readonly Expr[]; readonly statements: readonly Stmt[] };
/** `comm` is null for `default`. */
export type CommClause = Span & { readonly comm: Stmt | null; readonly statements: readonly Stmt[] };
