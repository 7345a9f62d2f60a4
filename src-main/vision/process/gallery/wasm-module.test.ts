import { describe, expect, it } from 'vitest'
import type { Code } from './wasm-module'
import { assemble, op, seq, signed, unsigned } from './wasm-module'
import { wasmApi } from './wasm-api'

describe('LEB128', () => {
  // Examples of the WebAssembly specification, DWARF and the edges of a byte.
  it.each([
    [0, [0x00]],
    [127, [0x7f]],
    [128, [0x80, 0x01]],
    [624485, [0xe5, 0x8e, 0x26]],
    [0xffffffff, [0xff, 0xff, 0xff, 0xff, 0x0f]]
  ])('writes %i without a sign', (value, bytes) => expect(unsigned(value)).toEqual(bytes))

  it.each([
    [0, [0x00]],
    [63, [0x3f]],
    [64, [0xc0, 0x00]],
    [-1, [0x7f]],
    [-64, [0x40]],
    [-65, [0xbf, 0x7f]],
    [-123456, [0xc0, 0xbb, 0x78]]
  ])('writes %i with a sign', (value, bytes) => expect(signed(value)).toEqual(bytes))
})

/** A module with one function of two numbers, and a memory. */
function run(body: Code, memory = new (wasmApi().Memory)({ initial: 1 })) {
  const bytes = assemble(
    [{ name: 'memory', minimum: 1, sharedMaximum: null }],
    [{ name: 'f', parameters: ['i32', 'i32'], results: ['i32'], locals: ['i32', 'v128'], body }]
  )
  const { Instance, Module } = wasmApi()
  const { exports } = new Instance(new Module(bytes), { env: { memory } })
  return exports['f'] as (a: number, b: number) => number
}

describe('assemble', () => {
  it('makes a module that counts in a loop', () => {
    const sum = run(
      seq(
        op.repeat(
          seq(op.get(2), op.get(0), op.add, op.set(2)),
          seq(op.get(0), op.i32(1), op.add, op.tee(0), op.get(1), op.lessThan)
        ),
        op.get(2)
      )
    )
    expect(sum(3, 7)).toBe(3 + 4 + 5 + 6)
  })

  it('makes one that works on vectors in memory', () => {
    const memory = new (wasmApi().Memory)({ initial: 1 })
    const bytes = new Int8Array(memory.buffer)
    bytes.set([1, -2, 3, -4], 32)
    bytes.set([127, -127, 5, 6], 0)
    const dot = run(
      seq(
        op.get(0),
        seq(op.get(0), op.load(0, 0), op.get(1), op.load32Splat(0, 0), op.extmulLow, op.extaddPairwise),
        op.store(64, 0),
        op.i32(5)
      ),
      memory
    )
    expect(dot(0, 32)).toBe(5)
    expect([...new Int32Array(memory.buffer, 64, 2)]).toEqual([127 + 254, 15 - 24])
  })

  it('is refused by the runtime where the code is wrong', () => {
    expect(() => run(op.get(9))).toThrow()
  })
})
