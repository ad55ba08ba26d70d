import { suffixOf } from "./atomics.js";

/** What a wrapper calls its operations; without `inc`, one adds 1. */
export type MethodNames = { readonly load: string; readonly store: string; readonly add: string; readonly cas: string; readonly inc: string | null };

/** A struct around a typed atomic, with methods. */
export function structWrapper(type: string, value: string, { load, store, add, cas, inc }: MethodNames): readonly string[] {
  const on = `func (w *${type})`;
  return [
    `type ${type} struct {\nv atomic.${suffixOf(value)}\n}`, `${on} ${load}() ${value} {\nreturn w.v.Load()\n}`, `${on} ${store}(n ${value}) {\nw.v.Store(n)\n}`,
    `${on} ${add}(n ${value}) ${value} {\nreturn w.v.Add(n)\n}`, `${on} ${cas}(from, to ${value}) bool {\nreturn w.v.CompareAndSwap(from, to)\n}`,
    ...(inc === null ? [] : [`${on} ${inc}() ${value} {\nreturn w.v.Add(1)\n}`]),
  ];
}

/** A named number with methods over functions of sync/atomic. */
export function namedWrapper(type: string, value: string, { load, store, add, cas, inc }: MethodNames): readonly string[] {
  const on = `func (w *${type})`;
  const call = (op: string, ...args: readonly string[]): string => `atomic.${op}${suffixOf(value)}(${[`(*${value})(w)`, ...args].join(", ")})`;
  return [
    `type ${type} ${value}`, `${on} ${load}() ${value} {\nreturn ${call("Load")}\n}`, `${on} ${store}(n ${value}) {\n${call("Store", "n")}\n}`,
    `${on} ${add}(n ${value}) ${value} {\nreturn ${call("Add", "n")}\n}`, `${on} ${cas}(from, to ${value}) bool {\nreturn ${call("CompareAndSwap", "from", "to")}\n}`,
    ...(inc === null ? [] : [`${on} ${inc}() ${value} {\nreturn ${call("Add", "1")}\n}`]),
  ];
}

/** A package like go.uber.org/atomic. */
export function uberText(value: string): string {
  const type = suffixOf(value);
  return `// Package atomic provides simple wrappers around numerics to enforce atomic access.
package atomic

import "sync/atomic"

type nocmp [0]func()

// ${type} is an atomic wrapper around ${value}.
type ${type} struct {
	_ nocmp

	v ${value}
}

func New${type}(val ${value}) *${type} {
	return &${type}{v: val}
}

func (i *${type}) Load() ${value} {
	return atomic.Load${type}(&i.v)
}

func (i *${type}) Add(delta ${value}) ${value} {
	return atomic.Add${type}(&i.v, delta)
}

func (i *${type}) Inc() ${value} {
	return i.Add(1)
}

func (i *${type}) CAS(old, new ${value}) (swapped bool) {
	return i.CompareAndSwap(old, new)
}

func (i *${type}) CompareAndSwap(old, new ${value}) (swapped bool) {
	return atomic.CompareAndSwap${type}(&i.v, old, new)
}

func (i *${type}) Store(val ${value}) {
	atomic.Store${type}(&i.v, val)
}
`;
}
