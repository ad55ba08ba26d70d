package platform

type own struct {
	value struct {
		_   [0]func()
		ref uint64
	}
}
