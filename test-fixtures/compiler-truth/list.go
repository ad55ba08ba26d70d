package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"unicode/utf8"
)

// A row is one line of output.
type row struct {
	ImportPath string `json:"importPath"`
	Module     string `json:"module"`
	Name       string `json:"name"`
	Kind       string `json:"kind"` // named, local, anonymous or instance
	Function   string `json:"function,omitempty"`
	File       string `json:"file"`
	Line       int    `json:"line"`
	Column     int    `json:"column"` // from 1, in UTF-16 units
	Target     string `json:"target"`

	// In place of the numbers, where they depend on type parameters or on C.
	TypeParameter bool      `json:"typeParameter,omitempty"`
	Unknown       []unknown `json:"unknown,omitempty"`
	*numbers
}

type unknown struct {
	Field  string `json:"field"`
	Reason string `json:"reason"`
}

type numbers struct {
	Size      int64   `json:"sizeBytes"`
	Align     int64   `json:"alignBytes"`
	Pointer   int64   `json:"pointerBytes"`
	SizeClass int64   `json:"sizeClassBytes"`
	Fields    []field `json:"fields"`
}

type field struct {
	Name     string `json:"name"`
	Type     string `json:"type"`
	Offset   int64  `json:"offsetBytes"`
	Size     int64  `json:"sizeBytes"`
	Align    int64  `json:"alignBytes"`
	Embedded bool   `json:"embedded"`
}

// A source is a file whose structs are listed.
type source struct {
	*ast.File
	text  []byte
	token *token.File
	name  string
}

// position returns the line and the column of pos as they are in the file,
// whatever line directives say.
func (src *source) position(pos token.Pos) (line, column int) {
	line = src.token.PositionFor(pos, false).Line
	column = 1
	for _, r := range string(src.text[src.token.Offset(src.token.LineStart(line)):src.token.Offset(pos)]) {
		column++
		if r > 0xFFFF {
			column++
		}
	}
	return line, column
}

// A lister finds the structs of a package.
type lister struct {
	*pkg
	info   *types.Info
	target string

	src   *source
	path  []ast.Node                       // from the file to the current node
	body  map[*ast.StructType]bool         // struct types that are the body of a declaration
	seen  map[*types.TypeName][]types.Type // instances, by generic type
	fault error
}

// list fills in the rows of the package: every declared type that is a struct
// and no alias, every other struct type literal except struct{}, and every
// instantiation that a package-level declaration mentions.
func (l *lister) list(sources []*source) error {
	l.seen = map[*types.TypeName][]types.Type{}
	for _, src := range sources {
		l.src = src
		l.body = map[*ast.StructType]bool{}
		l.path = nil
		ast.Inspect(src.File, func(n ast.Node) bool {
			if n == nil {
				l.path = l.path[:len(l.path)-1]
				return false
			}
			l.visit(n)
			l.path = append(l.path, n)
			return true
		})
	}
	return l.fault
}

func (l *lister) visit(n ast.Node) {
	switch n := n.(type) {
	case *ast.TypeSpec:
		if !n.Assign.IsValid() {
			if body, ok := ast.Unparen(n.Type).(*ast.StructType); ok {
				l.body[body] = true
			}
			l.declared(n.Name)
		}
	case *ast.StructType:
		if !l.body[n] && n.Fields.NumFields() > 0 {
			l.literal(n)
		}
	case *ast.Ident:
		if inst, ok := l.info.Instances[n]; ok && !l.inBody() {
			l.instance(n, inst)
		}
	}
}

func (l *lister) declared(name *ast.Ident) {
	obj, ok := l.info.Defs[name].(*types.TypeName)
	if !ok {
		l.fail(name, "no type recorded for the declaration of %s", name.Name)
		return
	}
	t, ok := obj.Type().Underlying().(*types.Struct)
	if !ok {
		return
	}
	kind := "named"
	if l.function() != "" || l.inBody() {
		kind = "local"
	} else if named, ok := obj.Type().(*types.Named); ok && named.TypeParams().Len() == 0 && name.Name != "_" {
		l.decls = append(l.decls, obj)
	}
	l.add(name, kind, name.Name, obj.Type(), t)
}

func (l *lister) literal(lit *ast.StructType) {
	t := l.info.Types[lit].Type
	u, ok := t.(*types.Struct)
	if !ok {
		l.fail(lit, "no type recorded for a struct type literal")
		return
	}
	l.add(lit, "anonymous", l.outer(lit)+"struct", t, u)
}

func (l *lister) instance(name *ast.Ident, inst types.Instance) {
	named, ok := types.Unalias(inst.Type).(*types.Named)
	if !ok || hasTypeParameter(named) {
		return // an instantiated function, or not instantiated by types alone
	}
	t, ok := named.Underlying().(*types.Struct)
	if !ok || slices.ContainsFunc(l.seen[named.Obj()], func(t types.Type) bool { return types.Identical(t, named) }) {
		return
	}
	l.seen[named.Obj()] = append(l.seen[named.Obj()], named)
	l.add(name, "instance", l.instanceName(named), named, t)
}

// instanceName writes an instantiated type as its own package would: the
// name without its package, a space after each comma.
func (l *lister) instanceName(named *types.Named) string {
	obj := named.Obj()
	name := obj.Name()
	if obj.Pkg() != l.types {
		name = obj.Pkg().Name() + "." + name
	}
	var args []string
	for arg := range named.TypeArgs().Types() {
		args = append(args, typeString(arg))
	}
	return name + "[" + strings.Join(args, ", ") + "]"
}

func (l *lister) add(at ast.Node, kind, name string, t types.Type, u *types.Struct) {
	line, column := l.src.position(at.Pos())
	r := &row{
		ImportPath: l.pkg.path(), Module: l.module(), Name: name, Kind: kind, Function: l.function(),
		File: l.src.name, Line: line, Column: column, Target: l.target,
	}
	l.rows = append(l.rows, r)

	for f := range u.Fields() {
		switch err := known(f.Type()); {
		case errors.Is(err, errTypeParameter):
			r.TypeParameter = true
		case err != nil:
			if !l.fakeCgo {
				l.fail(at, "%s.%s has no type", name, f.Name())
			}
			r.Unknown = append(r.Unknown, unknown{f.Name(), "cgo"})
		}
	}
	if !r.TypeParameter && r.Unknown == nil {
		r.numbers = l.sizer.measure(t, u)
	}
}

// measure gives the numbers of the struct type t whose underlying type is u.
func (s *sizer) measure(t types.Type, u *types.Struct) *numbers {
	n := &numbers{Size: s.sizes.Sizeof(t), Align: s.sizes.Alignof(t), Pointer: s.pointerBytes(t), Fields: []field{}}
	n.SizeClass = s.sizeClass(n.Size, n.Pointer > 0)
	fields := fieldsOf(u)
	offsets := s.sizes.Offsetsof(fields)
	for i, f := range fields {
		n.Fields = append(n.Fields, field{
			f.Name(), typeString(f.Type()), offsets[i], s.sizes.Sizeof(f.Type()), s.sizes.Alignof(f.Type()), f.Embedded(),
		})
	}
	return n
}

// typeString writes a type with package names as qualifiers, and C's types
// as the source does.
func typeString(t types.Type) string {
	s := types.TypeString(t, (*types.Package).Name)
	if !strings.Contains(s, "._Ctype_") {
		return s
	}
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(s, "._Ctype_")
		if !ok {
			return b.String() + s
		}
		name := strings.LastIndexFunc(before, func(r rune) bool {
			return !(r == '_' || r >= utf8.RuneSelf || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z')
		})
		b.WriteString(before[:name+1] + "C.")
		s = after
	}
}

// inBody reports whether the current node is in a function body, or is part
// of a function literal's.
func (l *lister) inBody() bool {
	for _, n := range l.path {
		if _, ok := n.(*ast.BlockStmt); ok {
			return true
		}
	}
	return false
}

// function names the declared function around the current node as stack
// traces do: f, T.m or (*T).m.
func (l *lister) function() string {
	for _, n := range l.path {
		if decl, ok := n.(*ast.FuncDecl); ok {
			return functionName(decl)
		}
	}
	return ""
}

func functionName(decl *ast.FuncDecl) string {
	if decl.Recv == nil || len(decl.Recv.List) == 0 {
		return decl.Name.Name
	}
	recv, pointer := ast.Unparen(decl.Recv.List[0].Type), false
	if star, ok := recv.(*ast.StarExpr); ok {
		recv, pointer = ast.Unparen(star.X), true
	}
	switch x := recv.(type) {
	case *ast.IndexExpr:
		recv = x.X
	case *ast.IndexListExpr:
		recv = x.X
	}
	name := "?"
	if id, ok := recv.(*ast.Ident); ok {
		name = id.Name
	}
	if pointer {
		name = "(*" + name + ")"
	}
	return name + "." + decl.Name.Name
}

// outer names what the current node is part of, each name followed by a dot:
// declarations and fields from the outside in, such as "Outer.field.".
func (l *lister) outer(n ast.Node) string {
	var b strings.Builder
	path := append(l.path[:len(l.path):len(l.path)], n)
	for i, n := range path[:len(path)-1] {
		switch n := n.(type) {
		case *ast.FuncDecl:
			b.WriteString(functionName(n) + ".")
		case *ast.TypeSpec:
			b.WriteString(n.Name.Name + ".")
		case *ast.ValueSpec:
			b.WriteString(n.Names[valueIndex(n, path[i+1])].Name + ".")
		case *ast.AssignStmt:
			if id, ok := n.Lhs[0].(*ast.Ident); ok && n.Tok == token.DEFINE {
				b.WriteString(id.Name + ".")
			}
		case *ast.Field:
			if len(n.Names) > 0 {
				b.WriteString(n.Names[0].Name + ".")
			}
		}
	}
	return b.String()
}

// valueIndex finds which name of a specification a value belongs to.
func valueIndex(spec *ast.ValueSpec, value ast.Node) int {
	for i, v := range spec.Values {
		if v == value && i < len(spec.Names) {
			return i
		}
	}
	return 0
}

// hasTypeParameter reports whether a type parameter occurs in the arguments
// of an instantiated type, by value or not.
func hasTypeParameter(t types.Type) bool {
	switch t := types.Unalias(t).(type) {
	case *types.TypeParam:
		return true
	case *types.Named:
		for arg := range t.TypeArgs().Types() {
			if hasTypeParameter(arg) {
				return true
			}
		}
	case *types.Array:
		return hasTypeParameter(t.Elem())
	case *types.Chan:
		return hasTypeParameter(t.Elem())
	case *types.Map:
		return hasTypeParameter(t.Key()) || hasTypeParameter(t.Elem())
	case *types.Pointer:
		return hasTypeParameter(t.Elem())
	case *types.Slice:
		return hasTypeParameter(t.Elem())
	case *types.Signature:
		return hasTypeParameter(t.Params()) || hasTypeParameter(t.Results())
	case *types.Tuple:
		for v := range t.Variables() {
			if hasTypeParameter(v.Type()) {
				return true
			}
		}
	case *types.Struct:
		for f := range t.Fields() {
			if hasTypeParameter(f.Type()) {
				return true
			}
		}
	case *types.Interface:
		for m := range t.ExplicitMethods() {
			if hasTypeParameter(m.Type()) {
				return true
			}
		}
		for e := range t.EmbeddedTypes() {
			if hasTypeParameter(e) {
				return true
			}
		}
	case *types.Union:
		for term := range t.Terms() {
			if hasTypeParameter(term.Type()) {
				return true
			}
		}
	}
	return false
}

func (l *lister) fail(at ast.Node, format string, args ...any) {
	if l.fault == nil {
		line, column := l.src.position(at.Pos())
		l.fault = fmt.Errorf("%s:%d:%d: %s", l.src.name, line, column, fmt.Sprintf(format, args...))
	}
}
