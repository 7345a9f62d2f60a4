/**
 * A small assembler for WebAssembly modules: code is a list of bytes, and each instruction a function that gives some.
 * Only what the gallery's kernels need (WebAssembly core 2.0 with SIMD; multiple memories and relaxed SIMD of 3.0).
 */
export type Code = readonly number[]

export const seq = (...parts: readonly Code[]): Code => parts.flat()

/** LEB128, by which the format writes its integers. */
export function unsigned(value: number): Code {
  const bytes: number[] = []
  let rest = value >>> 0
  do {
    const low = rest & 0x7f
    rest >>>= 7
    bytes.push(rest === 0 ? low : low | 0x80)
  } while (rest !== 0)
  return bytes
}

export function signed(value: number): Code {
  const bytes: number[] = []
  for (let rest = value | 0; ;) {
    const low = rest & 0x7f
    rest >>= 7
    if ((rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)) return [...bytes, low]
    bytes.push(low | 0x80)
  }
}

const vector = (items: readonly Code[]): Code => seq(unsigned(items.length), ...items)
const section = (id: number, body: Code): Code => [id, ...unsigned(body.length), ...body]
const text = (value: string): Code => vector([...new TextEncoder().encode(value)].map((byte) => [byte]))

const typeCodes = { i32: 0x7f, f32: 0x7d, v128: 0x7b } as const
export type ValueType = keyof typeof typeCodes

const simd = (code: number): Code => [0xfd, ...unsigned(code)]
/** Alignment hint as a power of two, memory's index (bit 6 says that there is one), offset. */
const at = (align: number, offset: number, memory: number): Code =>
  memory === 0 ? [align, ...unsigned(offset)] : [align | 0x40, ...unsigned(memory), ...unsigned(offset)]

/** Instructions; operands are taken from the stack unless given. `memory` is the index of an imported memory. */
export const op = {
  get: (local: number): Code => [0x20, ...unsigned(local)],
  set: (local: number): Code => [0x21, ...unsigned(local)],
  tee: (local: number): Code => [0x22, ...unsigned(local)],
  i32: (value: number): Code => [0x41, ...signed(value)],
  add: [0x6a] as Code,
  multiply: [0x6c] as Code,
  lessThan: [0x49] as Code,
  /** Runs `body` over and over while it leaves a number other than 0. */
  repeat: (...body: Code[]): Code => seq([0x03, 0x40], ...body, [0x0d, 0x00, 0x0b]),
  /** Runs `body` when the number on the stack is not 0. */
  when: (...body: Code[]): Code => seq([0x04, 0x40], ...body, [0x0b]),
  storeI32: (offset: number, memory: number): Code => [0x36, ...at(2, offset, memory)],
  load: (offset: number, memory: number): Code => [...simd(0), ...at(4, offset, memory)],
  /** Four bytes, repeated four times. */
  load32Splat: (offset: number, memory: number): Code => [...simd(9), ...at(2, offset, memory)],
  store: (offset: number, memory: number): Code => [...simd(11), ...at(4, offset, memory)],
  zero: seq(simd(12), new Array<number>(16).fill(0)),
  /** Bytes of two vectors by index: 0–15 of the first, 16–31 of the second. */
  shuffle: (indices: readonly number[]): Code => seq(simd(13), indices),
  f32Splat: simd(19),
  f32GreaterOrEqual: simd(70),
  or: simd(80),
  anyTrue: simd(83),
  extaddPairwise: simd(126),
  i16Add: simd(142),
  extmulLow: simd(156),
  extmulHigh: simd(157),
  i32Add: simd(174),
  f32Add: simd(228),
  f32Multiply: simd(230),
  toF32: simd(250),
  /** Four products of signed bytes and bytes of 0–127 each, added to a sum (relaxed SIMD). */
  relaxedDotAdd: simd(0x113)
}

export interface WasmFunction {
  name: string
  parameters: readonly ValueType[]
  results: readonly ValueType[]
  locals: readonly ValueType[]
  body: Code
}

export interface MemoryImport {
  name: string
  /** Pages of 64 kB; a shared memory names its greatest size as well. */
  minimum: number
  sharedMaximum: number | null
}

/** The bytes of a module that imports its memories from `env` and exports its functions. */
export function assemble(
  memories: readonly MemoryImport[],
  functions: readonly WasmFunction[]
): Uint8Array<ArrayBuffer> {
  const typesOf = (types: readonly ValueType[]) => vector(types.map((type) => [typeCodes[type]]))
  return Uint8Array.from(
    seq(
      [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      section(1, vector(functions.map((one) => seq([0x60], typesOf(one.parameters), typesOf(one.results))))),
      section(
        2,
        vector(
          memories.map(({ name, minimum, sharedMaximum }) =>
            seq(
              text('env'),
              text(name),
              sharedMaximum === null
                ? seq([0x02, 0x00], unsigned(minimum))
                : seq([0x02, 0x03], unsigned(minimum), unsigned(sharedMaximum))
            )
          )
        )
      ),
      section(3, vector(functions.map((_, index) => unsigned(index)))),
      section(7, vector(functions.map(({ name }, index) => seq(text(name), [0x00], unsigned(index))))),
      section(
        10,
        vector(
          functions.map(({ locals, body }) => {
            const code = seq(vector(locals.map((type) => [1, typeCodes[type]])), body, [0x0b])
            return seq(unsigned(code.length), code)
          })
        )
      )
    )
  )
}
