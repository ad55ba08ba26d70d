// Command std-table writes the facts about Go's standard library that cachelint ships for machines without GOROOT:
// for each package a stub source file with its declarations and no bodies. README.md tells the form and the choices.
//
//	go run . > std-table.json           make the table
//	go run . -verify std-table.json     compare it with the sources it was made from
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"sync"
)

// releases are the Go releases of the table, the newest patch of each minor version.
var releases = []string{"1.21.13", "1.22.12", "1.23.12", "1.24.13", "1.25.14", "1.26.11"}

// targets has at most four entries: a mask keeps one hexadecimal digit a version.
var targets = []target{{"linux", "amd64"}, {"linux", "arm64"}, {"darwin", "arm64"}, {"windows", "amd64"}}

type target struct{ goos, goarch string }

func (t target) String() string { return t.goos + "/" + t.goarch }

func main() {
	log.SetFlags(0)
	verifyFile := flag.String("verify", "", "compare this `table` with the sources of the standard library")
	flag.Parse()
	if *verifyFile != "" {
		verifyAll(*verifyFile)
		return
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(makeTable()); err != nil {
		log.Fatal(err)
	}
}

func makeTable() *table {
	merged := newMerger()
	var lock sync.Mutex
	forEachBuild(func(b build) error {
		lib, err := loadStd(b)
		if err != nil {
			return err
		}
		stubs := makeStubs(lib)
		lock.Lock()
		defer lock.Unlock()
		merged.add(b, stubs)
		return nil
	})
	return merged.table()
}

func verifyAll(file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		log.Fatal(err)
	}
	var tab table
	if err := json.Unmarshal(text, &tab); err != nil {
		log.Fatalf("%s: %v", file, err)
	}
	reports := make([][]string, len(releases)*len(targets))
	forEachBuild(func(b build) error {
		lib, err := loadStd(b)
		if err != nil {
			return err
		}
		counts, problems := verify(lib, &tab, b)
		reports[b.version*len(targets)+b.target] = append([]string{fmt.Sprintf("go%s %s: %s", b.release(), b.targetName(), counts)}, problems...)
		return nil
	})
	nProblems := 0
	for _, report := range reports {
		nProblems += len(report) - 1
		for _, line := range report {
			fmt.Println(line)
		}
	}
	if 0 < nProblems {
		log.Fatalf("%d differences", nProblems)
	}
}

// build is one column of the table: indexes into releases and targets.
type build struct{ version, target int }

func (b build) release() string    { return releases[b.version] }
func (b build) targetName() string { return targets[b.target].String() }

// forEachBuild calls work for every release and target, two at a time, and ends the program at the first error.
func forEachBuild(work func(build) error) {
	var running sync.WaitGroup
	slots := make(chan struct{}, 2) // A loaded standard library takes about half a gigabyte.
	for version := range releases {
		for target := range targets {
			b := build{version, target}
			slots <- struct{}{}
			running.Go(func() {
				defer func() { <-slots }()
				if err := work(b); err != nil {
					log.Fatalf("go%s %s: %v", b.release(), b.targetName(), err)
				}
			})
		}
	}
	running.Wait()
}
