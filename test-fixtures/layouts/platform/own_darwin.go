package platform

type own struct {
	fd     int32
	kqueue int64
}
