#!/bin/sh
# Makes the modules that modules.js compares, below the folder given: real ones with large dependencies (downloads them).
set -e
mkdir -p "$1" && cd "$1"

module() { # name import module@version
	mkdir -p "$1"
	(
		cd "$1"
		[ -f go.mod ] || go mod init "example.com/$1"
		printf 'package main\n\nimport _ "%s"\n\nfunc main() {}\n' "$2" > main.go
		go get "$3" && go mod tidy
	)
}
module etcd go.etcd.io/etcd/client/v3 go.etcd.io/etcd/client/v3@v3.5.17
module k8s k8s.io/client-go/kubernetes k8s.io/client-go@v0.31.3
module prom github.com/prometheus/prometheus/tsdb github.com/prometheus/prometheus@v0.55.1

cp -r prom promvendor
(cd promvendor && go mod vendor)

mkdir -p old ws/a ws/b/inner
printf 'module example.com/old\n\ngo 1.15\n\nrequire go.etcd.io/etcd/client/v3 v3.5.0\n' > old/go.mod
cp etcd/main.go old
(cd old && go mod tidy)

printf 'go 1.26\n\nuse (\n\t./a\n\t./b // second\n)\n' > ws/go.work
printf 'module example.com/a\n\ngo 1.24\n\nrequire go.etcd.io/etcd/client/v3 v3.5.17\n' > ws/a/go.mod
printf 'package a\n\nimport (\n\t_ "example.com/b/inner"\n\t_ "go.etcd.io/etcd/client/v3"\n)\n' > ws/a/a.go
printf 'module example.com/b\n\ngo 1.23\n\nrequire google.golang.org/grpc v1.60.0\n' > ws/b/go.mod
printf 'package inner\n\nimport _ "google.golang.org/grpc"\n' > ws/b/inner/b.go
(cd ws && go work sync)

cp -r ws wsvendor
(cd wsvendor && go work vendor)
