//go:build !(amd64 || arm64 || riscv64 || s390x || wasm)

package platform

const nWords = 5

type word uint32
