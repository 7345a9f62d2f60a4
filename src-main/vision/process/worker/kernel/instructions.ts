import type { Code } from '../../gallery/wasm-module'
import { op, seq, unsigned } from '../../gallery/wasm-module'

/** Memories of the picture kernels by index: the copy of a camera's picture, and what is computed from it. */
export const picture = 0
export const tensors = 1

const simd = (code: number): Code => [0xfd, ...unsigned(code)]
/** Offset and memory of an access; nothing is promised about its alignment. */
const place = (offset: number, memory: number): Code => [0x40, ...unsigned(memory), ...unsigned(offset)]

/** Instructions beside those that the gallery's kernels need (WebAssembly core 2.0). Operands come from the stack. */
export const more = {
  subtract: [0x6b] as Code,
  and: [0x71] as Code,
  shiftLeft: [0x74] as Code,
  shiftRight: [0x75] as Code,
  load32: (offset: number, memory: number): Code => [0x28, ...place(offset, memory)],
  /** Two bytes as one number, the first one low. */
  load16: (offset: number, memory: number): Code => [0x2f, ...place(offset, memory)],
  load128: (offset: number, memory: number): Code => [...simd(0), ...place(offset, memory)],
  load8Splat: (offset: number, memory: number): Code => [...simd(7), ...place(offset, memory)],
  load32Splat: (offset: number, memory: number): Code => [...simd(9), ...place(offset, memory)],
  store128: (offset: number, memory: number): Code => [...simd(11), ...place(offset, memory)],
  store32: (offset: number, memory: number): Code => [0x36, ...place(offset, memory)],
  widenBytesLow: simd(137),
  widenBytesHigh: simd(138),
  /** Products of unsigned bytes, 16 bits each. */
  byteProductsLow: simd(158),
  byteProductsHigh: simd(159),
  widenWordsLow: simd(169),
  widenWordsHigh: simd(170),
  /** Products of signed 16-bit numbers, neighbours added. */
  dot: simd(186),
  f32Min: simd(232),
  f32Max: simd(233)
}

/** `local += amount`, for pointers and counters. */
export const advance = (local: number, amount: Code): Code => seq(op.get(local), amount, op.add, op.set(local))

/** Goes round while `local` is below `end`. */
export const below = (local: number, end: number): Code => seq(op.get(local), op.get(end), op.lessThan)
