//go:build amd64 || arm64 || riscv64 || s390x || wasm

package platform

const nWords = 3

type word uint64
