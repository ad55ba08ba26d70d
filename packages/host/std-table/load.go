package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// library is the standard library of one build, type-checked from source without function bodies.
type library struct {
	fset     *token.FileSet
	sizes    types.Sizes
	packages map[string]*sourcePackage
}

type sourcePackage struct {
	types *types.Package
	info  *types.Info
	files []*ast.File
}

// listed is what this program reads of `go list -json`.
type listed struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	CgoFiles   []string
	ImportMap  map[string]string
}

// loadStd reads the sources of one release, as they are built for one target. The checker is that of the toolchain this program is
// built with: it reads the sources of every older release, and its sizes are exact for all of them.
func loadStd(b build) (*library, error) {
	list, err := listStd(b)
	if err != nil {
		return nil, err
	}
	loader := &loader{
		library: &library{token.NewFileSet(), types.SizesFor("gc", targets[b.target].goarch), map[string]*sourcePackage{}},
		listed:  list,
	}
	for path := range list {
		if _, err := loader.load(path); err != nil {
			return nil, err
		}
	}
	return loader.library, nil
}

func listStd(b build) (map[string]*listed, error) {
	command := exec.Command("go", "list", "-json=ImportPath,Dir,GoFiles,CgoFiles,ImportMap", "std")
	command.Dir = os.TempDir() // Away from this folder's go.mod, which asks for a newer toolchain.
	command.Env = append(os.Environ(), "GOTOOLCHAIN=go"+b.release(), "GOOS="+targets[b.target].goos, "GOARCH="+targets[b.target].goarch,
		"CGO_ENABLED=1", "GOEXPERIMENT=", "GOFLAGS=", "GOWORK=off")
	command.Stderr = os.Stderr
	output, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("go list std: %w", err)
	}
	list := map[string]*listed{}
	for decoder := json.NewDecoder(bytes.NewReader(output)); ; {
		pkg := &listed{}
		switch err := decoder.Decode(pkg); {
		case errors.Is(err, io.EOF):
			return list, nil
		case err != nil:
			return nil, err
		}
		if pkg.ImportPath != "unsafe" {
			list[pkg.ImportPath] = pkg
		}
	}
}

type loader struct {
	*library
	listed map[string]*listed
}

func (l *loader) load(path string) (*sourcePackage, error) {
	if pkg := l.packages[path]; pkg != nil {
		return pkg, nil
	}
	from := l.listed[path]
	if from == nil {
		return nil, fmt.Errorf("no package %s in std", path)
	}
	pkg := &sourcePackage{info: newInfo()}
	for _, name := range append(from.GoFiles, from.CgoFiles...) {
		file, err := parser.ParseFile(l.fset, filepath.Join(from.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		dropTags(file)
		pkg.files = append(pkg.files, file)
	}
	config := types.Config{
		Importer: importerFunc(func(path string) (*types.Package, error) {
			if mapped, ok := from.ImportMap[path]; ok {
				path = mapped
			}
			imported, err := l.load(path)
			if err != nil {
				return nil, err
			}
			return imported.types, nil
		}),
		Sizes:            l.sizes,
		FakeImportC:      true, // Types of C stay unknown; no declaration of the table needs one, or writing it would fail.
		IgnoreFuncBodies: true,
	}
	var err error
	if pkg.types, err = config.Check(path, l.fset, pkg.files, pkg.info); err != nil {
		return nil, err
	}
	l.packages[path] = pkg
	return pkg, nil
}

// dropTags leaves out what no layout depends on.
func dropTags(file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		if field, ok := n.(*ast.Field); ok {
			field.Tag = nil
		}
		return true
	})
}

func newInfo() *types.Info {
	return &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{},
		Defs:  map[*ast.Ident]types.Object{},
		Uses:  map[*ast.Ident]types.Object{},
	}
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	return f(path)
}

// isPublic tells the packages that every program may import.
func isPublic(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return first != "vendor" && first != "cmd" && first != "internal" && !strings.Contains(path, "/internal/") && !strings.HasSuffix(path, "/internal")
}
