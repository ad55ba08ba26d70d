package consts

import "example.com/layouts/consts/units"

// len counts the bytes of a constant string, in UTF-8.

const (
	plain    = "hello"
	accented = "h\u00e9llo"         // 6
	wide4    = "\U0001F600"         // 4
	octal    = "\101\102\x43"       // 3
	escaped  = "\a\b\f\n\r\t\v\\\"" // 9
	raw      = `a\n
b` // 5: nothing is an escape
	direct  = "日本"       // 6
	invalid = "\xff\xfe" // 2
	joined  = plain + `, ` + "world"
)

type texts struct {
	a [len(plain)]byte
	b [len(accented)]byte
	c [len(wide4)]byte
	d [len(octal)]byte
	e [len(escaped)]byte
	f [len(raw)]byte
	g [len(direct)]byte
	h [len(invalid)]byte
	i [len(joined)]byte
	j [len("GET ") + len(`POST `)]byte
	k [len("")]byte
	l byte
}

// len of an array is constant whatever the array holds.

var (
	names   = [...]string{"a", "b", "c"}
	grid    [4][7]int32
	sparse  = [...]string{5: "x", "y"}             // 7
	keyed   = [...]bool{'c' - 'a': true, 1: false} // 3
	byKind  = [...]int{kindString: 1, kindBool: 2} // 4
	pointer *[9]byte
	holder  struct{ in struct{ buf [11]byte } }
	holders = &holder
	record  units.Record
)

type arrayLengths struct {
	a [len(names)]byte
	b [len(grid)]byte
	c [len(grid[0])]byte
	d [len(sparse)]byte
	e [len(keyed)]byte
	f [len(byKind)]byte
	g [len(pointer)]byte // a pointer to an array is not followed
	h [len(holder.in.buf)]byte
	i [len(holders.in.buf)]byte
	j [cap(names)]byte
	k [len([10]int{})]byte
	l [len([...]int{1, 2, 9: 3})]byte
	m [len((*[12]byte)(nil))]byte
	n [len(operators{}.mul)]byte
	o [len(units.Table)]byte
	p [len(units.Last.Data)]byte
	q [len(record.Data)]byte
	r [len([2][3]int{}[1])]byte
}

// The same as locals: the type is inferred where the variable is declared.

func lengths() any {
	local := [...]byte{3: 1}
	var declared [6]int8
	alias := &declared
	type inside struct {
		a [len(local)]byte
		b [len(declared)]byte
		c [len(alias)]byte
	}
	return inside{}
}

// Keys may come from anywhere, and go back.

var jumps = [...]int{units.Width: 1, 2, 0: 3, 4, numKinds * 2: 9} // 11

type jumping struct {
	b [len(jumps)]byte
}
