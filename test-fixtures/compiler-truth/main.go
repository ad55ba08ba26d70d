// Compilertruth prints where the gc compiler puts every field of every struct
// of some Go packages, one JSON line per struct and target.
//
//	go run . -target linux/amd64,linux/arm std cmd
//	go run . -target js/wasm -dir ../layouts -tests ./...
//	go run . -dir ../modules/prometheus -cgo 0 all
//	go run . -assert -target linux/386 std
//	go run . -descriptors cmd/go
//
// The packages and files are those of "go list", the types those of go/types,
// the sizes those of go/types' model of gc (exact since Go 1.22); pointer bytes
// and size classes are written down here after the compiler and the runtime.
// With -assert the compiler itself is asked to confirm the numbers, with
// -descriptors the linked runtime type descriptors are.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// options are the command line.
type options struct {
	targets     []string
	dir         string
	base        string
	cgo         string
	toolchain   string
	tags        string
	tests       bool
	bodiless    bool
	deps        bool
	assert      bool
	descriptors bool
	patterns    []string
}

func main() {
	var o options
	targets := flag.String("target", "linux/amd64", "`os/arch` list, separated by commas")
	flag.StringVar(&o.dir, "dir", ".", "run in this `folder`")
	flag.StringVar(&o.base, "base", "", "`folder` that file names are relative to (default: the git top level of -dir, or else -dir)")
	flag.StringVar(&o.cgo, "cgo", "", "CGO_ENABLED, `0 or 1` (default: what the go command says)")
	flag.StringVar(&o.toolchain, "toolchain", "", "GOTOOLCHAIN of the go command that lists and compiles, such as `go1.24.9`")
	flag.StringVar(&o.tags, "tags", "", "build `tags`, separated by commas")
	flag.BoolVar(&o.tests, "tests", false, "read _test.go files as well")
	flag.BoolVar(&o.bodiless, "bodiless", false, "leave function bodies out, and do not mind errors: only package-level types are told")
	flag.BoolVar(&o.deps, "deps", false, "print the structs of dependencies as well")
	flag.BoolVar(&o.assert, "assert", false, "have the compiler check the numbers instead of printing them")
	flag.BoolVar(&o.descriptors, "descriptors", false, "check the numbers against the type descriptors of linked main packages instead of printing them")
	flag.Parse()
	o.targets = strings.Split(*targets, ",")
	o.patterns = flag.Args()
	if len(o.patterns) == 0 {
		o.patterns = []string{"./..."}
	}
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "compilertruth:", err)
		os.Exit(1)
	}
}

func run(o options) (err error) {
	if o.dir, err = filepath.Abs(o.dir); err != nil {
		return err
	}
	if o.base == "" {
		o.base = gitTopLevel(o.dir)
	}
	if o.base, err = filepath.Abs(o.base); err != nil {
		return err
	}

	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)

	failed := false
	for _, target := range o.targets {
		prog, err := load(o, target)
		if err != nil {
			return fmt.Errorf("%s: %w", target, err)
		}
		for _, problem := range prog.problems {
			fmt.Fprintf(os.Stderr, "%s: %s\n", target, problem)
			failed = true
		}
		switch {
		case o.assert:
			err = assertLayouts(prog)
		case o.descriptors:
			err = checkDescriptors(prog)
		default:
			for _, row := range prog.rows() {
				if err := enc.Encode(row); err != nil {
					return err
				}
			}
		}
		if err != nil {
			return fmt.Errorf("%s: %w", target, err)
		}
	}
	if failed {
		return fmt.Errorf("some packages could not be read in full")
	}
	return nil
}

// gitTopLevel returns the nearest folder from dir upwards that holds .git, or
// else dir.
func gitTopLevel(dir string) string {
	for up := dir; ; up = filepath.Dir(up) {
		if _, err := os.Stat(filepath.Join(up, ".git")); err == nil {
			return up
		}
		if up == filepath.Dir(up) {
			return dir
		}
	}
}
