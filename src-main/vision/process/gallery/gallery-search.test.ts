import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { normalise } from '../worker/embedder'
import { headerWords, rowPlace, rowsPerSegment, tileParts } from './gallery-layout'
import { GalleryMemory, tileIndex } from './gallery-memory'
import { GallerySearch } from './gallery-search'
import { openScanner, plainScanner } from './scanner'
import { wasmApi } from './wasm-api'

let seed = 11
const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647
const gauss = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())
const noise = (dimension: number) => normalise(Float32Array.from({ length: dimension }, gauss))
const near = (template: Float32Array, amount: number) =>
  normalise(template.map((value) => value + (amount * gauss()) / Math.sqrt(template.length)))

function fill(dimension: number, templates: readonly Float32Array[], ownerOf: (row: number) => number) {
  const store = new GalleryMemory(dimension)
  templates.forEach((template, row) => store.add(template, ownerOf(row)))
  return store
}
const searchOf = (store: GalleryMemory, plain = false) =>
  new GallerySearch(
    store.memory,
    store.layout,
    plain ? plainScanner(store.memory, store.layout) : openScanner(store.memory, store.layout, wasmApi())
  )

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)

/** Everybody's best template by exact floats, best first. */
function exact(
  templates: readonly Float32Array[],
  ownerOf: (row: number) => number,
  probe: Float32Array,
  most: number
) {
  const best = new Map<number, number>()
  templates.forEach((template, row) => {
    const owner = ownerOf(row)
    best.set(owner, Math.max(best.get(owner) ?? -Infinity, dot(template, probe)))
  })
  return [...best].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most)
}

describe.each([
  [512, 1500],
  [128, 3500],
  [511, 700],
  [20, 3000],
  [1, 40]
])('a search among templates of %i numbers', (dimension, rows) => {
  const centres = Array.from({ length: Math.ceil(rows / 4) }, () => noise(dimension))
  const templates = Array.from({ length: rows }, (_, row) => near(centres[row >> 2]!, 0.8))
  const ownerOf = (row: number) => row >> 2
  const store = fill(dimension, templates, ownerOf)
  const search = searchOf(store)

  it('answers as exact floats do, for those enrolled and for strangers', () => {
    for (let n = 0; n < 24; n++) {
      const probe = n % 2 === 0 ? noise(dimension) : near(centres[(n * 31) % centres.length]!, 0.8)
      const wanted = exact(templates, ownerOf, probe, 6)
      const found = search.find(probe, 5)
      found.forEach(({ score }, i) => expect(Math.abs(score - wanted[i]![1])).toBeLessThan(5e-5))
      // People whose scores lie closer than the tolerance may change places.
      if (wanted.every(([, score], i) => i === 0 || wanted[i - 1]![1] - score > 1e-4))
        expect(found.map(({ owner }) => owner)).toEqual(wanted.slice(0, 5).map(([owner]) => owner))
    }
  })

  it('answers the same without WebAssembly', () => {
    const plain = searchOf(store, true)
    for (let n = 0; n < 4; n++) {
      const probe = near(centres[n]!, 1)
      expect(plain.find(probe, 5)).toEqual(search.find(probe, 5))
    }
  })
})

describe('a search among templates that are hard to tell apart', () => {
  const same = noise(64)
  const spike = Float32Array.from({ length: 64 }, (_, i) => (i === 7 ? 1 : 1e-3))
  it.each<[string, Float32Array[], Float32Array, number[]]>([
    ['all equal: in order of the owners', Array.from({ length: 100 }, () => same), same, [0, 1, 2, 3, 4]],
    ['all zero', Array.from({ length: 50 }, () => new Float32Array(64)), same, [0, 1, 2, 3, 4]],
    ['a probe of zeros', Array.from({ length: 50 }, () => noise(64)), new Float32Array(64), [0, 1, 2, 3, 4]],
    ['all opposite', Array.from({ length: 50 }, () => same.map((value) => -value)), same, [0, 1, 2, 3, 4]],
    ['fewer people than asked for', [same, spike], spike, [1, 0]],
    ['nobody', [], same, []],
    ['one spike', [same, spike, spike.map((value) => value * 2)], spike, [2, 1, 0]],
    ['tiny and huge', [same.map((v) => v * 1e-20), same.map((v) => v * 1e10), same], same, [1, 2, 0]]
  ])('%s', (_name, templates, probe, owners) => {
    const store = fill(64, templates, (row) => row)
    expect(
      searchOf(store)
        .find(probe, 5)
        .map(({ owner }) => owner)
    ).toEqual(owners)
    expect(searchOf(store, true).find(probe, 5)).toEqual(searchOf(store).find(probe, 5))
  })

  it('finds the closest among thousands of near copies', () => {
    const templates = Array.from({ length: 4000 }, () => near(same, 0.02))
    const store = fill(64, templates, (row) => row)
    for (let n = 0; n < 5; n++) {
      const probe = near(same, 0.02)
      const [found] = searchOf(store).find(probe, 1)
      const [wanted] = exact(templates, (row) => row, probe, 1)
      expect(wanted![1] - dot(templates[found!.row]!, probe)).toBeLessThan(1e-5)
    }
  })

  it('refuses what is no probe', () => {
    const search = searchOf(fill(64, [same], () => 0))
    expect(() => search.find(new Float32Array(63), 1)).toThrow(RangeError)
    expect(() => search.find(new Float32Array(64).fill(NaN), 1)).toThrow(RangeError)
  })
})

describe('a gallery that changes', () => {
  it('gives places back, and grows over several segments', () => {
    const store = new GalleryMemory(16)
    const rows: number[] = []
    const templates = Array.from({ length: rowsPerSegment * 2 + 50 }, () => noise(16))
    templates.forEach((template, i) => rows.push(store.add(template, i)))
    const search = searchOf(store)
    const last = templates.length - 1
    expect(search.find(templates[last]!, 1)[0]).toMatchObject({ owner: last })
    const bytes = store.bytes
    for (const row of rows.splice(1000, 3000)) store.change(() => store.remove(row))
    expect(search.find(templates[2000]!, 1)[0]?.owner).not.toBe(2000)
    for (let i = 0; i < 3000; i++) store.add(templates[1000 + i]!, 9000 + i)
    expect(search.find(templates[2000]!, 1)[0]).toMatchObject({ owner: 10_000 })
    expect(store.bytes).toBe(bytes)
  })

  it('never shows a search a template by halves', async () => {
    // Another thread turns a template into its opposite and back while this one searches: its score is 1 or −1, else it was seen halfway.
    const store = new GalleryMemory(512)
    const ana = noise(512)
    for (let i = 0; i < 3000; i++) store.add(noise(512), 1)
    const { tile, lane, fine } = rowPlace(store.layout, store.add(ana, 0))
    const bytes = Array.from({ length: 512 }, (_, i) => [tile + tileIndex(lane, i), fine + i]).flat()
    const word = (tile + store.layout.tileCodes + tileParts.offsetSum) / 4 + lane
    const words = new Int32Array(store.memory.buffer)
    const search = searchOf(store)
    const stop = new Int32Array(new SharedArrayBuffer(4))
    const worker = new Worker(turning, {
      eval: true,
      workerData: { memory: store.memory, bytes, word, stop, changes: headerWords.changes }
    })
    await new Promise((resolve) => worker.once('online', resolve))
    const seen = new Set<number>()
    const changes = () => Atomics.load(words, headerWords.changes)
    const begun = changes()
    while (changes() < begun + 200) {
      const score = search.find(ana, 2).find(({ owner }) => owner === 0)?.score ?? NaN
      seen.add(Math.round(Math.abs(score) * 100))
    }
    Atomics.store(stop, 0, 1)
    Atomics.notify(stop, 0)
    await new Promise((resolve) => worker.once('exit', resolve))
    expect([...seen]).toEqual([100])
  })
})

const turning = `
  const { memory, bytes, word, stop, changes } = require('node:worker_threads').workerData
  const words = new Int32Array(memory.buffer)
  const codes = new Int8Array(memory.buffer)
  while (Atomics.load(stop, 0) === 0) {
    Atomics.add(words, changes, 1)
    for (const at of bytes) codes[at] = -codes[at]
    words[word] = -words[word]
    Atomics.add(words, changes, 1)
    Atomics.wait(stop, 0, 0, 2)
  }
`
