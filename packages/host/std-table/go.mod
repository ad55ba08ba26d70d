module cachelint.dev/std-table

go 1.26
