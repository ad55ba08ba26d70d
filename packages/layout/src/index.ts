export { archOf, cacheLinePadBytes, goarchs, judgedLineBytes, type Arch, type CacheLinePad, type Goarch } from "./arch.js";
export { atomicWordAlignment, isAtomicWordAligned, type WordPath } from "./atomics.js";
export { canStraddle, linesTouched, sharedFraction, sharesLine, straddledFraction, type ByteRange, type Certainty } from "./cache-line.js";
export { arrayExtent, isOverflow, overflow, scalarExtent, type Extent, type Overflow, type ScalarKind } from "./extent.js";
export { smallestOrder, type FieldOrder } from "./order.js";
export { type OrderConstraints, type OrderPair, type OrderTarget, unconstrained } from "./order-problem.js";
export { isAllowedOrder, orderUnder, type OrderUnder } from "./order-under.js";
export { elementResidues, globalAlignBytes, startResidues, type Placement } from "./placement.js";
export {
  allocation, pageBytes, sizeClassBytes, sizeClassesBytes, tinyBlockBytes, type Allocation, type HeapContext, type HeapObject,
} from "./size-class.js";
export { holes, structLayout, tailPaddingBytes, type Hole, type StructLayout, type StructOptions } from "./struct-layout.js";
