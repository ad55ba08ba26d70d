#!/bin/sh
# Makes std-table.json.br from the sources of the Go releases named in main.go, and compares it with them.
# The go command fetches the releases through the module proxy; they take about 250 MB each in the module cache.
set -eu
cd "$(dirname "$0")"
export GOTOOLCHAIN=go1.26.11 # The checker that reads all of them: the newest of the table.
go vet .
go run . > std-table.json
go run . -verify std-table.json
node pack.mjs std-table.json std-table.json.br
