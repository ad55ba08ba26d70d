import { expect, test } from "@jest/globals";
import { scene } from "../test/scene.js";

test.each([
  ["lock and unlock around it", "t.mu.Lock()\nt.n = 1\nt.mu.Unlock()", true],
  ["a deferred unlock", "t.mu.Lock()\ndefer t.mu.Unlock()\nt.n = 1", true],
  ["an unlock before", "t.mu.Lock()\nt.mu.Unlock()\nt.n = 1", false],
  ["a lock in an arm", "if x { t.mu.Lock() }\nt.n = 1", false],
  ["a method that locks", "t.lock()\nt.n = 1\nt.unlock()", true],
  ["a method that unlocks before", "t.lock()\nt.unlock()\nt.n = 1", false],
  ["a function that locks what it is handed", "hold(&t.mu)\nt.n = 1", true],
  ["a method that locks now and then", "t.maybe(x)\nt.n = 1", false],
  ["a goroutine's lock", "go t.mu.Lock()\nt.n = 1", false],
])("%s", (_, body, isHeld) => {
  const { accesses } = scene(`func F(t *T, x bool) {
${body}
}
func (t *T) lock() { t.mu.Lock() }
func (t *T) unlock() { t.mu.Unlock() }
func (t *T) maybe(x bool) { if x { t.mu.Lock() } }
func hold(mu *sync.Mutex) { mu.Lock() }`);
  expect(accesses("F", "n").map(({ locks }) => locks.has("T:p.T.mu"))).toEqual([isHeld]);
});
