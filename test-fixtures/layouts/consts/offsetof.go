package consts

import "unsafe"

// Offsetof is relative to the last struct before the field, and walks through
// embedded structs by itself.

type core struct {
	lead byte
	a    int64
	b    int16
}

type shell struct {
	flag bool
	core
	tail byte
}

type husk struct {
	lead [5]byte
	shell
	*sample
	named shell
}

var h husk

type offsets struct {
	first    [unsafe.Offsetof(core{}.lead) + 1]byte
	direct   [unsafe.Offsetof(core{}.b)]byte
	promoted [unsafe.Offsetof(shell{}.b)]byte      // core's offset, plus b's
	twice    [unsafe.Offsetof(h.b)]byte            // three offsets
	explicit [unsafe.Offsetof(h.shell.core.b)]byte // b within core
	partly   [unsafe.Offsetof(h.shell.b)]byte      // b within shell
	named    [unsafe.Offsetof(h.named)]byte
	chained  [unsafe.Offsetof(h.named.tail)]byte // tail within shell
	pointer  [unsafe.Offsetof(h.sample)]byte     // the pointer, not what it points to
	viaNil   [unsafe.Offsetof((*husk)(nil).tail)]byte
	viaLit   [unsafe.Offsetof(struct {
		a byte
		b int32
	}{}.b)]byte
	parens [unsafe.Offsetof((h.tail))]byte
}

// Padding to a boundary, as low-level code writes it.

type head struct {
	refs int32
	name string
	done bool
}

type aligned struct {
	head
	_    [(16 - unsafe.Sizeof(head{})%16) % 16]byte
	body [unsafe.Offsetof(head{}.done) + unsafe.Sizeof(head{}.done)]byte
}

const (
	headSize = unsafe.Sizeof(head{})
	doneAt   = int(unsafe.Offsetof(head{}.done))
	slack    = headSize - uintptr(doneAt) - 1
)

type derived struct {
	a [headSize]byte
	b [doneAt]byte
	c [slack]byte
}
