// Package hostlayout has structs that are shared with the host. The mark has
// no effect on Go's layout.
package hostlayout

import "structs"

type marked struct {
	_    structs.HostLayout
	flag bool
	n    int64
}

// At the end it is a field of size zero like any other.

type markedLast struct {
	flag bool
	n    int64
	_    structs.HostLayout
}

type embedded struct {
	structs.HostLayout
	code uint16
	in   marked
}
