module example.com/vendored

go 1.24

require example.com/codec v0.3.0

replace example.com/codec => ./third_party/codec
