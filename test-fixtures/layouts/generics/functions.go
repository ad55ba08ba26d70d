package generics

import "example.com/layouts/generics/box"

// Local types of generic functions may depend on the function's parameters.

func generic[T any, N ~int8 | ~int64](in T, n N) any {
	type dependent struct {
		flag bool
		v    T
	}
	type independent struct {
		flag bool
		v    *T
		s    []N
	}
	type instance struct {
		flag bool
		b    box.Box[N]
	}
	type unrelated struct {
		flag bool
		b    box.Box[int16]
	}
	anonymous := struct {
		n N
		t *T
	}{n, &in}
	known := struct {
		t *T
		n *N
	}{&in, &n}
	return []any{dependent{}, independent{}, instance{}, unrelated{}, anonymous, known}
}

type stack[T any] struct {
	items []T
}

func (s *stack[E]) each(visit func(struct {
	index int
	item  E
})) {
	type frame struct {
		depth int8
		item  E
	}
	type mark struct {
		depth int8
		item  *E
	}
	for i, item := range s.items {
		visit(struct {
			index int
			item  E
		}{i, item})
	}
	_, _ = frame{}, mark{}
}

func signature[K comparable](known box.Box[int32], unknown box.Box[K]) box.Ref[K] {
	return box.Ref[K]{}
}

// Calling with explicit arguments instantiates functions, not types.

var called = generic[string, int8]

func use() {
	_ = called("", 1)
	_ = signature[string]
	new(stack[int8]).each(nil)
}
