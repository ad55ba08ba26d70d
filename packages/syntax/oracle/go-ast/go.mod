module goast

go 1.24
