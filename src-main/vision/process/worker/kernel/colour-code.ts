import type { Code, ValueType, WasmFunction } from '../../gallery/wasm-module'
import { op, seq } from '../../gallery/wasm-module'
import { advance, below, more, picture, tensors } from './instructions'

const i32s = (count: number): ValueType[] => new Array<ValueType>(count).fill('i32')
const v128s = (count: number): ValueType[] => new Array<ValueType>(count).fill('v128')

/** Order of the numbers that `colour` and `grey` are told, 32-bit floats. */
export const colourNumbers = [
  'luma',
  ...(['red', 'green', 'blue'] as const).flatMap(
    (c) => [`${c}U`, `${c}V`, `${c}Bias`, `${c}Scale`, `${c}Shift`] as const
  )
] as const
export type ColourNumber = (typeof colourNumbers)[number]

const numberAt = (numbers: number, name: ColourNumber): Code =>
  seq(op.get(numbers), more.load32Splat(4 * colourNumbers.indexOf(name), tensors))
const floatsAt = (pointer: number): Code => seq(op.get(pointer), more.load128(0, tensors), op.toF32)
/** Limits of a brightness. */
const clamped = seq(op.zero, more.f32Max, [0x43, 0x00, 0x00, 0x7f, 0x43], op.f32Splat, more.f32Min)

/**
 * `colour(y, u, v, numbers, red, green, blue, end)`: sums of Y, U and V (32-bit) become scaled floats of three planes, four
 * pixels at a time, until `y` reaches `end`.
 */
export function yuvToPlanes(): WasmFunction {
  const [y, u, v, numbers, red, green, blue, end] = [0, 1, 2, 3, 4, 5, 6, 7]
  const [luma, us, vs, firstNumber] = [8, 9, 10, 11]
  /** Read once: each access to memory is checked against its end. */
  const number = (name: ColourNumber) => op.get(firstNumber + colourNumbers.indexOf(name))
  const plane = (out: number, c: 'red' | 'green' | 'blue') =>
    seq(
      op.get(out),
      op.get(luma),
      // Red has nothing of U and blue nothing of V.
      ...(c === 'red' ? [] : [op.get(us), number(`${c}U`), op.f32Multiply, op.f32Add]),
      ...(c === 'blue' ? [] : [op.get(vs), number(`${c}V`), op.f32Multiply, op.f32Add]),
      ...[number(`${c}Bias`), op.f32Add, clamped],
      ...[number(`${c}Scale`), op.f32Multiply, number(`${c}Shift`), op.f32Add],
      more.store128(0, tensors)
    )
  return {
    name: 'colour',
    parameters: i32s(8),
    results: [],
    locals: v128s(3 + colourNumbers.length),
    body: seq(
      ...colourNumbers.map((name, i) => seq(numberAt(numbers, name), op.set(firstNumber + i))),
      op.repeat(
        ...[floatsAt(y), number('luma'), op.f32Multiply, op.set(luma)],
        ...[floatsAt(u), op.set(us), floatsAt(v), op.set(vs)],
        ...[plane(red, 'red'), plane(green, 'green'), plane(blue, 'blue')],
        ...[y, u, v, red, green, blue].map((pointer) => advance(pointer, op.i32(16))),
        below(y, end)
      )
    )
  }
}

/** `grey(y, numbers, out, end)`: as `colour`, from Y alone, with the numbers of red. */
export function lumaToPlane(): WasmFunction {
  const [y, numbers, out, end] = [0, 1, 2, 3]
  return {
    name: 'grey',
    parameters: i32s(4),
    results: [],
    locals: [],
    body: op.repeat(
      op.get(out),
      ...[floatsAt(y), numberAt(numbers, 'luma'), op.f32Multiply, numberAt(numbers, 'redBias'), op.f32Add, clamped],
      ...[numberAt(numbers, 'redScale'), op.f32Multiply, numberAt(numbers, 'redShift'), op.f32Add],
      more.store128(0, tensors),
      ...[y, out].map((pointer) => advance(pointer, op.i32(16))),
      below(y, end)
    )
  }
}

/**
 * `planes(rgb, end, numbers, red, green, blue)`: interleaved bytes of the picture become scaled floats of three planes, 16
 * pixels at a time.
 */
export function rgbToPlanes(): WasmFunction {
  const [rgb, end, numbers, ...outs] = [0, 1, 2, 3, 4, 5]
  const [first, second, third, bytes, half, scale, shift] = [6, 7, 8, 9, 10, 11, 12]
  const channels = ['red', 'green', 'blue'] as const
  /** Every third byte of 48, from the c-th on. */
  const gather = (c: number) => {
    const from = Array.from({ length: 16 }, (_, i) => 3 * i + c)
    const early = from.map((byte) => (byte < 32 ? byte : 0))
    const late = from.map((byte, i) => (byte < 32 ? i : byte - 16))
    return seq(op.get(first), op.get(second), op.shuffle(early), op.get(third), op.shuffle(late), op.set(bytes))
  }
  const four = (out: number, quarter: number) =>
    seq(
      ...[op.get(out), op.get(half), quarter % 2 === 0 ? more.widenWordsLow : more.widenWordsHigh, op.toF32],
      ...[op.get(scale), op.f32Multiply, op.get(shift), op.f32Add, more.store128(16 * quarter, tensors)]
    )
  return {
    name: 'planes',
    parameters: i32s(6),
    results: [],
    locals: v128s(7),
    body: op.repeat(
      ...[first, second, third].map((part, i) => seq(op.get(rgb), more.load128(16 * i, picture), op.set(part))),
      ...channels.map((channel, c) => {
        const out = outs[c] ?? 0
        return seq(
          gather(c),
          ...[numberAt(numbers, `${channel}Scale`), op.set(scale), numberAt(numbers, `${channel}Shift`), op.set(shift)],
          ...[op.get(bytes), more.widenBytesLow, op.set(half), four(out, 0), four(out, 1)],
          ...[op.get(bytes), more.widenBytesHigh, op.set(half), four(out, 2), four(out, 3)],
          advance(out, op.i32(64))
        )
      }),
      advance(rgb, op.i32(48)),
      below(rgb, end)
    )
  }
}
