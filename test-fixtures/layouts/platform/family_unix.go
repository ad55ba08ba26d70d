//go:build unix

// The name of this file says nothing to the go command: "unix" is a tag, but
// no operating system.

package platform

type family struct {
	uid, gid int32
	signal   int8
}
