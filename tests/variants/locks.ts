import { type GoType, goTypes } from "./go-types.js";
import { addToPackage, type Sketch } from "./sketch.js";

/** How a lock is declared and taken. */
export type LockStyle = { readonly name: string; readonly type: GoType; readonly lock: (place: string) => string; readonly unlock: (place: string) => string };

/** Draws a kind of lock, and declares what it takes. */
export function drawLock(sketch: Sketch, dimension = "lock"): LockStyle {
  const form = sketch.draw.weighed<keyof typeof makers>([["mutex", 5], ["rwmutex", 3], ["spin", 2], ["own", 1], ["package", 1]]);
  sketch.dimensions[dimension] = form;
  return makers[form](sketch);
}

const makers = {
  mutex: (): LockStyle => lockOf("mutex", goTypes.mutex),
  rwmutex: (): LockStyle => lockOf("rwmutex", goTypes.rwMutex),
  spin: ownSpin,
  own: ownLock,
  package: packageLock,
};

function lockOf(name: string, type: GoType, [take, leave] = ["Lock", "Unlock"]): LockStyle {
  return { name, type, lock: (place) => `${place}.${take}()`, unlock: (place) => `${place}.${leave}()` };
}

function ownSpin({ names, draw, decls }: Sketch): LockStyle {
  const type = names.type();
  const [field, cas, store] = draw.pick([
    ["atomic.Int32", "w.v.CompareAndSwap(0, 1)", "w.v.Store(0)"], ["int32", "atomic.CompareAndSwapInt32(&w.v, 0, 1)", "atomic.StoreInt32(&w.v, 0)"], ["atomic.Bool", "w.v.CompareAndSwap(false, true)", "w.v.Store(false)"],
    ["uint32", "(atomic.SwapUint32(&w.v, 1) == 0)", "atomic.StoreUint32(&w.v, 0)"],
  ] as const);
  decls.push(`type ${type} struct {\nv ${field}\n}`, `func (w *${type}) Lock() {\nfor !${cas} {\nruntime.Gosched()\n}\n}`, `func (w *${type}) Unlock() {\n${store}\n}`);
  return lockOf("spin", { text: type, sizeBytes: 4, alignBytes: 4, hasPointers: false });
}

function ownLock({ names, draw, decls }: Sketch): LockStyle {
  const type = names.type();
  if (draw.chance(0.5)) {
    decls.push(`type ${type} struct {\nsync.Mutex\n}`);
    return lockOf("own", { ...goTypes.mutex, text: type });
  }
  decls.push(`type ${type} struct {\nmu sync.Mutex\n}`, `func (w *${type}) Acquire() {\nw.mu.Lock()\n}`, `func (w *${type}) Release() {\nw.mu.Unlock()\n}`);
  return lockOf("own", { ...goTypes.mutex, text: type }, ["Acquire", "Release"]);
}

function packageLock(sketch: Sketch): LockStyle {
  const name = `${sketch.names.word()}lock`;
  addToPackage(sketch, `internal/${name}`, name, "type Guard struct {\nmu sync.Mutex\n}", "func (w *Guard) Lock() {\nw.mu.Lock()\n}", "func (w *Guard) Unlock() {\nw.mu.Unlock()\n}");
  return lockOf("package", { ...goTypes.mutex, text: `${name}.Guard` });
}
