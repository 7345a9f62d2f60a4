import type { GalleryLayout } from './gallery-layout'
import { bytesOf, galleryLayout, headerWords, rowPlace, rowsPerSegment, tileParts } from './gallery-layout'
import { quantiseTemplate } from './quantise'
import { mostPages } from './scanner'
import type { WasmMemory } from './wasm-api'
import { wasmApi, wasmPage } from './wasm-api'

/**
 * The one writer of a gallery's memory. Rows are added, and removed in place while other threads search: these notice by
 * the count of changes that they must look again. A removed row is zeroed before the call returns, and used anew later.
 */
export class GalleryMemory {
  readonly memory: WasmMemory
  readonly layout: GalleryLayout
  private rows = 0
  private segments = 0
  private readonly free: number[] = []
  private readonly codes: { coarse: Int8Array; fine: Int8Array }

  /** @throws RangeError of a dimension that no model has */
  constructor(dimension: number) {
    this.layout = galleryLayout(dimension)
    this.memory = new (wasmApi().Memory)({ initial: 1, maximum: mostPages, shared: true })
    this.codes = { coarse: new Int8Array(this.layout.padded), fine: new Int8Array(this.layout.padded) }
  }

  /** Bytes that the gallery takes. */
  get bytes(): number {
    return bytesOf(this.layout, this.segments)
  }

  /** Threads that may be searching. */
  get users(): number {
    return Atomics.load(new Int32Array(this.memory.buffer, 0, 16), headerWords.users)
  }

  /** Overwrites everything with zeros, a segment at a time; the memory is of no use afterwards. */
  *wipe(): Generator<void> {
    for (let segment = 0; segment < this.segments; segment++) {
      new Uint8Array(this.memory.buffer, bytesOf(this.layout, segment), this.layout.segmentBytes).fill(0)
      yield
    }
  }

  /** Lets several rows change at once in the eyes of those who search. `write` must not wait for anything. */
  change<T>(write: () => T): T {
    const words = new Int32Array(this.memory.buffer, 0, 16)
    Atomics.add(words, headerWords.changes, 1)
    try {
      return write()
    } finally {
      Atomics.add(words, headerWords.changes, 1)
    }
  }

  /**
   * Within `change`, once others search.
   *
   * @param owner 0 or more: the person's number
   * @returns the row's number
   * @throws RangeError when the memory is full, or the template is of another length
   */
  add(template: Float32Array, owner: number): number {
    const { layout, codes } = this
    if (template.length !== layout.dimension) throw new RangeError(`a template of ${template.length} numbers`)
    const row = this.free.pop() ?? this.append()
    const place = rowPlace(layout, row)
    const { buffer } = this.memory
    const quantised = quantiseTemplate(template, codes)
    const tile = new Int8Array(buffer, place.tile, layout.tileCodes)
    for (let i = 0; i < layout.padded; i++) tile[tileIndex(place.lane, i)] = codes.coarse[i]!
    new Int8Array(buffer, place.fine, layout.padded).set(codes.fine)
    this.setParts(place, quantised.scale, quantised.error, -64 * quantised.sum)
    const norm = new Float32Array(buffer, headerWords.greatestNorm * 4, 1)
    // Rounded up, as a bound must be; it never falls, which costs a little time and never an answer.
    norm[0] = Math.max(norm[0]!, (quantised.norm + quantised.error) * (1 + 1e-6))
    new Int32Array(buffer, place.owner, 1)[0] = owner
    return row
  }

  /** Overwrites a row with zeros and gives its place back. */
  remove(row: number): void {
    const { layout } = this
    const place = rowPlace(layout, row)
    const { buffer } = this.memory
    new Int32Array(buffer, place.owner, 1)[0] = -1
    const tile = new Int8Array(buffer, place.tile, layout.tileCodes)
    for (let i = 0; i < layout.padded; i++) tile[tileIndex(place.lane, i)] = 0
    new Int8Array(buffer, place.fine, layout.padded).fill(0)
    this.setParts(place, 0, 0, 0)
    this.free.push(row)
  }

  private setParts(
    { tile, lane }: { tile: number; lane: number },
    scale: number,
    error: number,
    offsetSum: number
  ): void {
    const { tileCodes } = this.layout
    const floats = new Float32Array(this.memory.buffer, tile + tileCodes, 32)
    floats[tileParts.scale / 4 + lane] = scale
    floats[tileParts.error / 4 + lane] = error
    new Int32Array(this.memory.buffer, tile + tileCodes + tileParts.offsetSum, 16)[lane] = offsetSum
  }

  private append(): number {
    const row = this.rows++
    if (row >= this.segments * rowsPerSegment) this.addSegment()
    new Int32Array(this.memory.buffer, 0, 16)[headerWords.rows] = this.rows
    return row
  }

  private addSegment(): void {
    const wanted = bytesOf(this.layout, this.segments + 1)
    const lacking = wanted - this.memory.buffer.byteLength
    if (lacking > 0) this.memory.grow(Math.ceil(lacking / wasmPage))
    const from = bytesOf(this.layout, this.segments) + this.layout.owners
    new Int32Array(this.memory.buffer, from, rowsPerSegment).fill(-1)
    this.segments++
  }
}

/** Where number `i` of the row in `lane` lies within its tile: fours of numbers, row after row. */
export const tileIndex = (lane: number, i: number): number => (i >> 2) * 64 + lane * 4 + (i & 3)
