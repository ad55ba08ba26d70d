package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// A sizer knows the numbers of one GOARCH and one Go version.
type sizer struct {
	sizes    types.Sizes
	word     int64
	goMinor  int
	classes  []int64 // size classes of the allocator, ascending
	pageSize int64
}

func newSizer(goarch, goroot, goVersion string) (*sizer, error) {
	s := &sizer{sizes: types.SizesFor("gc", goarch), pageSize: 8192}
	if s.sizes == nil {
		return nil, fmt.Errorf("gc has no GOARCH=%s", goarch)
	}
	s.word = s.sizes.Sizeof(types.Typ[types.Uintptr])
	if _, err := fmt.Sscanf(goVersion, "go1.%d", &s.goMinor); err != nil {
		return nil, fmt.Errorf("Go version %q: %w", goVersion, err)
	}
	var err error
	s.classes, err = readSizeClasses(goroot)
	return s, err
}

// readSizeClasses reads the allocator's size classes from the runtime's source.
func readSizeClasses(goroot string) ([]int64, error) {
	name := filepath.Join(goroot, "src/internal/runtime/gc/sizeclasses.go") // since Go 1.25
	if _, err := os.Stat(name); err != nil {
		name = filepath.Join(goroot, "src/runtime/sizeclasses.go")
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var classes []int64
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || !strings.EqualFold(strings.ReplaceAll(spec.Names[0].Name, "_", ""), "SizeClassToSize") && spec.Names[0].Name != "class_to_size" {
			return true
		}
		for _, elem := range spec.Values[0].(*ast.CompositeLit).Elts {
			size, _ := strconv.ParseInt(elem.(*ast.BasicLit).Value, 10, 64)
			classes = append(classes, size)
		}
		return false
	})
	if len(classes) < 2 {
		return nil, fmt.Errorf("%s: no size classes", name)
	}
	return classes[1:], nil // the first, 0, stands for large objects
}

// Why a type has no size. Both are settled before go/types is asked, which
// panics on type parameters.
var (
	errTypeParameter = errors.New("type-parameter")
	errInvalid       = errors.New("invalid") // a C type, where cgo could not run
)

// known reports why the layout of t is not known, or nil. Only what t holds by
// value matters.
func known(t types.Type) error {
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return errTypeParameter
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Kind() == types.Invalid {
			return errInvalid
		}
	case *types.Array:
		return known(u.Elem())
	case *types.Struct:
		for f := range u.Fields() {
			if err := known(f.Type()); err != nil {
				return err
			}
		}
	case *types.Pointer:
		return validElem(u.Elem())
	case *types.Slice:
		return validElem(u.Elem())
	}
	return nil
}

// validElem finds an unknown C type behind a pointer or slice: it could be an
// incomplete one, which the garbage collector does not follow.
func validElem(elem types.Type) error {
	if b, ok := types.Unalias(elem).(*types.Basic); ok && b.Kind() == types.Invalid {
		return errInvalid
	}
	return nil
}

// pointerBytes is the compiler's types.PtrDataSize: the length of the prefix
// of t that can hold pointers.
func (s *sizer) pointerBytes(t types.Type) int64 {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Kind() == types.String || u.Kind() == types.UnsafePointer {
			return s.word
		}
	case *types.Pointer:
		if !notInHeap(u.Elem()) {
			return s.word
		}
	case *types.Slice:
		if !notInHeap(u.Elem()) {
			return s.word
		}
	case *types.Signature, *types.Chan, *types.Map:
		return s.word
	case *types.Interface:
		return 2 * s.word
	case *types.Array:
		if u.Len() > 0 {
			if last := s.pointerBytes(u.Elem()); last > 0 {
				return (u.Len()-1)*s.sizes.Sizeof(u.Elem()) + last
			}
		}
	case *types.Struct:
		fields := fieldsOf(u)
		for i := len(fields) - 1; i >= 0; i-- {
			if last := s.pointerBytes(fields[i].Type()); last > 0 {
				return s.sizes.Offsetsof(fields)[i] + last
			}
		}
	}
	return 0
}

// notInHeap reports whether t holds by value the runtime's mark of types that
// never live in the garbage-collected heap.
func notInHeap(t types.Type) bool {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		obj := t.Origin().Obj()
		if obj.Name() == "nih" && obj.Pkg() != nil {
			switch obj.Pkg().Path() {
			case "internal/runtime/sys", "runtime/internal/sys": // since Go 1.24, before
				return true
			}
		}
		return notInHeap(t.Underlying())
	case *types.Array:
		return notInHeap(t.Elem())
	case *types.Struct:
		for f := range t.Fields() {
			if notInHeap(f.Type()) {
				return true
			}
		}
	}
	return false
}

// sizeClass is the number of bytes that an allocation of size bytes takes:
// runtime.roundupsize, with the header that objects with pointers carry.
func (s *sizer) sizeClass(size int64, hasPointers bool) int64 {
	const headerSize = 8
	header, limit := int64(0), s.classes[len(s.classes)-1]
	if s.goMinor >= 22 {
		limit -= headerSize
		if hasPointers && size > s.word*s.word*8 {
			header = headerSize
		}
	}
	switch {
	case size == 0:
		return 0 // all share runtime.zerobase
	case size > limit:
		return (size + s.pageSize - 1) / s.pageSize * s.pageSize
	}
	for _, class := range s.classes {
		if size+header <= class {
			return class
		}
	}
	panic("unreachable")
}

func fieldsOf(t *types.Struct) []*types.Var {
	fields := make([]*types.Var, 0, t.NumFields())
	for f := range t.Fields() {
		fields = append(fields, f)
	}
	return fields
}
