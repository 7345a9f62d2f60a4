import type { Code, WasmFunction } from '../../gallery/wasm-module'
import { op, seq } from '../../gallery/wasm-module'
import { greySide } from '../grey-face'
import { advance, below, more, tensors } from './instructions'

/** Where the mask lies behind the results, and the bytes of both. */
export const maskOffset = 64
export const greyResultBytes = 80
/** Bytes of one row of a grey face. */
const rowBytes = 4 * greySide
const [from, end, bytes, tail, out] = [0, 1, 2, 3, 4]
const [at, last, mask, value, hits] = [5, 6, 7, 8, 9]
const [sum, squares, dark, bright] = [10, 11, 12, 13]

const atOffset = (offset: number): Code => seq(op.get(at), more.load128(offset, tensors))
const f32 = (...bytesOfIt: number[]): Code => seq([0x43], bytesOfIt, op.f32Splat)
const minusFour = f32(0x00, 0x00, 0x80, 0xc0)
const sixteen = f32(0x00, 0x00, 0x80, 0x41)
const from245 = f32(0x00, 0x00, 0x75, 0x43)
const masked = seq(op.get(mask), more.and)

/**
 * `name(from, end, bytes, tail, out)`: goes over rows of a grey face, the first of which begins at `from`; the last one
 * begins before `end`. Of each it takes `bytes` in steps of four pixels, then the four pixels at `tail` as far as the mask
 * behind the results lets them through. Results are four lanes each.
 */
function overRows(name: string, read: Code, of: { add: (through: Code) => Code; results: number[] }): WasmFunction {
  return {
    name,
    parameters: ['i32', 'i32', 'i32', 'i32', 'i32'],
    results: [],
    locals: ['i32', 'i32', 'v128', 'v128', 'v128', 'v128', 'v128', 'v128', 'v128'],
    body: seq(
      ...[op.get(out), more.load128(maskOffset, tensors), op.set(mask)],
      op.repeat(
        ...[op.get(from), op.tee(at), op.get(bytes), op.add, op.set(last)],
        op.repeat(read, op.set(value), of.add([]), advance(at, op.i32(16)), below(at, last)),
        ...[op.get(from), op.get(tail), op.add, op.set(at), read, masked, op.set(value), of.add(masked)],
        advance(from, op.i32(rowBytes)),
        below(from, end)
      ),
      ...of.results.map((local, i) => seq(op.get(out), op.get(local), more.store128(16 * i, tensors)))
    )
  }
}

const addValue = seq(
  ...[op.get(value), op.get(sum), op.f32Add, op.set(sum)],
  ...[op.get(value), op.get(value), op.f32Multiply, op.get(squares), op.f32Add, op.set(squares)]
)

/** Sum and squares of the 4-neighbour Laplacian; `from` is the upper neighbour of the first pixel. */
export function sumLaplacian(): WasmFunction {
  const read = seq(
    ...[atOffset(0), atOffset(2 * rowBytes), op.f32Add],
    ...[atOffset(rowBytes - 4), atOffset(rowBytes + 4), op.f32Add, op.f32Add],
    ...[atOffset(rowBytes), minusFour, op.f32Multiply, op.f32Add]
  )
  return overRows('laplacian', read, { add: () => addValue, results: [sum, squares] })
}

/** Sum and squares of grey levels, and how many are at most 16 and at least 245 (32-bit integers). */
export function sumLevels(): WasmFunction {
  const count = (limit: Code, compare: Code, local: number, through: Code) =>
    seq(
      ...[op.get(value), limit, compare, through, op.set(hits)],
      ...[op.get(local), op.get(hits), more.i32Subtract, op.set(local)]
    )
  const add = (through: Code) =>
    seq(
      addValue,
      count(sixteen, more.f32LessOrEqual, dark, through),
      count(from245, op.f32GreaterOrEqual, bright, through)
    )
  return overRows('levels', atOffset(0), { add, results: [sum, squares, dark, bright] })
}
