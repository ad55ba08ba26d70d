// Package pointers is about pointer bytes: how far into a type the garbage
// collector has to look.
package pointers

import "unsafe"

// Without pointers: none.

type scalars struct {
	n int64
	u uintptr // an address, but not a pointer
	b [100]byte
}

// Up to the last pointer, not further.

type front struct {
	p *int
	n [7]int64
}

type back struct {
	n [7]int64
	p *int
}

// Strings and slices: only their first word is one.

type text struct {
	n int64
	s string
}

type slice struct {
	n int64
	s []byte
}

// Interfaces: both words are.

type iface struct {
	n int64
	e error
}

type eface struct {
	n int64
	a any
	m int64
}

// One word each.

type single struct {
	m map[int]int
	c chan int
	f func()
	u unsafe.Pointer
	n int
}

// Arrays: all elements, and of the last one its own pointer bytes.

type array struct {
	s [3]string
	n int64
}

type arrayOfMixed struct {
	in [2]struct {
		p *int
		n int64
	}
	n int64
}

type noElements struct {
	n int64
	p [0]*int
	q [0]func()
}

// Element types do not matter behind a slice or pointer.

type empties struct {
	n int64
	s []struct{}
	p *struct{}
}

// Nesting: the inner struct's tail counts only if something follows it.

type nested struct {
	in front
	n  int64
}

type nestedTwice struct {
	in [2]nested
	b  byte
}

// Zero-size fields have none, at any place.

type signals struct {
	p    *int
	n    int64
	done struct{}
}

// The size classes' edge: 512 bytes with pointers need no header, 520 do, and
// on 32-bit targets the edge is at 128.

type fits512 struct {
	p *int
	b [512 - unsafe.Sizeof(uintptr(0))]byte
}

type over512 struct {
	p *int
	b [512]byte
}

type flat520 struct {
	b [520]byte
}

type fits128 struct {
	p *int
	b [128 - unsafe.Sizeof(uintptr(0))]byte
}

type over128 struct {
	p *int
	b [128]byte
}

type exact1024 struct {
	p *int
	b [1024 - unsafe.Sizeof(uintptr(0))]byte
}

type flat1024 struct {
	b [1024]byte
}

// The largest small object, and the smallest large one.

type largestFlat struct{ b [32760]byte }

type largeFlat struct{ b [32761]byte }

type largestPointers struct {
	p *int
	b [32752 - unsafe.Sizeof(uintptr(0))]byte
}

type largePointers struct {
	p *int
	b [32768]byte
}

type pages struct{ b [40000]byte }

type class24 struct{ b [24]byte }

type class32 struct{ b [25]byte }

type tiny struct{ b [3]byte }
