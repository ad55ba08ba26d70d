package scopes

// In functions a name means the declaration before it; at package level the
// order is free.

const n = 2

type item struct{ id int32 }

func blocks(on bool, values []item) {
	type before struct{ b [n]byte } // 2: the package's
	const n = 3
	type after struct{ b [n]byte } // 3
	if n := 1; on {
		_ = n // a variable
		const n = 4
		type deeper struct{ b [n]byte }
		_ = deeper{}
	} else {
		type deeper struct{ b [2 * width]byte }
		_ = deeper{}
	}
	type again struct{ b [n]byte } // 3, still
	for range values {
		type item struct { // the loop's own
			outer *item
			b     [n * 2]byte
		}
		type items [2]item
		type holder struct{ all items }
		_ = holder{}
	}
	switch {
	case on:
		const n = 5
		type inCase struct{ b [n]byte }
		_ = inCase{}
	default:
		type inCase struct{ b [n]byte } // 3: each clause is a block
		_ = inCase{}
	}
	_, _, _ = before{}, after{}, again{}
}

const width = 6

// The name of a type is in scope in its own declaration, a constant's or a
// variable's only after it.

func selfReference() {
	type item struct{ next *item } // itself
	const width = width + 1        // the package's, plus one
	type wide struct{ b [width]byte }
	var buf = [width + 1]byte{}
	{
		buf := [2 * cap(buf)]int16{} // the outer buf, of 8 bytes
		type inner struct{ b [cap(buf)]byte }
		_ = inner{}
	}
	_, _ = item{}, wide{}
}

// Parameters and results, receivers and type parameters hide package names.

func parameters(item [5]int8) (width [9]int8) {
	type inner struct {
		a [cap(item)]byte
		b [cap(width)]byte
	}
	_ = inner{}
	return
}

func (it item) method(n [4]int64) {
	type inner struct{ a [cap(n)]byte }
	_ = inner{}
}

func typeParameter[item interface{ ~int8 }](v item) {
	type inner struct {
		v *item
		n [n]byte
	}
	_ = inner{}
}

// Function literals: scopes within scopes.

var handler = func(n [3]byte) {
	type inner struct{ a [cap(n)]byte }
	nested := func() {
		const n = 8
		type inner struct {
			outer *inner
			a     [n]byte
		}
		_ = inner{}
	}
	nested()
	_ = inner{}
}

// Labels, methods and fields have names of their own.

type width2 struct{ width [width]byte }

func (width2) item() {
item:
	for {
		type inner struct{ i item }
		_ = inner{}
		break item
	}
}

// Two functions may use one name.

func first() {
	type state struct{ a int64 }
	_ = state{}
}

func second() {
	type state struct{ a, b int64 }
	_ = state{}
}

func init() {
	type state struct{ once bool }
	_ = state{}
}

func init() {
	type state struct{ twice [2]bool }
	_ = state{}
}

func _() {
	type state struct{ never [3]bool }
	_ = state{}
}

type _ struct{ blank int16 }
