import type { Code } from '../../gallery/wasm-module'
import { op, seq, unsigned } from '../../gallery/wasm-module'

/**
 * What the kernels read and write lies in one memory: the copy of a camera's picture, and what is computed from it. A second
 * one would cost: engines keep the place and size of the first at hand only.
 */
export const picture = 0
export const tensors = 0

const simd = (code: number): Code => [0xfd, ...unsigned(code)]
/** Offset and memory of an access; nothing is promised about its alignment. */
const place = (offset: number, memory: number): Code =>
  memory === 0 ? [0x00, ...unsigned(offset)] : [0x40, ...unsigned(memory), ...unsigned(offset)]

/** Instructions beside those that the gallery's kernels need (WebAssembly core 2.0). Operands come from the stack. */
export const more = {
  load32: (offset: number, memory: number): Code => [0x28, ...place(offset, memory)],
  load128: (offset: number, memory: number): Code => [...simd(0), ...place(offset, memory)],
  load8Splat: (offset: number, memory: number): Code => [...simd(7), ...place(offset, memory)],
  load32Splat: (offset: number, memory: number): Code => [...simd(9), ...place(offset, memory)],
  store128: (offset: number, memory: number): Code => [...simd(11), ...place(offset, memory)],
  widenBytesLow: simd(137),
  widenBytesHigh: simd(138),
  /** Products of unsigned bytes, 16 bits each. */
  byteProductsLow: simd(158),
  byteProductsHigh: simd(159),
  widenWordsLow: simd(169),
  widenWordsHigh: simd(170),
  /** Products of signed 16-bit numbers, neighbours added. */
  dot: simd(186),
  /** 0, 1, 2, 3. */
  counting: seq(simd(12), [0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0]),
  i32Splat: simd(17),
  i32Subtract: simd(177),
  i32Multiply: simd(181),
  i32ShiftLeft: simd(171),
  i32ShiftRight: simd(172),
  i32ShiftRightUnsigned: simd(173),
  /** One of four 32-bit numbers. */
  lane: (index: number): Code => [...simd(27), index],
  /** Two bytes into one of eight 16-bit lanes. */
  load16Lane: (index: number, memory: number): Code => [...simd(85), ...place(0, memory), index],
  and: simd(78),
  f32LessOrEqual: simd(69),
  /** Eight bytes, and zeros above them. */
  load64: (offset: number, memory: number): Code => [...simd(93), ...place(offset, memory)],
  /** Eight bytes into the upper half. */
  load64Upper: (offset: number, memory: number): Code => [...simd(87), ...place(offset, memory), 1],
  f32Min: simd(232),
  f32Max: simd(233)
}

/** `local += amount`, for pointers and counters. */
export const advance = (local: number, amount: Code): Code => seq(op.get(local), amount, op.add, op.set(local))

/** Goes round while `local` is below `end`. */
export const below = (local: number, end: number): Code => seq(op.get(local), op.get(end), op.lessThan)
