// Package unicode has declarations on lines with characters of several bytes:
// columns count UTF-16 units.
package unicode

/* é */ type accented struct{ a, é int16 }

/* 日本 */ type Größe struct{ Länge, Höhe float32 }

/* 😀 */ type emoji struct{ a byte }

var names = map[string]struct{ n int8 }{"😀 é": {1}}; var after = struct{ n int16 }{2}

func param(é string, 世界 struct{ 幅 int32 }) { _ = []any{"🚀🚀", struct{ z [len("🚀é")]byte }{}} }
