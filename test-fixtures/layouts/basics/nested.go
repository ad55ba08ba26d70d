package basics

// A nested struct keeps its own trailing padding: nothing is folded into it.

type inner struct {
	a int64
	b byte
}

type outer struct {
	in inner
	b  byte // after the seven bytes that inner ends with
}

type deep struct {
	flag bool
	mid  struct {
		flag bool
		core struct {
			flag bool
			n    int32
		}
		tail byte
	}
	tail byte
}

// An array has the alignment of its elements, and their padding between them.

type arrays struct {
	b    byte
	in   [2]inner
	grid [3][5]int16
	odd  [7]threeBytes
	one  [1]bool
	c    complex64
}

// Defined types take over the layout of what they are defined as.

type (
	meters  float64
	celsius meters
	ids     [4]int32
	again   inner
	thrice  again
)

type defined struct {
	b byte
	m meters
	c celsius
	i ids
	a again
	t thrice
}

// A type may contain itself behind anything of fixed size.

type node struct {
	next     *node
	children []node
	byName   map[string]node
	key      map[interface{ Node() node }]bool
	ch       chan node
	visit    func(node) (node, error)
	ring     [2]*node
}

// Methods of an interface have no order of their own; go/types sorts them.

type unordered struct {
	b byte
	i interface {
		Swap(i, j int)
		Len() int
		interface{ Less(i, j int) bool }
	}
}

// Mutual recursion, declared before use and after it.

type ping struct {
	n    int8
	pong *pong
}

type pong struct {
	pings [3]ping
	n     int8
}

// Names may be used before they are declared, and in other files.

type early struct {
	b byte
	l late
	z lateAlias
}

type late struct {
	n int32
	b byte
}

type lateAlias = lateTarget

type lateTarget struct{ w [3]int16 }
