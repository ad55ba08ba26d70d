import type { StdTable } from "@cachelint/project";
import { check } from "./facts.js";

const stubs: Readonly<Record<string, string>> = {
  "sync/atomic": "package atomic\ntype Int64 struct { v int64 }\ntype Pointer[T any] struct { v *T }\n",
  "crypto/sha256": "package sha256\nconst Size = 32\n",
  "math/rand/v2": "package rand\ntype Rand struct { n int }\n",
};
const stdTable: StdTable = { goVersion: "1.26", targets: ["linux/amd64", "windows/amd64"], source: (path, target) => (target === "linux/amd64" ? stubs[path] : undefined) };

const text = (why: string): string => `
package p

import (
	"crypto/sha256"
	"math/rand/v2"
	"sync/atomic"
	"unsafe"
)

type T struct { // unknown: ${why}
	a atomic.Int64 // unknown: ${why}
	b [sha256.Size]byte // unknown: ${why}
	c [2 * sha256.Size]atomic.Pointer[int] // unknown: ${why}
	atomic.Int64 // unknown: ${why}
	d [unsafe.Sizeof(atomic.Int64{})]byte // unknown: ${why}
	e rand.Rand // unknown: ${why}
	f struct{ atomic.Pointer[T] } // unknown: ${why}
	g *atomic.Int64 // type=*atomic.Int64
}

type Named atomic.Int64 // unknown: ${why}
type G[E any] struct{ p atomic.Pointer[E] } // unknown: ${why}
type H struct{ g G[int] } // unknown: ${why}

const size = sha256.Size // unknown: ${why}
`;

const dotted = (why: string): string => `
package p

import (
	. "crypto/sha256"
	. "sync/atomic"
)

type T struct { // unknown: ${why}
	a Int64 // unknown: ${why}
	b [Size]byte // unknown: ${why}
	c Pointer[int] // unknown: ${why}
	Int64 // unknown: ${why}
}
`;

test.each([["qualified", text], ["dot-imported", dotted]])("%s names of standard packages that the table has for other targets", (_, written) => {
  // Neither target is known to the table's stubs; of linux/386 it does not claim to.
  check(written("std-table"), { stdTable, target: "linux/386" });
  check(written("std-table"), { stdTable, target: "windows/amd64" });
});

test("what is missing is said: the target, or the package for the target", () => {
  check(`
package p

import "sync/atomic"

type T struct{ n atomic.Int64 } // unknown: std-table, sync/atomic: the built-in table of Go 1.26's standard library does not have the target linux/386, only linux/amd64, windows/amd64. Install Go, or set GOROOT, or choose one of these targets.
`, { stdTable, target: "linux/386" });
  check(`
package p

import "sync/atomic"

type T struct{ n atomic.Int64 } // unknown: std-table, sync/atomic for windows/amd64 is not in the built-in table of Go 1.26's standard library. Install Go, or set GOROOT, to read it.
`, { stdTable, target: "windows/amd64" });
});

test("packages and names that the table lacks altogether", () => {
  check(`
package p

import (
	"fmt"
	"sync/atomic"
)

type T struct { // unknown: std-table
	a fmt.State // unknown: std-table
	b atomic.Missing // unknown: std-table
	c [atomic.Size]byte // unknown: std-table
	d atomic.Missing2[int] // unknown: std-table
	e missing.Name // unknown: unresolved-name
	f Missing // unknown: unresolved-name
	g atomic.Int64 // size=8
}
`, { stdTable });
  check(`
package p

import . "sync/atomic"

type T struct { // unknown: std-table
	a Missing // unknown: std-table
	b missing // unknown: unresolved-name
	c Int64 // size=8
}
`, { stdTable: { ...stdTable, goVersion: "1.25" } });
});

test("a table of the version at hand has all that is exported: a name that it lacks is none of a dot import", () => {
  check(`
package p

import . "sync/atomic"

type T struct { // unknown: unresolved-name
	a Missing // unknown: unresolved-name
	c Int64 // size=8
}
`, { stdTable });
});

test("no import but one by dot gives names without a qualifier", () => {
  check(`
package p

import (
	"gone.example/go-away.v2"
	other "gone.example/other"
)

type T struct { // unknown: unresolved-name
	a Missing // unknown: unresolved-name, Missing
	b [size]byte // unknown: unresolved-name, size
	c away // unknown: unresolved-name, away is not a type
	d away.T // unknown: unresolved-import
	e other.T // unknown: unresolved-import
	f [len(other.A)]byte // unknown: unresolved-import
	// What a package calls itself may be another name than its path's.
	g unlikely.T // unknown: unresolved-import
	h [unlikely.Size]byte // unknown: unresolved-import
}

type U struct { // unknown: unresolved-name
	missing // unknown: unresolved-name, missing
}
`);
  check(`
package p

import . "gone.example/away"

type T struct { // unknown: unresolved-import
	a Missing // unknown: unresolved-import
	b missing // unknown: unresolved-name
	c any // size=16
}
`);
});
