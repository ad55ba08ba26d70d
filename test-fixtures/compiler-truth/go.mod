module compilertruth

go 1.24
