// Service uses the ledger of the same workspace.
package main

import (
	"fmt"

	"example.com/ledger"
)

type account struct {
	frozen bool
	last   ledger.Entry
	book   ledger.Book[ledger.Entry]
	pin    [ledger.Version]byte
}

func main() { fmt.Println(account{}.last.Amount) }
