import { rowsPerSegment, rowsPerTile, segmentAddress } from '../../src-main/vision/process/gallery/gallery-layout'
import { GalleryMemory } from '../../src-main/vision/process/gallery/gallery-memory'
import { GallerySearch } from '../../src-main/vision/process/gallery/gallery-search'
import type { KernelKind } from '../../src-main/vision/process/gallery/scan-kernel'
import type { Scanner } from '../../src-main/vision/process/gallery/scanner'
import { openScanner } from '../../src-main/vision/process/gallery/scanner'
import { wasmApi } from '../../src-main/vision/process/gallery/wasm-api'
import { median, quantile, rounded } from '../statistics'
import type { MadeGallery } from './made-gallery'

const probesOfEach = 50
const warmUps = 30
const samples = 300
const people = 5
/** Templates of one message of 512 kB, as they arrive in the app. */
const chunk = 256

export interface GalleryFigures {
  p50Ms: number | null
  p99Ms: number | null
  /** Of probes of people in the gallery: the share whose first answer is that of exact floats. */
  recallAt1: number
  /** The same of strangers' probes. */
  strangerTop1Same: number
  /** All that the gallery takes, in 10^6 bytes. */
  mb: number | null
  bandwidthFloorMs: number | null
  /** Of the floor, in the same run: what of the p99 is the machine's own. */
  bandwidthFloorP99Ms: number | null
  ratio: number | null
  kernel: string
}

export function measureGallery(
  made: MadeGallery,
  kinds?: readonly KernelKind[]
): { figures: GalleryFigures; notes: string } {
  const { store, chunkMs } = fill(made)
  const scanner = openScanner(store.memory, store.layout, wasmApi(), kinds)
  const search = new GallerySearch(store.memory, store.layout, scanner)
  const floor = openScanner(store.memory, store.layout, wasmApi(), ['stream'])
  const rows = made.vectors.length / made.dimension

  const mated = Array.from({ length: probesOfEach }, (_, i) => made.mated((i * 7919) % made.people))
  const strangers = Array.from({ length: probesOfEach }, () => made.stranger())
  const probes = mated.flatMap((probe, i) => [probe, strangers[i]!])
  const times = { search: [] as number[], floor: [] as number[] }
  const reranked: number[] = []
  for (let i = -warmUps; i < samples; i++) {
    const probe = probes[(i + warmUps) % probes.length]!
    const begun = performance.now()
    search.find(probe, people)
    const between = performance.now()
    stream(floor, store, rows)
    const ended = performance.now()
    if (i < 0) continue
    times.search.push(between - begun)
    times.floor.push(ended - between)
    reranked.push(search.reranked)
  }

  const wanted = exactFirst(made, probes)
  const same = probes.map((probe, i) => search.find(probe, people)[0]?.owner === wanted[i]!.owner)
  const worst = Math.max(...probes.map((probe, i) => Math.abs(search.find(probe, 1)[0]!.score - wanted[i]!.score)))
  const share = (from: number) => same.filter((one, i) => i % 2 === from && one).length / probesOfEach
  const [p50, p50Floor] = [median(times.search), median(times.floor)]
  const scores = (from: number) => spread(wanted.flatMap(({ score }, i) => (i % 2 === from ? [score] : [])))
  return {
    figures: {
      p50Ms: rounded(p50, 2),
      p99Ms: rounded(quantile(times.search, 0.99), 2),
      recallAt1: share(0),
      strangerTop1Same: share(1),
      mb: rounded(store.bytes / 1e6, 1),
      bandwidthFloorMs: rounded(p50Floor, 2),
      bandwidthFloorP99Ms: rounded(quantile(times.floor, 0.99), 2),
      ratio: p50 === null || p50Floor === null ? null : rounded(p50 / p50Floor, 2),
      kernel: scanner.kind
    },
    notes:
      `first answers ${scores(0)} of the enrolled and ${scores(1)} of strangers; at most ${worst.toExponential(1)} from exact; ` +
      `${median(reranked)} rows computed in full (at most ${Math.max(...reranked)}); ` +
      `${rounded(median(chunkMs), 1)} ms to take in ${chunk} templates (p99 ${rounded(quantile(chunkMs, 0.99), 1)})`
  }
}

function fill({ dimension, vectors, ownerOf }: MadeGallery): { store: GalleryMemory; chunkMs: number[] } {
  const store = new GalleryMemory(dimension)
  const chunkMs: number[] = []
  const rows = vectors.length / dimension
  for (let from = 0; from < rows; from += chunk) {
    const begun = performance.now()
    for (let row = from; row < Math.min(rows, from + chunk); row++)
      store.add(vectors.subarray(row * dimension, (row + 1) * dimension), ownerOf(row))
    chunkMs.push(performance.now() - begun)
  }
  return { store, chunkMs }
}

/** Reads what the first pass of a search reads. */
function stream(floor: Scanner, { layout }: GalleryMemory, rows: number): void {
  for (let row = 0; row < rows; row += rowsPerSegment) {
    const tiles = Math.ceil(Math.min(rowsPerSegment, rows - row) / rowsPerTile)
    floor.scan(segmentAddress(layout, row / rowsPerSegment), tiles, Infinity, 0)
  }
}

/** The best person of each probe by the floats themselves. */
function exactFirst(made: MadeGallery, probes: readonly Float32Array[]): { owner: number; score: number }[] {
  const { dimension, vectors, ownerOf } = made
  const best = probes.map(() => ({ owner: -1, score: -Infinity }))
  for (let row = 0; row * dimension < vectors.length; row++) {
    const start = row * dimension
    for (const [n, probe] of probes.entries()) {
      let [s0, s1, s2, s3] = [0, 0, 0, 0]
      for (let i = 0; i < dimension; i += 4) {
        s0 += probe[i]! * vectors[start + i]!
        s1 += probe[i + 1]! * vectors[start + i + 1]!
        s2 += probe[i + 2]! * vectors[start + i + 2]!
        s3 += probe[i + 3]! * vectors[start + i + 3]!
      }
      const score = s0 + s1 + s2 + s3
      if (score > best[n]!.score) best[n] = { owner: ownerOf(row), score }
    }
  }
  return best
}

function spread(values: number[]): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return `${mean.toFixed(2)} ± ${Math.sqrt(variance).toFixed(2)}`
}
