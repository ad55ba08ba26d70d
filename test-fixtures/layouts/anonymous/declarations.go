// Package anonymous has struct types without a name wherever a type may stand.
package anonymous

import (
	"sync"

	"example.com/layouts/anonymous/shapes"
)

// Variables, one by one and in groups.

var stack struct {
	sync.Mutex
	free *byte
	n    int32
}

var (
	first, second struct {
		b byte
		n int64
	}
	pools [4]struct {
		item  shapes.Shape
		_     [0]func()
		dirty bool
	}
	literal = struct {
		on   bool
		rate float64
	}{true, 1.5}
	pointer = &struct{ s string }{"x"}
	table   = []struct {
		name string
		want int8
	}{{"a", 1}, {"b", 2}}
	nested = map[struct{ x, y int8 }]struct {
		hits  int64
		stale bool
	}{}
	one, two = struct{ a int8 }{1}, struct{ b int16 }{2}
)

// Fields, also deep inside other types.

type holder struct {
	inline struct {
		flag bool
		deep struct {
			n    int64
			flag bool
		}
	}
	behind   *struct{ n int32 }
	slice    []struct{ b [3]byte }
	byKey    map[string]struct{ at int64 }
	channel  chan struct{ err error }
	callback func(struct{ in int8 }) struct{ out int16 }
	methods  interface {
		Do(struct{ arg uint32 }) (res struct{ n uint64 })
	}
	array [2]struct {
		b byte
		w uint16
	}
	empty struct{}         // has no fields: not listed
	set   map[int]struct{} // nor is this one
	done  chan struct{}
}

// Defined types whose underlying type is not a struct, but holds one.

type (
	slices  []struct{ a, b byte }
	lookup  map[struct{ key string }]bool
	handler func(req struct{ id uint64 }) error
	visitor interface {
		Visit(struct{ depth int8 })
	}
	reference *struct{ count int }
)

// An alias of a literal declares no type.

type alias = struct {
	b byte
	n int32
}

type genericAlias[T any] = struct {
	fixed struct{ n int64 }
	p     *T
	v     T
}

var aliased alias

// Embedding a literal is not possible, embedding its alias is.

type embeds struct {
	flag bool
	alias
}

// Parentheses change nothing.

type parenthesised (struct {
	b byte
	n int16
})

var parenthesisedVar (struct{ n int16 })
