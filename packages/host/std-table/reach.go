package main

import (
	"go/ast"
	"go/types"
)

// reacher finds what the stubs must declare so that no name in them is left undefined.
type reacher struct {
	lib      *library
	packages map[string]*reached
}

// reached is what the stub of one package needs.
type reached struct {
	source  *sourcePackage
	decls   *declarations
	objects map[types.Object]bool
	imports map[*types.Package]bool
}

// declarations finds the syntax of a package's types and functions.
type declarations struct {
	types map[*types.TypeName]*ast.TypeSpec
	funcs map[*types.Func]*ast.FuncDecl
	// methods are the exported ones.
	methods map[*types.TypeName][]*ast.FuncDecl
}

func (r *reacher) in(pkg *types.Package) *reached {
	found := r.packages[pkg.Path()]
	if found == nil {
		source := r.lib.packages[pkg.Path()]
		found = &reached{source, declarationsOf(source), map[types.Object]bool{}, map[*types.Package]bool{}}
		r.packages[pkg.Path()] = found
	}
	return found
}

func declarationsOf(pkg *sourcePackage) *declarations {
	found := &declarations{map[*types.TypeName]*ast.TypeSpec{}, map[*types.Func]*ast.FuncDecl{}, map[*types.TypeName][]*ast.FuncDecl{}}
	for _, file := range pkg.files {
		for _, decl := range file.Decls {
			switch decl := decl.(type) {
			case *ast.GenDecl:
				for _, spec := range decl.Specs {
					if spec, ok := spec.(*ast.TypeSpec); ok && spec.Name.Name != "_" {
						found.types[pkg.info.Defs[spec.Name].(*types.TypeName)] = spec
					}
				}
			case *ast.FuncDecl:
				function, _ := pkg.info.Defs[decl.Name].(*types.Func)
				switch {
				case function == nil || !function.Exported():
				case decl.Recv == nil:
					found.funcs[function] = decl
				default:
					receiver := receiverName(function)
					found.methods[receiver] = append(found.methods[receiver], decl)
				}
			}
		}
	}
	return found
}

func receiverName(method *types.Func) *types.TypeName {
	typ := types.Unalias(method.Signature().Recv().Type())
	if pointer, ok := typ.(*types.Pointer); ok {
		typ = types.Unalias(pointer.Elem())
	}
	return typ.(*types.Named).Obj()
}

// object takes a declaration of a package, and what it names, into the stubs.
func (r *reacher) object(object types.Object) {
	needed := r.in(object.Pkg())
	if needed.objects[object] {
		return
	}
	needed.objects[object] = true
	switch object := object.(type) {
	case *types.Const, *types.Var:
		r.typ(needed, object.Type())
	case *types.Func:
		r.syntax(needed, needed.decls.funcs[object].Type)
	case *types.TypeName:
		r.syntax(needed, needed.decls.types[object])
		for _, method := range needed.decls.methods[object] {
			r.syntax(needed, method.Recv)
			r.syntax(needed, method.Type)
		}
	}
}

// name notes the use of a name; those of the universe, of type parameters and of package unsafe have no declaration to take.
func (r *reacher) name(user *reached, object types.Object) {
	pkg := object.Pkg()
	if pkg == nil || pkg != types.Unsafe && object.Parent() != pkg.Scope() {
		return
	}
	if pkg != user.source.types {
		user.imports[pkg] = true
	}
	if pkg != types.Unsafe {
		r.object(object)
	}
}

// syntax follows the names of a declaration, except those of array lengths, which the stubs have as numbers.
func (r *reacher) syntax(user *reached, node ast.Node) {
	ast.Inspect(node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ArrayType:
			r.syntax(user, n.Elt)
			return false
		case *ast.Ident:
			if object, ok := user.source.info.Uses[n].(*types.TypeName); ok {
				r.name(user, object)
			}
		}
		return true
	})
}

// typ follows the names that the text of a type has.
func (r *reacher) typ(user *reached, typ types.Type) {
	switch typ := typ.(type) {
	case *types.Alias:
		r.name(user, typ.Obj())
		r.typeList(user, typ.TypeArgs())
	case *types.Named:
		r.name(user, typ.Obj())
		r.typeList(user, typ.TypeArgs())
	case interface{ Elem() types.Type }: // *types.Array, *types.Chan, *types.Map, *types.Pointer, *types.Slice
		r.typ(user, typ.Elem())
		if mapType, ok := typ.(*types.Map); ok {
			r.typ(user, mapType.Key())
		}
	case *types.Signature:
		r.typ(user, typ.Params())
		r.typ(user, typ.Results())
	case *types.Tuple:
		for variable := range typ.Variables() {
			r.typ(user, variable.Type())
		}
	case *types.Struct:
		for field := range typ.Fields() {
			r.typ(user, field.Type())
		}
	case *types.Interface:
		for method := range typ.ExplicitMethods() {
			r.typ(user, method.Type())
		}
		for embedded := range typ.EmbeddedTypes() {
			r.typ(user, embedded)
		}
	case *types.Basic:
		if typ.Kind() == types.UnsafePointer {
			user.imports[types.Unsafe] = true
		}
	}
}

func (r *reacher) typeList(user *reached, list *types.TypeList) {
	for typ := range list.Types() {
		r.typ(user, typ)
	}
}
