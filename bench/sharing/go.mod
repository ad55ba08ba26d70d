module sharing

go 1.24
