import type { GalleryLayout } from './gallery-layout'
import { rowsPerTile, tileParts, tilesPerSegment } from './gallery-layout'
import type { KernelKind } from './scan-kernel'
import { hitBounds, hitBytes, scanModule, streamsOf } from './scan-kernel'
import type { WasmApi, WasmMemory } from './wasm-api'
import { wasmPage } from './wasm-api'

/** The first pass over the coarse codes. One scanner belongs to one thread; the gallery's memory to all. */
export interface Scanner {
  readonly kind: KernelKind | 'javascript'
  /** Takes the probe's codes, −63 to 63, of the layout's padded length. */
  load(codes: Int8Array): void
  /**
   * Looks at `tiles` tiles from an address on, a few more where they do not divide by the kernel's streams (they lie in
   * the same segment). Tiles with a row whose bound `scale × products + errorWeight × error` reaches the threshold are
   * hits, until the next call.
   *
   * @returns the number of hits
   */
  scan(address: number, tiles: number, threshold: number, errorWeight: number): number
  /** Address of the tile of a hit. */
  tileOf(hit: number): number
  /** Bound of a row of a hit's tile. */
  boundOf(hit: number, lane: number): number
}

/** Greatest size of a gallery's memory, in pages; only addresses are reserved for it. */
export const mostPages = 65_536

/** The fastest scanner that the runtime has; `api` is null where there is no WebAssembly. */
export function openScanner(
  memory: WasmMemory,
  layout: GalleryLayout,
  api: WasmApi | null,
  kinds: readonly KernelKind[] = ['relaxed', 'simd']
): Scanner {
  for (const kind of api ? kinds : []) {
    const bytes = scanModule(kind, layout.padded, { sharedMaximum: mostPages })
    // Validation is the probe of the runtime's features.
    if (api?.validate(bytes)) return wasmScanner(kind, bytes, memory, layout, api)
  }
  return plainScanner(memory, layout)
}

const hitWords = hitBytes / 4
const alignTo16 = (bytes: number) => Math.ceil(bytes / 16) * 16

function wasmScanner(
  kind: KernelKind,
  bytes: Uint8Array<ArrayBuffer>,
  gallery: WasmMemory,
  layout: GalleryLayout,
  api: WasmApi
): Scanner {
  const hits = alignTo16(layout.padded)
  const scratch = new api.Memory({ initial: Math.ceil((hits + tilesPerSegment * hitBytes) / wasmPage) })
  const instance = new api.Instance(new api.Module(bytes), { env: { gallery, scratch } })
  const scan = instance.exports['scan'] as (...values: number[]) => number
  const codes = new Uint8Array(scratch.buffer, 0, layout.padded)
  const addresses = new Int32Array(scratch.buffer, hits)
  const bounds = new Float32Array(scratch.buffer, hits)
  const offset = kind === 'relaxed' ? 64 : 0
  const streams = streamsOf(kind)
  return {
    kind,
    load: (given) => given.forEach((code, i) => (codes[i] = code + offset)),
    scan: (address, tiles, threshold, errorWeight) =>
      scan(address, Math.ceil(tiles / streams), 0, layout.padded, threshold, errorWeight, hits),
    tileOf: (hit) => addresses[hit * hitWords]!,
    boundOf: (hit, lane) => bounds[hit * hitWords + hitBounds / 4 + lane]!
  }
}

/** For runtimes without SIMD: ten times slower, with the very same sums and bounds. */
export function plainScanner(memory: WasmMemory, layout: GalleryLayout): Scanner {
  const found = new ArrayBuffer(tilesPerSegment * hitBytes)
  const addresses = new Int32Array(found)
  const bounds = new Float32Array(found)
  const sums = new Int32Array(rowsPerTile)
  const probe = new Int8Array(layout.padded)
  return {
    kind: 'javascript',
    load: (codes) => probe.set(codes),
    scan(address, tiles, threshold, errorWeight) {
      const limit = Math.fround(threshold)
      const weight = Math.fround(errorWeight)
      let count = 0
      for (let tile = address; tile < address + tiles * layout.tileBytes; tile += layout.tileBytes) {
        const codes = new Int8Array(memory.buffer, tile, layout.tileCodes)
        const parts = new Float32Array(memory.buffer, tile + layout.tileCodes)
        sums.fill(0)
        for (let at = 0, quad = 0; at < codes.length; at += 64, quad += 4) {
          for (let i = 0; i < 64; i++) sums[i >> 2]! += codes[at + i]! * probe[quad + (i & 3)]!
        }
        let isHit = false
        for (let lane = 0; lane < rowsPerTile; lane++) {
          const worth = Math.fround(Math.fround(sums[lane]!) * parts[tileParts.scale / 4 + lane]!)
          const bound = Math.fround(worth + Math.fround(parts[tileParts.error / 4 + lane]! * weight))
          bounds[count * hitWords + hitBounds / 4 + lane] = bound
          if (bound >= limit) isHit = true
        }
        if (isHit) addresses[count++ * hitWords] = tile
      }
      return count
    },
    tileOf: (hit) => addresses[hit * hitWords]!,
    boundOf: (hit, lane) => bounds[hit * hitWords + hitBounds / 4 + lane]!
  }
}
