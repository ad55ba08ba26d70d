package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// overlayFile is the name of the files that are added to packages, in the
// compiler's eyes only.
const overlayFile = "zz_compilertruth.go"

// An overlay adds files to packages without writing into their folders.
type overlay struct {
	dir     string
	Replace map[string]string
}

func newOverlay() (*overlay, error) {
	dir, err := os.MkdirTemp("", "compilertruth-")
	return &overlay{dir, map[string]string{}}, err
}

func (o *overlay) add(name, text string) error {
	file := filepath.Join(o.dir, fmt.Sprintf("%d.go", len(o.Replace)))
	o.Replace[name] = file
	return os.WriteFile(file, []byte(text), 0o666)
}

// flag writes the overlay down and returns the go command's flag for it.
func (o *overlay) flag() (string, error) {
	text, err := json.Marshal(o)
	if err != nil {
		return "", err
	}
	file := filepath.Join(o.dir, "overlay.json")
	return "-overlay=" + file, os.WriteFile(file, text, 0o666)
}

func (o *overlay) remove() { os.RemoveAll(o.dir) }

// overlaid lists the packages that files can be added to: those whose structs
// are wanted, except in the module cache, which must not be overlaid.
func (prog *program) overlaid() (pkgs []*pkg, skipped int, err error) {
	out, err := prog.goCommand("env", "GOMODCACHE")
	if err != nil {
		return nil, 0, err
	}
	cache := strings.TrimSpace(string(out)) + string(filepath.Separator)
	for _, p := range prog.order {
		switch {
		case !p.wanted || p.isTest || len(p.decls) == 0 || p.fakeCgo:
		case strings.HasPrefix(p.Dir, cache) && !p.Standard:
			skipped++
		default:
			pkgs = append(pkgs, p)
		}
	}
	return pkgs, skipped, nil
}

// assertLayouts adds to each package constants that are valid only if the
// compiler agrees on the size, alignment and offsets of its package-level
// struct types, and compiles it.
func assertLayouts(prog *program) error {
	pkgs, skipped, err := prog.overlaid()
	if err != nil {
		return err
	}
	o, err := newOverlay()
	if err != nil {
		return err
	}
	defer o.remove()

	structs, assertions := 0, 0
	var paths []string
	for _, p := range pkgs {
		var b strings.Builder
		fmt.Fprintf(&b, "package %s\n\nimport zzunsafe \"unsafe\"\n", p.Name)
		assert := func(function, expr string, value int64) {
			assertions++
			// A constant of type uintptr may not be negative.
			fmt.Fprintf(&b, "const _ = -(zzunsafe.%s(%s) ^ %d)\n", function, expr, value)
		}
		for _, obj := range p.decls {
			n := p.sizer.measurable(obj)
			if n == nil {
				continue
			}
			structs++
			value := obj.Name() + "{}"
			assert("Sizeof", value, n.Size)
			assert("Alignof", value, n.Align)
			for i, v := range fieldsOf(obj.Type().Underlying().(*types.Struct)) {
				if v.Name() == "_" || !v.Exported() && v.Pkg() != p.types {
					continue // cannot be named here
				}
				f := n.Fields[i]
				assert("Offsetof", value+"."+f.Name, f.Offset)
				assert("Sizeof", value+"."+f.Name, f.Size)
				assert("Alignof", value+"."+f.Name, f.Align)
			}
		}
		if err := o.add(filepath.Join(p.Dir, overlayFile), b.String()); err != nil {
			return err
		}
		paths = append(paths, p.ImportPath)
	}

	flag, err := o.flag()
	if err != nil {
		return err
	}
	// Listing with -export compiles, and does not link.
	args := []string{"list", "-export", "-gcflags=-e", flag}
	if prog.tags != "" {
		args = append(args, "-tags="+prog.tags)
	}
	_, err = prog.goCommand(append(append(args, "--"), paths...)...)
	failures := 0
	if err != nil {
		failures = strings.Count(err.Error(), o.dir+string(filepath.Separator))
		if failures == 0 {
			return err
		}
	}
	fmt.Printf("%s: %d assertions on %d structs of %d packages, %d failures; %d packages of the module cache skipped\n",
		prog.target, assertions, structs, len(paths), failures, skipped)
	return err
}

// measurable returns the numbers of a package-level type, or nil if they are
// not known.
func (s *sizer) measurable(obj *types.TypeName) *numbers {
	u, ok := obj.Type().Underlying().(*types.Struct)
	if !ok || known(u) != nil {
		return nil
	}
	return s.measure(obj.Type(), u)
}

// keepTypes is a file that keeps the descriptors and the debug information of
// a package's types in the program. A main package keeps the packages.
const keepTypes = `package %s

var zzDescriptors = []interface{}{
%s}

var zzPointers struct {
%s	last bool
}

func init() {
	for i := range zzDescriptors {
		zzDescriptors[i] = nil
	}
	zzPointers.last = !zzPointers.last
}
`

// checkDescriptors links programs that keep the type descriptors of the
// package-level struct types, and compares what the compiler wrote into them.
func checkDescriptors(prog *program) error {
	pkgs, _, err := prog.overlaid()
	if err != nil {
		return err
	}
	pkgs = slices.DeleteFunc(pkgs, func(p *pkg) bool { return p.Name == "main" })
	if len(pkgs) == 0 {
		return errors.New("no packages")
	}
	o, err := newOverlay()
	if err != nil {
		return err
	}
	defer o.remove()

	root, main := filepath.Join(prog.goroot, "src"), "cmd/zzcompilertruth"
	if first := pkgs[0]; first.Module != nil {
		root = strings.TrimSuffix(first.Dir, filepath.FromSlash(strings.TrimPrefix(first.ImportPath, first.Module.Path)))
		main = first.Module.Path + "/zzcompilertruth"
	}
	var imports strings.Builder
	for _, p := range pkgs {
		var descriptors, pointers strings.Builder
		for i, obj := range p.decls {
			if p.sizer.measurable(obj) != nil {
				fmt.Fprintf(&descriptors, "\t(*%s)(nil),\n", obj.Name())
				fmt.Fprintf(&pointers, "\tp%d *%s\n", i, obj.Name())
			}
		}
		text := fmt.Sprintf(keepTypes, p.Name, &descriptors, &pointers)
		if err := o.add(filepath.Join(p.Dir, overlayFile), text); err != nil {
			return err
		}
		if importable(p.ImportPath, main) {
			fmt.Fprintf(&imports, "import _ %q\n", p.ImportPath)
		}
	}
	mainDir := filepath.Join(root, "cmd", "zzcompilertruth")
	if !strings.HasPrefix(main, "cmd/") {
		mainDir = filepath.Join(root, "zzcompilertruth")
	}
	if err := o.add(filepath.Join(mainDir, "main.go"), "package main\n\n"+imports.String()+"\nfunc main() {}\n"); err != nil {
		return err
	}
	flag, err := o.flag()
	if err != nil {
		return err
	}
	binary := filepath.Join(o.dir, "main")
	if _, err := prog.goCommand("build", "-o", binary, "-tags="+prog.tags, flag, main); err != nil {
		return err
	}
	return prog.compareDescriptors(binary, pkgs)
}

// importable reports whether the package main may import path.
func importable(path, main string) bool {
	if strings.HasPrefix(path, "vendor/") || strings.Contains(path, "/vendor/") {
		return false
	}
	path = "/" + path + "/"
	i := strings.LastIndex(path, "/internal/")
	if i < 0 {
		return true
	}
	parent := path[:i]
	return strings.HasPrefix("/"+main, parent+"/")
}
