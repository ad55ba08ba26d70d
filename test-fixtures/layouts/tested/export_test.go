package tested

// Exported exists for external tests only.
type Exported struct {
	plain Plain
	in    inPackage
}
