package platform

type own struct {
	fd    int32
	epoll [2]int64
}
