package cgo

/*
#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>

struct point {
	char tag;
	double x, y;
};

typedef struct {
	short kind;
	struct point at;
	unsigned bits : 3;
} shape;

union value {
	long long n;
	double d;
	char text[12];
};

enum color { RED, GREEN };
enum level { LOW = -1, HIGH };

struct opaque;
typedef struct opaque *handle;

#define SLOTS 6
*/
import "C"

import "unsafe"

// Knowable from the names: what C calls long has 64 bits on Linux's 64-bit
// targets only.
type knowable struct {
	c    C.char
	sc   C.schar
	uc   C.uchar
	s    C.short
	us   C.ushort
	i    C.int
	ui   C.uint
	l    C.long
	ul   C.ulong
	ll   C.longlong
	ull  C.ulonglong
	f    C.float
	d    C.double
	size C.size_t
	i8   C.int8_t
	u16  C.uint16_t
	i32  C.int32_t
	u64  C.uint64_t
	ptr  C.uintptr_t
	b    C.bool
	p    *C.char
	v    unsafe.Pointer
}

// Structs, unions and enumerations of C.
type shapes struct {
	flag  bool
	point C.struct_point
	shape C.shape
	union C.union_value
	color C.enum_color
	level C.enum_level
	last  byte
}

// Pointers to what C does not define are no business of the garbage
// collector.
type opaque struct {
	n      int64
	known  *C.struct_point
	handle C.handle
	raw    *C.struct_opaque
	list   []C.struct_point
}

// Constants of C as array lengths.
type slots struct {
	used bool
	all  [C.SLOTS]C.int
	raw  [C.sizeof_shape]byte
}

// Pure is in a file with cgo, but has no C in it.
type Pure struct {
	flag bool
	n    int64
}

// Mean returns the mean of a point's coordinates.
func Mean(p C.struct_point) float64 {
	both := struct {
		x, y C.double
	}{p.x, p.y}
	return float64(both.x+both.y) / 2
}
