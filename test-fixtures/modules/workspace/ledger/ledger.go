// Package ledger is used by another module of the workspace.
package ledger

// Version is part of the other module's layouts.
const Version = 3

// An Entry moves an amount.
type Entry struct {
	Booked bool
	Amount int64
	Final  bool
}

// Book is generic; service instantiates it.
type Book[T any] struct {
	Open    bool
	Entries [Version]T
}
