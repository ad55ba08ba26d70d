package consts

// [...] counts for itself wherever a composite literal stands.

type point struct{ x, y int16 }

var (
	points   = [...]point{{1, 2}, {3, 4}}
	pointers = [...]*point{{}, {}, {}}
	rows     = [...][2]int8{{}, {}, {}, {}}
	letters  = [...]byte{'a': 1}
	empties  = [...]struct{}{}
	table    = [...]struct {
		name string
		n    int8
	}{
		{"a", 1},
		4: {"e", 5},
		{"f", 6},
	}
	inner = struct{ list [len(points)]byte }{}
)

type counts struct {
	a [len(points)]byte
	b [len(pointers)]byte
	c [len(rows)]byte
	d [len(letters)]byte
	e [len(empties)]byte
	f [len(table)]byte
	g [len(inner.list)]byte
}
