// Package embedded embeds everything that can be embedded.
package embedded

import (
	"fmt"
	"io"
	"sync"

	renamed "example.com/layouts/embedded/other"
)

type base struct {
	id   int64
	kind byte
}

// The bytes of an embedded struct lie in line, with its padding.

type byValue struct {
	flag bool
	base
	last byte
}

type byPointer struct {
	flag bool
	*base
	last byte
}

type foreign struct {
	flag bool
	renamed.Head
	*renamed.Tail
	sync.Mutex
}

// Instances: the field is named after the generic type.

type instances struct {
	flag bool
	renamed.Box[int16]
	*renamed.Pair[string, base]
	own[bool]
}

type own[T any] struct {
	value T
	count int32
}

type pointerToOwn struct {
	flag bool
	*own[[4]int64]
}

// Aliases: named after the alias, laid out as what it stands for.

type (
	baseAlias    = base
	pointerAlias = *base
	headAlias    = renamed.Head
	boxAlias     = renamed.Box[int64]
	ownAlias     = *own[int8]
	aliasAlias   = pointerAlias
	readerAlias  = io.Reader
)

type aliases struct {
	flag bool
	baseAlias
	pointerAlias
	headAlias
	boxAlias
	ownAlias
	aliasAlias
	readerAlias
}

// Interfaces are two words.

type interfaces struct {
	flag bool
	error
	fmt.Stringer
	io.ReadWriter
	any
}

// Predeclared types can be embedded too.

type predeclared struct {
	bool
	int
	byte
	string
	uintptr
	rune
}

type predeclaredPointer struct {
	flag bool
	*int
	*string
}

// Defined types that are no structs.

type (
	list     []byte
	table    map[string]int
	callback func() error
	queue    chan base
	level    uint16
	matrix   [3][3]float32
)

type notStructs struct {
	level
	list
	matrix
	table
	callback
	queue
}

// Promotion does not move anything: c.id lies where c.b.base put it.

type a struct {
	pad byte
	base
}

type b struct {
	pad byte
	a
}

type c struct {
	pad byte
	b
	renamed.Deep
}
