module example.com/service

go 1.24

// Inside the workspace the module next door is taken because it is used, outside
// because of the replacement.
require example.com/ledger v1.2.3

replace example.com/ledger => ../ledger
