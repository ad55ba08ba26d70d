package platform

// The name ends at the first dot: for arm.

type dotted struct {
	regs [16]uint32
	neon bool
}
