package metrics

import "testing"

func TestSnapshotIsSorted(t *testing.T) {
	tests := []struct {
		last  bool
		names []string
		first bool
		want  string
	}{
		{names: []string{"b", "a"}, want: "a"},
		{names: []string{"x"}, want: "x"},
	}
	for _, test := range tests {
		r := NewRegistry()
		for _, name := range test.names {
			r.Counter(name, UnitNone).Add(1)
		}
		if got := r.Snapshot()[0].Name; got != test.want {
			t.Errorf("first of %v is %q, want %q", test.names, got, test.want)
		}
	}
}
