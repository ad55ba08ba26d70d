package scopes

// Array lengths that depend on variables of every kind of statement.

func statements(ch chan [3]byte, rows [][2]int16, index map[[4]byte][5]byte, x interface{}) {
	if v := [6]byte{}; cap(v) > 0 {
		type inIf struct{ a [cap(v)]byte }
		_ = inIf{}
	}
	for i, row := range rows {
		type inRange struct {
			a [cap(row)]byte
			b [1 + cap([2]byte{})]byte
		}
		_, _ = inRange{}, i
	}
	for k, v := range index {
		type inMap struct {
			a [cap(k)]byte
			b [cap(v)]byte
		}
		_ = inMap{}
	}
	select {
	case got := <-ch:
		type inSelect struct{ a [cap(got)]byte }
		_ = inSelect{}
	default:
	}
	switch v := x.(type) {
	case [7]byte:
		type inCase struct{ a [cap(v)]byte }
		_ = inCase{}
	case [8]byte:
		type inCase struct{ a [cap(v)]byte }
		_ = inCase{}
	}
	a, b := [2]byte{}, pair()
	type inAssign struct {
		a [cap(a)]byte
		b [cap(b)]byte
	}
	v, ok := x.([9]byte)
	c, d := both()
	type inCall struct {
		v [cap(v)]byte
		c [cap(c)]byte
		d [cap(d.in)]byte
	}
	_, _, _ = inAssign{}, inCall{}, ok
}

func pair() [3]int8 { return [3]int8{} }

func both() ([4]int8, struct{ in [5]int8 }) { return [4]int8{}, struct{ in [5]int8 }{} }
