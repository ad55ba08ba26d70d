import { addDependency, type Sketch } from "../sketch.js";

const text = `package errgroup

import "sync"

// A Group is a collection of goroutines working on subtasks of one task.
type Group struct {
	wg   sync.WaitGroup
	once sync.Once
	err  error
}

// Go calls the function in a goroutine of its own.
func (g *Group) Go(f func() error) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		if err := f(); err != nil {
			g.once.Do(func() { g.err = err })
		}
	}()
}

// Wait blocks until all of them have returned.
func (g *Group) Wait() error {
	g.wg.Wait()
	return g.err
}
`;

/** Makes golang.org/x/sync/errgroup importable, with source or without. */
export function importsErrgroup(sketch: Sketch): void {
  const supply = sketch.draw.pick(["vendor", "absent", "replace"] as const);
  sketch.dimensions["group"] = supply;
  addDependency(sketch, supply, { modulePath: "golang.org/x/sync", folder: "errgroup", qualifier: "errgroup", text });
}
