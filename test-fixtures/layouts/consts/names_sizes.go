package consts

import "unsafe"

// unsafeSize is used by a constant of another file.
const unsafeSize = unsafe.Sizeof(ring{}) / 2
