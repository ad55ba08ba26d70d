package part

type Part struct{ n int32 }
