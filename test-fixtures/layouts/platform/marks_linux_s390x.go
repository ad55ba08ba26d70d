package platform

type marks struct {
	big  bool
	regs [16]uint64
}
