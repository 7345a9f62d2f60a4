import type { GalleryLayout } from './gallery-layout'
import { headerWords, rowPlace, rowsPerSegment, rowsPerTile, segmentAddress, tileParts } from './gallery-layout'
import { quantiseProbe } from './quantise'
import type { Scanner } from './scanner'
import { TopPeople } from './top-people'
import type { WasmMemory } from './wasm-api'

export interface FoundPerson {
  owner: number
  /** Row of the person's best template. */
  row: number
  /** Dot product of the probe and that template. */
  score: number
}

/** Tiles of the first calls: few, since without a good threshold most tiles are hits. Each sees four times as much. */
const firstTiles = [3, 9, 36]
/** Room for the single precision in which the kernels compute bounds of scores of at most about 1. */
const slack = 1e-5
/** More changes than this during one search do not happen; it then answers from what it saw last. */
const mostAttempts = 100

/**
 * Exact search for the people whose best templates have the greatest dot products with a probe, in two passes. The first
 * reads the coarse codes of every row. The true score differs from theirs by at most |probe| × error of the row +
 * error of the probe × |row| (Cauchy–Schwarz), so only rows whose upper bound reaches the k-th best person's lower bound
 * can matter; the second pass takes these in order of their bounds and computes scores from all 16 bits, until no bound
 * reaches the k-th best score any more. Scores are within 5e-5 of those of the float templates (1e-6 as a rule), and the
 * order is theirs but for people whose scores lie that close.
 */
export class GallerySearch {
  private candidates = new Float64Array(1024)
  private candidateRows = new Int32Array(1024)
  private count = 0
  private readonly sharpened = new Set<number>()
  /** How many rows the last search computed in full. */
  reranked = 0

  private views: ReturnType<typeof viewsOf>

  constructor(
    private readonly memory: WasmMemory,
    private readonly layout: GalleryLayout,
    private readonly scanner: Scanner
  ) {
    this.views = viewsOf(memory)
  }

  /**
   * @param probe of the layout's dimension, finite
   * @param most people to answer, 1 or more
   * @returns best first; fewer where fewer have templates
   * @throws RangeError of a probe of another length or with a number that is none
   */
  find(probe: Float32Array, most: number): FoundPerson[] {
    if (probe.length !== this.layout.dimension)
      throw new RangeError(`a probe of ${probe.length} numbers among templates of ${this.layout.dimension}`)
    if (!probe.every(Number.isFinite)) throw new RangeError('a probe with numbers that are none')
    const { words } = this.views
    for (let attempt = 1; ; attempt++) {
      const before = Atomics.load(words, headerWords.changes)
      const found = this.once(probe, most)
      // Rows that changed meanwhile could have been seen by halves.
      if ((before & 1) === 0 && Atomics.load(words, headerWords.changes) === before) return found
      if (attempt === mostAttempts) return found
    }
  }

  private once(probe: Float32Array, most: number): FoundPerson[] {
    this.note()
    const { layout, scanner } = this
    const quantised = quantiseProbe(probe, layout.padded)
    const probeError = quantised.error * this.views.floats[headerWords.greatestNorm]! + slack
    scanner.load(quantised.codes)
    // The kernels count in steps of the probe.
    const scale = quantised.scale
    const weight = (quantised.norm / scale) * (1 + 1e-6)
    const lower = new TopPeople(most)
    this.count = 0
    this.sharpened.clear()
    const rows = this.views.words[headerWords.rows]!
    for (let begin = 0; begin < rows; begin += rowsPerSegment) {
      const address = segmentAddress(layout, begin / rowsPerSegment)
      const tiles = Math.ceil(Math.min(rowsPerSegment, rows - begin) / rowsPerTile)
      const parts = begin === 0 ? [...firstTiles, tiles] : [tiles]
      for (let done = 0; done < tiles;) {
        const part = Math.min(parts.shift() ?? tiles, tiles - done)
        const limit = (lower.threshold - probeError) / scale
        const hits = scanner.scan(address + done * layout.tileBytes, part, limit, weight)
        for (let hit = 0; hit < hits; hit++) this.take(hit, begin, address, limit, { scale, weight, probeError }, lower)
        if (hits > 0) this.sharpen(probe, lower)
        done += part
      }
    }
    return this.rerank(probe, lower.threshold, most)
  }

  /** Notes the rows of a hit that may matter, and how good they are at the least. */
  private take(
    hit: number,
    begin: number,
    address: number,
    limit: number,
    { scale, weight, probeError }: { scale: number; weight: number; probeError: number },
    lower: TopPeople
  ): void {
    const { layout, scanner } = this
    const { floats, words } = this.views
    const lanes = rowsPerTile
    const tile = scanner.tileOf(hit)
    const first = ((tile - address) / layout.tileBytes) * rowsPerTile
    const errors = (tile + layout.tileCodes + tileParts.error) / 4
    const owners = (address + layout.owners) / 4 + first
    for (let lane = 0; lane < lanes; lane++) {
      const bound = scanner.boundOf(hit, lane)
      if (bound < limit) continue
      const owner = words[owners + lane]!
      if (owner < 0) continue
      const row = begin + first + lane
      lower.offer(owner, row, (bound - 2 * floats[errors + lane]! * weight) * scale - probeError)
      this.push(row, bound * scale + probeError)
    }
  }

  /** The true scores of who leads so far: a higher threshold spares many rows that only may matter. */
  private sharpen(probe: Float32Array, lower: TopPeople): void {
    for (const row of [...lower.rows]) {
      if (this.sharpened.has(row)) continue
      this.sharpened.add(row)
      const { owner, score } = this.score(probe, row)
      if (owner >= 0) lower.offer(owner, row, score)
    }
  }

  private push(row: number, upper: number): void {
    if (this.count === this.candidates.length) {
      const [candidates, rows] = [new Float64Array(this.count * 2), new Int32Array(this.count * 2)]
      candidates.set(this.candidates)
      rows.set(this.candidateRows)
      this.candidates = candidates
      this.candidateRows = rows
    }
    this.candidates[this.count] = upper
    this.candidateRows[this.count++] = row
  }

  private rerank(probe: Float32Array, threshold: number, most: number): FoundPerson[] {
    const { candidates } = this
    const order: number[] = []
    for (let i = 0; i < this.count; i++) if (candidates[i]! >= threshold) order.push(i)
    order.sort((a, b) => candidates[b]! - candidates[a]!)
    const top = new TopPeople(most)
    this.reranked = 0
    for (const i of order) {
      if (candidates[i]! < top.threshold) break
      const row = this.candidateRows[i]!
      const { score, owner } = this.score(probe, row)
      this.reranked++
      if (owner >= 0) top.offer(owner, row, score)
    }
    return top.owners.map((owner, i) => ({ owner, row: top.rows[i]!, score: top.scores[i]! }))
  }

  private score(probe: Float32Array, row: number): { score: number; owner: number } {
    const { layout } = this
    const { bytes, floats, words } = this.views
    const { tile, lane, fine, owner } = rowPlace(layout, row)
    const scale = floats[(tile + layout.tileCodes + tileParts.scale) / 4 + lane]!
    // The coarse codes lie as `tileIndex` says: spelled out, since this is the innermost loop.
    const coarse = tile + lane * 4
    let sum = 0
    for (let i = 0; i < probe.length; i++)
      sum += probe[i]! * (256 * bytes[coarse + (i >> 2) * 64 + (i & 3)]! + bytes[fine + i]!)
    return { score: (sum * scale) / 256, owner: words[owner / 4]! }
  }

  /** Another thread may have grown the memory. */
  private note(): void {
    const rows = this.views.words[headerWords.rows]!
    const last = segmentAddress(this.layout, Math.ceil(rows / rowsPerSegment))
    if (this.memory.buffer.byteLength < last) this.memory.grow(0)
    if (this.views.bytes.byteLength < last) this.views = viewsOf(this.memory)
  }
}

const viewsOf = ({ buffer }: WasmMemory) => ({
  bytes: new Int8Array(buffer),
  words: new Int32Array(buffer),
  floats: new Float32Array(buffer)
})
