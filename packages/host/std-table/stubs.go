package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/constant"
	"go/printer"
	"go/token"
	"go/types"
	"log"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A declaration belongs to a section of the stub file; constants, variables and imports are written as groups.
type section int

const (
	importSection section = iota
	constSection
	varSection
	typeSection
	funcSection
)

type declaration struct {
	section section
	// key orders the declarations of a section: the name, or `Type.Method`.
	key  string
	text string
}

// stub is the source file of one package under one build.
type stub struct {
	name         string
	declarations []declaration
}

// makeStubs writes the exported declarations of the public packages, and every type that they reach, in whichever package it lives.
func makeStubs(lib *library) map[string]*stub {
	reach := &reacher{lib: lib, packages: map[string]*reached{}}
	for path, pkg := range lib.packages {
		if !isPublic(path) {
			continue
		}
		reach.in(pkg.types)
		for _, name := range pkg.types.Scope().Names() {
			if token.IsExported(name) {
				reach.object(pkg.types.Scope().Lookup(name))
			}
		}
	}
	stubs := map[string]*stub{}
	for path, needed := range reach.packages {
		stubs[path] = (&writer{lib: lib, reached: needed, names: importNames(needed)}).write()
	}
	return stubs
}

// importNames gives each import its package's name, unless another import or a declaration of the package has it too.
func importNames(needed *reached) map[*types.Package]string {
	count := map[string]int{}
	for imported := range needed.imports {
		count[imported.Name()]++
	}
	names := map[*types.Package]string{}
	for imported := range needed.imports {
		names[imported] = imported.Name()
		if 1 < count[imported.Name()] || needed.source.types.Scope().Lookup(imported.Name()) != nil {
			names[imported] = strings.NewReplacer("/", "_", ".", "_", "-", "_").Replace(imported.Path())
		}
	}
	return names
}

type writer struct {
	lib *library
	*reached
	names map[*types.Package]string
}

func (w *writer) write() *stub {
	result := &stub{name: w.source.types.Name()}
	add := func(section section, key, text string) {
		result.declarations = append(result.declarations, declaration{section, key, text})
	}
	for imported, name := range w.names {
		text := strconv.Quote(imported.Path())
		if name != imported.Name() {
			text = name + " " + text
		}
		add(importSection, imported.Path(), text)
	}
	for object := range w.objects {
		switch object := object.(type) {
		case *types.Const:
			add(constSection, object.Name(), w.constant(object))
		case *types.Var:
			add(varSection, object.Name(), object.Name()+" "+w.typeText(object.Type()))
		case *types.TypeName:
			add(typeSection, object.Name(), "type "+w.print(w.decls.types[object]))
			for _, method := range w.decls.methods[object] {
				add(funcSection, object.Name()+"."+method.Name.Name, w.print(signatureOnly(method)))
			}
		case *types.Func:
			add(funcSection, object.Name(), w.print(signatureOnly(w.decls.funcs[object])))
		}
	}
	return result
}

func (w *writer) constant(object *types.Const) string {
	basic, isBasic := object.Type().(*types.Basic)
	if isBasic && basic.Info()&types.IsUntyped != 0 {
		return object.Name() + " = " + constantText(object.Val(), basic.Kind())
	}
	return object.Name() + " " + w.typeText(object.Type()) + " = " + constantText(object.Val(), types.Invalid)
}

func constantText(value constant.Value, untyped types.BasicKind) string {
	if untyped == types.UntypedFloat {
		value = constant.ToFloat(value)
	}
	switch value.Kind() {
	case constant.Bool, constant.String:
		return value.ExactString()
	case constant.Int:
		if untyped == types.UntypedRune {
			return runeText(value)
		}
		return value.ExactString()
	case constant.Float:
		return floatText(value)
	}
	log.Fatalf("constant of unexpected kind: %v", value)
	return ""
}

func runeText(value constant.Value) string {
	if r, isSmall := constant.Int64Val(value); isSmall && r <= utf8.MaxRune && utf8.ValidRune(rune(r)) {
		return strconv.QuoteRuneToASCII(rune(r))
	}
	return `'\x00' + ` + value.ExactString()
}

// floatText writes the exact value: as a decimal where there is a short one, else as a quotient or in base two.
func floatText(value constant.Value) string {
	switch value := constant.Val(value).(type) {
	case *big.Float:
		return value.Text('p', 0)
	case *big.Rat:
		if digits, isExact := value.FloatPrec(); isExact && digits < 100 {
			return value.FloatString(max(1, digits))
		}
		return value.Num().String() + ".0 / " + value.Denom().String() + ".0"
	}
	return value.ExactString() + ".0"
}

func (w *writer) typeText(typ types.Type) string {
	return types.TypeString(typ, func(pkg *types.Package) string {
		if pkg == w.source.types {
			return ""
		}
		return w.names[pkg]
	})
}

// signatureOnly leaves out the body and the names of receiver, parameters and results.
func signatureOnly(decl *ast.FuncDecl) *ast.FuncDecl {
	unnamed := func(list *ast.FieldList) *ast.FieldList {
		if list == nil {
			return nil
		}
		result := &ast.FieldList{Opening: list.Opening, Closing: list.Closing}
		for _, field := range list.List {
			for range max(1, len(field.Names)) {
				result.List = append(result.List, &ast.Field{Type: field.Type})
			}
		}
		return result
	}
	typ := &ast.FuncType{Func: decl.Type.Func, TypeParams: decl.Type.TypeParams, Params: unnamed(decl.Type.Params), Results: unnamed(decl.Type.Results)}
	return &ast.FuncDecl{Recv: unnamed(decl.Recv), Name: decl.Name, Type: typ}
}

// print writes a declaration with the stub's import names, evaluated array lengths. It changes the node.
func (w *writer) print(node ast.Node) string {
	ast.Inspect(node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ArrayType:
			// Parameters may share a type: the second visit finds the number of the first.
			if length := w.source.info.Types[n.Len].Value; length != nil {
				n.Len = &ast.BasicLit{Kind: token.INT, Value: constant.ToInt(length).ExactString()}
			}
		case *ast.SelectorExpr:
			imported, isPackage := w.source.info.Uses[identifier(n.X)].(*types.PkgName)
			if isPackage && imported.Imported().Path() == "C" {
				log.Fatalf("%s: type of C in a declaration", w.lib.fset.Position(n.Pos()))
			}
			if isPackage {
				n.X = ast.NewIdent(w.names[imported.Imported()])
			}
			return false
		case *ast.Ident:
			if object, ok := w.source.info.Uses[n].(*types.TypeName); ok && w.names[object.Pkg()] != "" {
				n.Name = w.names[object.Pkg()] + "." + object.Name() // Comes from a dot import.
			}
		}
		return true
	})
	var text bytes.Buffer
	if err := (&printer.Config{Mode: printer.RawFormat, Tabwidth: 8}).Fprint(&text, w.lib.fset, node); err != nil {
		log.Fatal(fmt.Errorf("%s: %w", w.lib.fset.Position(node.Pos()), err))
	}
	return withoutBlankLines(text.String())
}

func identifier(expr ast.Expr) *ast.Ident {
	ident, _ := expr.(*ast.Ident)
	return ident
}

func withoutBlankLines(text string) string {
	lines := strings.Split(text, "\n")
	kept := lines[:0]
	for _, line := range lines {
		if strings.TrimSpace(line) != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}
