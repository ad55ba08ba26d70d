package anonymous

import (
	"encoding/json"
	"unsafe"

	"example.com/layouts/anonymous/shapes"
)

// Parameters, results and receivers' functions.

func accepts(p struct{ a, b int8 }, variadic ...struct{ s string }) (res struct{ ok bool }, err error) {
	return
}

func (h *holder) method(opt struct{ retry int8 }) *struct{ n int64 } { return nil }

// Statements and expressions.

func expressions(x any, in <-chan struct{ n int8 }) error {
	var declared struct {
		b byte
		n int64
	}
	short := struct{ n int16 }{3}
	_ = []any{
		struct{ a int8 }(struct{ a int8 }{1}),      // conversion
		(*struct{ p *int })(nil),                   // of a pointer
		new(struct{ b [5]byte }),                   // argument of new
		make([]struct{ f float32 }, 3),             // and of make
		make(chan struct{ c complex64 }),           //
		make(map[struct{ k byte }]struct{ v int }), // two at once
		unsafe.Sizeof(struct{ w uintptr }{}),       // never evaluated
		[...]struct{ e int8 }{{1}, {2}},            // element of an array
		func(struct{ arg int8 }) struct{ res int16 } { return struct{ res int16 }{} },
	}
	if v, ok := x.(struct{ asserted int8 }); ok {
		_ = v
	}
	switch x.(type) {
	case struct{ first int8 }, *struct{ second int16 }:
	case map[string]struct{ third int32 }:
	}
	for _, test := range []struct {
		name string
		n    int8
	}{{"a", 1}} {
		_ = test
	}
	type local struct {
		in struct{ b byte }
	}
	type localAlias = struct{ n int32 }
	const size = unsafe.Sizeof(struct {
		b byte
		n int32
	}{})
	_, _, _, _ = local{}, localAlias{}, declared, short
	go func(struct{ started int64 }) {}(struct{ started int64 }{})
	return json.Unmarshal(nil, &struct {
		Name string `json:"name"`
		Size [size]byte
	}{})
}

// Type arguments, of types and of functions.

var argument shapes.Generic[struct{ a int16 }]

var argumentOfCall = shapes.Zero[struct {
	b byte
	n int64
}]()

func typeParameters[T any, S interface{ ~struct{ n int64 } }](s S) {
	_ = shapes.Zero[struct {
		v T
		b byte
	}]
	_ = shapes.Zero[struct {
		v *T
		b byte
	}]
}

// Bodies of function literals in initialisers.

var initialised = func() func() int {
	state := struct {
		n    int8
		next int64
	}{}
	return func() int { return int(state.next) }
}()

// Two literals of one type are two entries.

func twice(a struct{ n int8 }) struct{ n int8 } { return a }
