import type { Code, ValueType, WasmFunction } from '../../gallery/wasm-module'
import { op, seq } from '../../gallery/wasm-module'
import { advance, below, more, picture, tensors } from './instructions'

/** Vertical weights add up to this, so that sums of bytes stay positive 16-bit numbers. */
export const rowUnit = 128
/** Horizontal weights add up to this. */
export const columnUnit = 1 << 14
/** Neighbouring columns that one step takes. */
export const tapsPerStep = 8

const i32s = (count: number): ValueType[] => new Array<ValueType>(count).fill('i32')
const v128s = (count: number): ValueType[] => new Array<ValueType>(count).fill('v128')

/**
 * `rows(source, stride, weights, count, out, end)`: the weighted sum of `count` rows of the picture, 16 columns at a time,
 * as 16-bit numbers from `out` to `end`. Weights are bytes.
 */
export function sumRows(): WasmFunction {
  const [source, stride, weights, count, out, end] = [0, 1, 2, 3, 4, 5]
  const [row, weight, last, bytes, factor, low, high] = [6, 7, 8, 9, 10, 11, 12]
  const add = (sum: number, product: Code) =>
    seq(op.get(bytes), op.get(factor), product, op.get(sum), op.i16Add, op.set(sum))
  return {
    name: 'rows',
    parameters: i32s(6),
    results: [],
    locals: [...i32s(3), ...v128s(4)],
    body: seq(
      ...[op.get(weights), op.get(count), op.add, op.set(last)],
      op.repeat(
        ...[op.get(source), op.set(row), op.get(weights), op.set(weight)],
        ...[op.zero, op.set(low), op.zero, op.set(high)],
        op.repeat(
          ...[op.get(row), more.load128(0, picture), op.set(bytes)],
          ...[op.get(weight), more.load8Splat(0, tensors), op.set(factor)],
          add(low, more.byteProductsLow),
          add(high, more.byteProductsHigh),
          advance(row, op.get(stride)),
          advance(weight, op.i32(1)),
          below(weight, last)
        ),
        ...[op.get(out), op.get(low), more.store128(0, tensors)],
        ...[op.get(out), op.get(high), more.store128(16, tensors)],
        advance(out, op.i32(32)),
        advance(source, op.i32(16)),
        below(out, end)
      )
    )
  }
}

/** Steps of `sumFewColumns`: half a vector for each output. */
export const fewSteps = 0.5

/** Bytes that the table of `sumColumns` has for four outputs: where each begins, then its weights. */
export const columnTableBytes = (steps: number): number => 16 + 64 * steps

/**
 * `columns<steps>(sums, table, out, end)`: the weighted sum of up to 8 × `steps` neighbouring columns for each output, as
 * 32-bit numbers from `out` to `end`, four at a time.
 */
export function sumColumns(steps: number): WasmFunction {
  const [sums, table, out, end] = [0, 1, 2, 3]
  const start = 4
  const dots = [5, 6, 7, 8] as const
  const weightsAt = (output: number, step: number) => 16 + 16 * (output * steps + step)
  const dot = (output: number, step: number) =>
    seq(
      ...[op.get(start), more.load128(16 * step, tensors)],
      ...[op.get(table), more.load128(weightsAt(output, step), tensors), more.dot]
    )
  const one = (local: number, output: number) =>
    seq(
      ...[op.get(sums), op.get(table), more.load32(4 * output, tensors), op.add, op.set(start)],
      dot(output, 0),
      ...Array.from({ length: steps - 1 }, (_, step) => seq(dot(output, step + 1), op.i32Add)),
      op.set(local)
    )
  const [d0, d1, d2, d3] = dots
  return {
    name: `columns${steps}`,
    parameters: i32s(4),
    results: [],
    locals: [...i32s(1), ...v128s(4)],
    body: op.repeat(
      ...dots.map(one),
      ...[paired(op.get(d0), op.get(d1)), op.set(d0), paired(op.get(d2), op.get(d3)), op.set(d1)],
      ...[op.get(out), paired(op.get(d0), op.get(d1)), more.store128(0, tensors)],
      advance(table, op.i32(columnTableBytes(steps))),
      advance(out, op.i32(16)),
      below(out, end)
    )
  }
}

/** `columns0.5(sums, table, out, end)`: as `columns1`, of up to four columns: two outputs share a vector. */
export function sumFewColumns(): WasmFunction {
  const [sums, table, out, end, first, second] = [0, 1, 2, 3, 4, 5]
  const start = (output: number) => seq(op.get(sums), op.get(table), more.load32(4 * output, tensors), op.add)
  const two = (output: number) =>
    seq(
      ...[start(output + 1), start(output), more.load64(0, tensors), more.load64Upper(0, tensors)],
      ...[op.get(table), more.load128(16 + 8 * output, tensors), more.dot]
    )
  return {
    name: `columns${fewSteps}`,
    parameters: i32s(4),
    results: [],
    locals: v128s(2),
    body: op.repeat(
      ...[two(0), op.set(first), two(2), op.set(second)],
      ...[op.get(out), paired(op.get(first), op.get(second)), more.store128(0, tensors)],
      advance(table, op.i32(columnTableBytes(fewSteps))),
      advance(out, op.i32(16)),
      below(out, end)
    )
  }
}

/**
 * `sample(x, y, dx, dy, offsets, offsetsEnd, plane, stride, out, end)`: for each output the sum of bilinear samples of a
 * plane at (x, y) + each offset, coordinates in 1/65,536 pixels; a sum is 65,536 × samples × brightness. All must lie
 * inside, their right and lower neighbours too. Four outputs go side by side, only their bytes are fetched one by one.
 */
export function sampleRow(): WasmFunction {
  const [x, y, dx, dy, offsets, offsetsEnd, plane, stride, out, end] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
  const [offset, at] = [10, 11]
  const [xs, ys, stepX, stepY, strides, planes] = [12, 13, 14, 15, 16, 17]
  const [sx, sy, address, upper, lower, weights, sums] = [18, 19, 20, 21, 22, 23, 24]
  /** value, value + step, value + 2 steps, value + 3 steps; and a step of four. */
  const spread = (value: number, step: number, to: number, stepTo: number) =>
    seq(
      ...[op.get(step), more.i32Splat, op.tee(stepTo), more.counting, more.i32Multiply],
      ...[op.get(value), more.i32Splat, op.i32Add, op.set(to)],
      ...[op.get(stepTo), op.i32(2), more.i32ShiftLeft, op.set(stepTo)]
    )
  const moved = (from: number, byteOffset: number, to: number) =>
    seq(op.get(from), op.get(offset), more.load32Splat(byteOffset, tensors), op.i32Add, op.set(to))
  const whole = (local: number) => seq(op.get(local), op.i32(16), more.i32ShiftRight)
  const fraction = (local: number) =>
    seq(op.get(local), op.i32(16), more.i32ShiftLeft, op.i32(24), more.i32ShiftRightUnsigned)
  const fetch = (lane: number) =>
    seq(
      ...[op.get(address), more.lane(lane), op.set(at)],
      ...[op.get(at), op.get(upper), more.load16Lane(lane, picture), op.set(upper)],
      ...[op.get(at), op.get(stride), op.add, op.get(lower), more.load16Lane(lane, picture), op.set(lower)]
    )
  /** Left and right neighbour by their weights, in 1/256. */
  const across = (pairs: number) => seq(op.get(pairs), more.widenBytesLow, op.get(weights), more.dot)
  return {
    name: 'sample',
    parameters: i32s(10),
    results: [],
    locals: [...i32s(2), ...v128s(13)],
    body: seq(
      spread(x, dx, xs, stepX),
      spread(y, dy, ys, stepY),
      ...[op.get(stride), more.i32Splat, op.set(strides), op.get(plane), more.i32Splat, op.set(planes)],
      op.repeat(
        ...[op.zero, op.set(sums), op.get(offsets), op.set(offset)],
        op.repeat(
          ...[moved(xs, 0, sx), moved(ys, 4, sy)],
          ...[whole(sy), op.get(strides), more.i32Multiply, whole(sx), op.i32Add, op.get(planes), op.i32Add],
          op.set(address),
          ...[0, 1, 2, 3].map(fetch),
          // 256 − fraction beside the fraction, as 16-bit numbers.
          ...[fraction(sx), op.tee(weights), op.i32(16), more.i32ShiftLeft, op.get(weights), more.i32Subtract],
          ...[op.i32(256), more.i32Splat, op.i32Add, op.set(weights)],
          ...[across(upper), op.set(sx), across(lower), op.get(sx), more.i32Subtract, fraction(sy), more.i32Multiply],
          ...[op.get(sx), op.i32(8), more.i32ShiftLeft, op.i32Add, op.get(sums), op.i32Add, op.set(sums)],
          advance(offset, op.i32(8)),
          below(offset, offsetsEnd)
        ),
        ...[op.get(out), op.get(sums), more.store128(0, tensors)],
        ...[op.get(xs), op.get(stepX), op.i32Add, op.set(xs)],
        ...[op.get(ys), op.get(stepY), op.i32Add, op.set(ys)],
        advance(out, op.i32(16)),
        below(out, end)
      )
    )
  }
}

/** Neighbours of two vectors added. */
const paired = (a: Code, b: Code) => seq(a, b, op.shuffle(evenWords), a, b, op.shuffle(oddWords), op.i32Add)
const words = (...indices: number[]) => indices.flatMap((word) => [4 * word, 4 * word + 1, 4 * word + 2, 4 * word + 3])
const evenWords = words(0, 2, 4, 6)
const oddWords = words(1, 3, 5, 7)
