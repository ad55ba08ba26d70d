package main

import (
	"bytes"
	"cmp"
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
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unsafe"
)

// A listed is what "go list -json" says of a package.
type listed struct {
	ImportPath, Dir, Name, ForTest string
	Standard, DepOnly              bool
	Module                         *struct{ Path, GoVersion string }
	GoFiles, CgoFiles              []string
	CompiledGoFiles                []string
	Imports                        []string
	ImportMap                      map[string]string
	Error                          *struct{ Err string }
}

// A pkg is a type-checked package.
type pkg struct {
	*listed
	wanted  bool // its structs are to be printed
	isTest  bool // the variant of a package that has its tests in it
	fakeCgo bool // imports "C", but cgo could not run: C types are unknown

	cgoTypes string // the file _cgo_gotypes.go

	types *types.Package
	sizer *sizer
	rows  []*row
	decls []*types.TypeName // package-level struct types that are not generic
	err   error
	done  chan struct{}
}

// A program is the packages of one target.
type program struct {
	options
	target   string
	goroot   string
	env      []string
	fset     *token.FileSet
	sizer    *sizer
	pkgs     map[string]*pkg // by the ImportPath that go list gives, such as "p [p.test]"
	order    []*pkg          // dependencies first
	problems []string
}

const listFields = "ImportPath,Dir,Name,ForTest,Standard,DepOnly,Module,GoFiles,CgoFiles,CompiledGoFiles,Imports,ImportMap,Error"

// load lists, parses and type-checks the packages that o names, and their
// dependencies, for a target.
func load(o options, target string) (*program, error) {
	goos, goarch, ok := strings.Cut(target, "/")
	if !ok {
		return nil, fmt.Errorf("not os/arch")
	}
	prog := &program{options: o, target: target, fset: token.NewFileSet(), pkgs: map[string]*pkg{}}
	prog.env = append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch, "PWD="+o.dir)
	if o.cgo != "" {
		prog.env = append(prog.env, "CGO_ENABLED="+o.cgo)
	}
	if o.toolchain != "" {
		prog.env = append(prog.env, "GOTOOLCHAIN="+o.toolchain)
	}

	env, err := prog.goCommand("env", "GOROOT", "GOVERSION", "CGO_ENABLED")
	if err != nil {
		return nil, err
	}
	vars := strings.Fields(string(env))
	if len(vars) != 3 {
		return nil, fmt.Errorf("go env: %q", env)
	}
	prog.goroot = vars[0]
	if prog.sizer, err = newSizer(goarch, vars[0], vars[1]); err != nil {
		return nil, err
	}

	args := []string{"list", "-e", "-deps", "-json=" + listFields}
	if vars[2] == "1" {
		args = append(args, "-compiled") // runs cgo
	}
	if o.tests {
		args = append(args, "-test")
	}
	if o.tags != "" {
		args = append(args, "-tags="+o.tags)
	}
	list, err := prog.goCommand(append(append(args, "--"), o.patterns...)...)
	if err != nil {
		return nil, err
	}
	for dec := json.NewDecoder(bytes.NewReader(list)); ; {
		l := new(listed)
		if err := dec.Decode(l); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		if l.Name == "main" && strings.HasSuffix(l.ImportPath, ".test") {
			continue // the generated main package of a test
		}
		p := &pkg{listed: l, sizer: prog.sizer, done: make(chan struct{})}
		prog.pkgs[l.ImportPath] = p
		prog.order = append(prog.order, p)
	}
	prog.choose()
	prog.check()
	return prog, nil
}

func (prog *program) goCommand(args ...string) ([]byte, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = prog.dir
	cmd.Env = prog.env
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return out, fmt.Errorf("go %s: %w\n%s", args[0], err, &stderr)
	}
	return out, nil
}

// choose decides whose structs are printed. A package with tests is listed
// twice, without and with them: the second takes the place of the first.
func (prog *program) choose() {
	matched := map[string]bool{}
	for _, p := range prog.order {
		if p.ForTest == "" && (!p.DepOnly || prog.deps) {
			matched[p.ImportPath] = true
			p.wanted = true
		}
	}
	for _, p := range prog.order {
		plain := p.path()
		if p.ForTest == "" || !matched[p.ForTest] || plain != p.ForTest && plain != p.ForTest+"_test" {
			continue // not a test, or recompiled only because it imports what is tested
		}
		p.wanted, p.isTest = true, true
		if plain == p.ForTest {
			prog.pkgs[plain].wanted = false
		}
	}
}

// check type-checks all packages, as many at once as there are processors.
func (prog *program) check() {
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for _, p := range prog.order {
		wg.Add(1)
		go func() {
			defer wg.Done()
			defer close(p.done)
			for _, path := range p.Imports {
				if dep := prog.pkgs[p.resolve(path)]; dep != nil {
					<-dep.done
				}
			}
			slots <- struct{}{}
			defer func() { <-slots }()
			p.err = prog.checkPackage(p)
		}()
	}
	wg.Wait()
	for _, p := range prog.order {
		if p.err != nil {
			prog.problems = append(prog.problems, fmt.Sprintf("%s: %v", p.ImportPath, p.err))
		}
	}
}

func (prog *program) checkPackage(p *pkg) error {
	if p.ImportPath == "unsafe" {
		p.types = types.Unsafe
		return nil
	}
	names := append(slices.Clone(p.GoFiles), p.CgoFiles...)
	if len(names) == 0 {
		if p.Error != nil && p.wanted {
			return errors.New(strings.TrimSpace(p.Error.Err))
		}
		return nil
	}
	slices.Sort(names)

	conf := types.Config{
		Importer:         importer(func(path string) (*types.Package, error) { return prog.importFrom(p, path) }),
		Sizes:            prog.sizer.sizes,
		IgnoreFuncBodies: !p.wanted || prog.bodiless,
	}
	if p.Module != nil && p.Module.GoVersion != "" {
		conf.GoVersion = "go" + p.Module.GoVersion
	}
	var soft []error
	conf.Error = func(err error) { soft = append(soft, err) }

	if len(p.CgoFiles) > 0 {
		if p.cgoTypes = p.findCgoTypes(); p.cgoTypes != "" {
			names = append(names, p.cgoTypes)
			useCgoTypes(&conf)
		} else {
			p.fakeCgo = true
			conf.FakeImportC = true
		}
	}

	var files []*ast.File
	var sources []*source
	for _, name := range names {
		if !filepath.IsAbs(name) {
			name = filepath.Join(p.Dir, name)
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(prog.fset, name, text, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		if prog.bodiless {
			dropBodies(file)
		}
		files = append(files, file)
		if name != p.cgoTypes {
			sources = append(sources, &source{File: file, text: text, token: prog.fset.File(file.FileStart), name: prog.fileName(p, name)})
		}
	}

	info := &types.Info{}
	if p.wanted {
		info.Types = map[ast.Expr]types.TypeAndValue{}
		info.Defs = map[*ast.Ident]types.Object{}
		info.Instances = map[*ast.Ident]types.Instance{}
	}
	p.types, _ = conf.Check(p.path(), prog.fset, files, info)
	if len(soft) > 0 && p.wanted && !p.fakeCgo && !prog.bodiless {
		return errors.Join(soft...)
	}
	if p.wanted {
		lister := lister{pkg: p, info: info, target: prog.target}
		return lister.list(sources)
	}
	return nil
}

// dropBodies leaves of each function its signature.
func dropBodies(file *ast.File) {
	for _, decl := range file.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok {
			fn.Body = nil
		}
	}
}

// findCgoTypes returns the file with the Go declarations that cgo writes for
// C's names, by way of C's debug information. In the build cache it does not
// go by its name, _cgo_gotypes.go.
func (p *pkg) findCgoTypes() string {
	for _, name := range p.CompiledGoFiles {
		if !filepath.IsAbs(name) {
			continue // the package's own
		}
		if text, err := os.ReadFile(name); err == nil && bytes.Contains(text, []byte("\nfunc _Cgo_ptr(")) {
			return name
		}
	}
	return ""
}

// useCgoTypes makes C.name mean what _cgo_gotypes.go declares for it. go vet
// and gopls reach the same unexported setting this way.
func useCgoTypes(conf *types.Config) {
	f := reflect.ValueOf(conf).Elem().FieldByName("go115UsesCgo")
	*(*bool)(unsafe.Pointer(f.UnsafeAddr())) = true
}

type importer func(path string) (*types.Package, error)

func (f importer) Import(path string) (*types.Package, error) { return f(path) }

func (prog *program) importFrom(p *pkg, path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	dep := prog.pkgs[p.resolve(path)]
	if dep == nil || dep.types == nil {
		return nil, fmt.Errorf("package %s was not listed", path)
	}
	return dep.types, nil
}

// resolve returns the package that an import path stands for in p, which
// differs from the path for vendored and test packages.
func (p *pkg) resolve(path string) string { return cmp.Or(p.ImportMap[path], path) }

// path is the import path without the " [p.test]" of a test variant.
func (p *pkg) path() string {
	path, _, _ := strings.Cut(p.ImportPath, " [")
	return path
}

func (p *pkg) module() string {
	switch {
	case p.Module != nil:
		return p.Module.Path
	case p.ImportPath == "cmd" || strings.HasPrefix(p.ImportPath, "cmd/"):
		return "cmd"
	default:
		return "std"
	}
}

// fileName is the name under which a file is reported: relative to the base
// folder, or else import/path/file.go.
func (prog *program) fileName(p *pkg, name string) string {
	if rel, err := filepath.Rel(prog.base, name); err == nil && filepath.IsLocal(rel) && !p.Standard {
		return filepath.ToSlash(rel)
	}
	path := p.path()
	if p.isTest {
		path = p.ForTest
	}
	return path + "/" + filepath.Base(name)
}

func (prog *program) rows() []*row {
	var rows []*row
	for _, p := range prog.order {
		rows = append(rows, p.rows...)
	}
	slices.SortFunc(rows, func(a, b *row) int {
		return cmp.Or(
			cmp.Compare(a.ImportPath, b.ImportPath),
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Name, b.Name),
		)
	})
	return rows
}
