package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
)

// verify type-checks every stub by the other stubs alone, and compares each declaration with that of the real standard library:
// sizes, alignments and offsets, the text of types, the values of constants, signatures and method sets.
func verify(lib *library, tab *table, b build) (counts, []string) {
	v := &verifier{fset: token.NewFileSet(), sizes: lib.sizes, table: tab, build: b, stubs: map[string]*types.Package{}}
	for _, path := range sortedKeys(tab.Packages) {
		if tab.source(path, b) == "" {
			continue
		}
		if _, err := v.load(path); err != nil {
			v.problem("%v", err)
			continue
		}
		v.counts.packages++
		v.comparePackages(lib.packages[path].types, v.stubs[path])
	}
	for path := range lib.packages {
		if isPublic(path) && v.stubs[path] == nil {
			v.problem("%s: not in the table", path)
		}
	}
	return v.counts, v.problems
}

type counts struct{ packages, structs, fields, otherTypes, methods, funcs, constants, variables int }

func (c counts) String() string {
	return fmt.Sprintf("%d packages, %d structs with %d fields, %d other types, %d methods, %d functions, %d constants, %d variables",
		c.packages, c.structs, c.fields, c.otherTypes, c.methods, c.funcs, c.constants, c.variables)
}

type verifier struct {
	fset     *token.FileSet
	sizes    types.Sizes
	table    *table
	build    build
	stubs    map[string]*types.Package
	counts   counts
	problems []string
}

func (v *verifier) problem(format string, arguments ...any) {
	v.problems = append(v.problems, "  "+fmt.Sprintf(format, arguments...))
}

func (v *verifier) load(path string) (*types.Package, error) {
	if pkg := v.stubs[path]; pkg != nil {
		return pkg, nil
	}
	file, err := parser.ParseFile(v.fset, path+".go", v.table.source(path, v.build), parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	config := types.Config{
		Importer: importerFunc(v.load),
		Sizes:    v.sizes,
		Error: func(err error) {
			var typeError types.Error
			if errors.As(err, &typeError) && strings.Contains(typeError.Msg, "missing function body") {
				return // What a stub is.
			}
			v.problem("%v", err)
		},
	}
	pkg, _ := config.Check(path, v.fset, []*ast.File{file}, nil)
	v.stubs[path] = pkg
	return pkg, nil
}

func (v *verifier) comparePackages(real, stub *types.Package) {
	if real.Name() != stub.Name() {
		v.problem("%s: package %s is %s in the table", real.Path(), real.Name(), stub.Name())
	}
	if isPublic(real.Path()) {
		for _, name := range real.Scope().Names() {
			if token.IsExported(name) && stub.Scope().Lookup(name) == nil {
				v.problem("%s.%s: not in the table", real.Path(), name)
			}
		}
	}
	for _, name := range stub.Scope().Names() {
		if before, after := describe(real.Scope().Lookup(name)), describe(stub.Scope().Lookup(name)); before != after {
			v.problem("%s.%s:\n    %s\n    %s", real.Path(), name, before, after)
		}
		switch object := stub.Scope().Lookup(name).(type) {
		case *types.TypeName:
			v.compareTypes(real.Scope().Lookup(name).Type(), object.Type())
		case *types.Const:
			v.counts.constants++
			if !constant.Compare(real.Scope().Lookup(name).(*types.Const).Val(), token.EQL, object.Val()) {
				v.problem("%s.%s: other value", real.Path(), name)
			}
		case *types.Var:
			v.counts.variables++
		case *types.Func:
			v.counts.funcs++
		}
	}
}

// describe is equal for declarations that mean the same to a user of the package.
func describe(object types.Object) string {
	switch object := object.(type) {
	case *types.TypeName:
		text := fmt.Sprintf("type alias=%t %v", object.IsAlias(), object.Type().Underlying())
		if named, ok := object.Type().(*types.Named); ok {
			text += typeParameters(named.TypeParams())
		}
		if object.IsAlias() {
			text += " " + types.Unalias(object.Type()).String()
		}
		return text
	case *types.Func:
		return "func " + signature(object)
	case *types.Const:
		return "const " + object.Type().String()
	case *types.Var:
		return "var " + object.Type().String()
	}
	return "nothing"
}

func (v *verifier) compareTypes(real, stub types.Type) {
	methods, stubMethods := exportedMethods(real), exportedMethods(stub)
	v.counts.methods += len(methods)
	for _, name := range sortedKeys(methods) {
		if methods[name] != stubMethods[name] {
			v.problem("%s: method %s:\n    %s\n    %s", real, name, methods[name], stubMethods[name])
		}
	}
	structure, isStruct := stub.Underlying().(*types.Struct)
	if !isStruct {
		v.counts.otherTypes++
	} else {
		v.counts.structs++
		v.counts.fields += structure.NumFields()
	}
	if named, ok := stub.(*types.Named); ok && named.TypeParams().Len() != 0 {
		return // The layout may depend on the parameters; the text was compared.
	}
	if before, after := v.layout(real), v.layout(stub); before != after {
		v.problem("%s:\n    %s\n    %s", real, before, after)
	}
}

func (v *verifier) layout(typ types.Type) string {
	text := fmt.Sprintf("size %d align %d", v.sizes.Sizeof(typ), v.sizes.Alignof(typ))
	if structure, ok := typ.Underlying().(*types.Struct); ok {
		var fields []*types.Var
		for field := range structure.Fields() {
			fields = append(fields, field)
		}
		for i, offset := range v.sizes.Offsetsof(fields) {
			text += fmt.Sprintf(", %s embedded=%t at %d", fields[i].Name(), fields[i].Embedded(), offset)
		}
	}
	return text
}

// exportedMethods gives the signatures of the methods of a type and of a pointer to it, promoted ones included.
func exportedMethods(typ types.Type) map[string]string {
	if !types.IsInterface(typ) {
		typ = types.NewPointer(typ)
	}
	found := map[string]string{}
	for selection := range types.NewMethodSet(typ).Methods() {
		if function := selection.Obj().(*types.Func); function.Exported() {
			embedding := selection.Index()[:len(selection.Index())-1] // The last index counts methods, of which stubs have fewer.
			found[function.Name()] = fmt.Sprint(signature(function), " by ", embedding, selection.Indirect())
		}
	}
	return found
}

// signature leaves out the names of parameters, as the stubs do.
func signature(function *types.Func) string {
	typ := function.Signature()
	receiver := ""
	if typ.Recv() != nil {
		receiver = typ.Recv().Type().String()
	}
	return receiver + typeParameters(typ.TypeParams()) + tupleText(typ.Params()) + tupleText(typ.Results()) + fmt.Sprint(typ.Variadic())
}

func typeParameters(list *types.TypeParamList) string {
	text := "["
	for parameter := range list.TypeParams() {
		text += parameter.String() + " " + parameter.Constraint().String() + " "
	}
	return text + "]"
}

func tupleText(tuple *types.Tuple) string {
	text := "("
	for variable := range tuple.Variables() {
		text += variable.Type().String() + ", "
	}
	return text + ")"
}
