package platform

// A file named after a system alone is for every system.

type everywhere struct {
	b byte
	n int64
}
