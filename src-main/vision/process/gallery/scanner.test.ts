import { describe, expect, it } from 'vitest'
import { galleryLayout, segmentAddress, tileParts } from './gallery-layout'
import { GalleryMemory, tileIndex } from './gallery-memory'
import { openScanner, plainScanner } from './scanner'
import { wasmApi } from './wasm-api'

/** Codes that no template would give by chance: every sum at its end, in every lane. */
const extremes = (dimension: number): [string, (row: number, i: number) => number][] => [
  ['zeros', () => 0],
  ['all at the upper end', () => 127],
  ['all at the lower end', () => -127],
  ['ends by turns', (row, i) => ((row + i) % 2 === 0 ? 127 : -127)],
  ['one number', (row, i) => (i === row % dimension ? -127 : 0)],
  ['noise', (row, i) => ((row * 2654435761 + i * 40503 + ((row * i) % 251)) % 255) - 127]
]
const probes: [string, (i: number) => number][] = [
  ['zeros', () => 0],
  ['upper ends', () => 63],
  ['lower ends', () => -63],
  ['ends by turns', (i) => (i % 2 === 0 ? 63 : -63)],
  ['noise', (i) => ((i * 7919) % 127) - 63]
]

describe.each([16, 20, 128, 511, 512])('scanners of templates of %i numbers', (dimension) => {
  const layout = galleryLayout(dimension)

  it.each(extremes(dimension))('agree to the bit on %s', (_name, code) => {
    const store = new GalleryMemory(dimension)
    const rows = 100
    for (let row = 0; row < rows; row++) {
      // Exact codes: the greatest number is 127 steps, or a tiny template makes them all the same.
      const template = Float32Array.from({ length: dimension }, (_, i) => code(row, i) / 127)
      store.add(template, row)
    }
    const scanners = [
      openScanner(store.memory, layout, wasmApi(), ['relaxed']),
      openScanner(store.memory, layout, wasmApi(), ['simd']),
      plainScanner(store.memory, layout)
    ]
    expect(scanners.map(({ kind }) => kind)).toEqual(['relaxed', 'simd', 'javascript'])
    const tiles = Math.ceil(rows / 16)
    for (const [, at] of probes) {
      const codes = Int8Array.from({ length: layout.padded }, (_, i) => (i < dimension ? at(i) : 0))
      const [fast, ...others] = scanners.map((scanner) => {
        scanner.load(codes)
        const found = new Map<number, number[]>()
        const hits = scanner.scan(segmentAddress(layout, 0), tiles, -Infinity, 3.5)
        for (let n = 0; n < hits; n++)
          found.set(
            scanner.tileOf(n),
            Array.from({ length: 16 }, (_, lane) => scanner.boundOf(n, lane))
          )
        // Kernels may look at a few tiles more, behind the last.
        return [...found].sort(([a], [b]) => a - b).slice(0, tiles)
      })
      for (const other of others) expect(other).toEqual(fast)
      const parts = new Float32Array(store.memory.buffer, segmentAddress(layout, 0) + layout.tileCodes, 32)
      const tile = new Int8Array(store.memory.buffer, segmentAddress(layout, 0), layout.tileCodes)
      const sum = codes.reduce((total, one, i) => total + one * tile[tileIndex(5, i)]!, 0)
      const bound = Math.fround(
        Math.fround(Math.fround(sum) * parts[5]!) + Math.fround(parts[tileParts.error / 4 + 5]! * 3.5)
      )
      expect(fast?.[0]?.[1][5]).toBe(bound)
    }
  })
})

describe('openScanner', () => {
  it('falls back where the runtime lacks something', () => {
    const { memory, layout } = new GalleryMemory(16)
    const { Memory, Module, Instance } = wasmApi()
    const validate = (bytes: Uint8Array<ArrayBuffer>) => wasmApi().validate(bytes)
    const api = { Memory, Module, Instance, validate }
    expect(openScanner(memory, layout, api).kind).toBe('relaxed')
    let asked = 0
    expect(openScanner(memory, layout, { ...api, validate: (bytes) => asked++ > 0 && validate(bytes) }).kind).toBe(
      'simd'
    )
    expect(openScanner(memory, layout, { ...api, validate: () => false }).kind).toBe('javascript')
    expect(openScanner(memory, layout, null).kind).toBe('javascript')
  })

  it('reports only tiles that reach the threshold', () => {
    const store = new GalleryMemory(16)
    for (let row = 0; row < 16 * 40; row++)
      store.add(new Float32Array(16).fill(row === 16 * 17 + 3 || row === 16 * 39 ? 1 : 0.1), row)
    for (const kinds of [['relaxed'], ['simd'], []] as const) {
      const scanner = openScanner(store.memory, store.layout, wasmApi(), kinds)
      scanner.load(new Int8Array(16).fill(63))
      const hits = scanner.scan(segmentAddress(store.layout, 0), 40, 16 * 63 * 0.9, 0)
      const tiles = Array.from({ length: hits }, (_, n) => scanner.tileOf(n))
      expect(tiles.map((tile) => (tile - segmentAddress(store.layout, 0)) / store.layout.tileBytes).sort()).toEqual([
        17, 39
      ])
    }
  })
})
