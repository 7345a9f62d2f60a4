import { rowsPerTile, tileParts } from './gallery-layout'
import type { Code, ValueType } from './wasm-module'
import { assemble, op, seq } from './wasm-module'

/**
 * `relaxed`: four products of bytes and their sum in one instruction (relaxed SIMD, `vpdpbusd` or `sdot` where the
 * processor has it). `simd`: the same numbers by widening products of core SIMD. `stream`: loads and additions only, the
 * floor that the bench compares with.
 */
export type KernelKind = 'relaxed' | 'simd' | 'stream'

/** Bytes of a hit: the tile's address in the first four, from 16 on the upper bounds of its 16 rows. */
export const hitBytes = 80
export const hitBounds = 16

const parameters = ['i32', 'i32', 'i32', 'i32', 'f32', 'f32', 'i32'] as const satisfies ValueType[]
/** Parameters, in their order: the tiles' address, tiles per stream, codes of the probe and one past their end (in scratch memory), the threshold, the weight of a row's error, where hits go. */
const given = { tiles: 0, count: 1, probe: 2, probeEnd: 3, threshold: 4, errorWeight: 5, hits: 6 } as const
const gallery = 0
const scratch = 1
const fourGroups = [0, 1, 2, 3] as const

/** Streams that a kernel reads side by side: three keep the memory busier than one, and their sums just fit the registers. */
export const streamsOf = (kind: KernelKind): number => (kind === 'simd' ? 1 : 3)

/**
 * A module with one function `scan`, which imports two memories, the gallery (shared) and a scratch of its own:
 * every stream scans `count` tiles, each stream where the one before ends, and every tile with a row whose upper bound
 * `scale × products + errorWeight × error` reaches the threshold becomes a hit. Answers the number of hits.
 *
 * @param dimension padded, a multiple of 16
 */
export function scanModule(
  kind: KernelKind,
  dimension: number,
  memory: { sharedMaximum: number }
): Uint8Array<ArrayBuffer> {
  const streams = streamsOf(kind)
  const sumsEach = kind === 'simd' ? 8 : 4
  const codes = dimension * rowsPerTile
  // Quads of numbers in one round of the innermost loop.
  const unroll = kind === 'simd' ? 4 : 2
  let next: number = parameters.length
  const take = (count: number) => (next += count) - count
  const end = take(1)
  const probe = take(1)
  const found = take(1)
  const tile = take(streams)
  const integers = next - parameters.length
  const sum = take(streams * sumsEach)
  const quad = take(unroll)
  const [row, low, high, threshold, weight] = [take(1), take(1), take(1), take(1), take(1)]
  const vectors = next - parameters.length - integers
  const every = (each: (stream: number) => Code): Code => seq(...Array.from({ length: streams }, (_, s) => each(s)))
  const sumOf = (stream: number, group: number) => sum + stream * sumsEach + group
  const line = (stream: number, offset: number) => seq(op.get(tile + stream), op.load(offset, gallery))
  const advance = (pointer: number, bytes: number) => seq(op.get(pointer), op.i32(bytes), op.add, op.set(pointer))

  const begin = (stream: number) =>
    seq(
      ...Array.from({ length: sumsEach }, (_, group) =>
        seq(
          kind === 'relaxed' ? line(stream, codes + tileParts.offsetSum + 16 * group) : op.zero,
          op.set(sumOf(stream, group))
        )
      )
    )
  const loadQuads = seq(
    ...Array.from({ length: kind === 'stream' ? 0 : unroll }, (_, u) =>
      seq(op.get(probe), op.load32Splat(4 * u, scratch), op.set(quad + u))
    )
  )
  /** Sums of products in the lanes of their rows. */
  const dotRelaxed = (u: number, stream: number, group: number) =>
    seq(
      line(stream, 64 * u + 16 * group),
      op.get(quad + u),
      op.get(sumOf(stream, group)),
      op.relaxedDotAdd,
      op.set(sumOf(stream, group))
    )
  const addOnly = (u: number, stream: number, group: number) =>
    seq(line(stream, 64 * u + 16 * group), op.get(sumOf(stream, group)), op.i32Add, op.set(sumOf(stream, group)))
  /** Four products of at most 127 × 63 fit 16 bits: only their sums are widened further, two of each row side by side. */
  const dotWidening = (group: number) =>
    seq(
      ...Array.from({ length: unroll }, (_, u) =>
        seq(
          line(0, 64 * u + 16 * group),
          op.tee(row),
          op.get(quad + u),
          op.extmulLow,
          ...(u === 0 ? [] : [op.get(low), op.i16Add]),
          op.set(low),
          op.get(row),
          op.get(quad + u),
          op.extmulHigh,
          ...(u === 0 ? [] : [op.get(high), op.i16Add]),
          op.set(high)
        )
      ),
      ...[low, high].map((part, half) =>
        seq(
          op.get(part),
          op.extaddPairwise,
          op.get(sumOf(0, 2 * group + half)),
          op.i32Add,
          op.set(sumOf(0, 2 * group + half))
        )
      )
    )
  const round =
    kind === 'simd'
      ? seq(...fourGroups.map(dotWidening))
      : seq(
          ...Array.from({ length: unroll }, (_, u) =>
            every((stream) =>
              seq(...fourGroups.map((group) => (kind === 'relaxed' ? dotRelaxed : addOnly)(u, stream, group)))
            )
          )
        )

  const pairs = (group: number, indices: readonly number[]) =>
    seq(op.get(sumOf(0, 2 * group)), op.get(sumOf(0, 2 * group + 1)), op.shuffle(indices))
  const total = (stream: number, group: number) =>
    kind === 'simd' ? seq(pairs(group, evenWords), pairs(group, oddWords), op.i32Add) : op.get(sumOf(stream, group))
  const bound = (stream: number, group: number) =>
    seq(
      total(stream, group),
      op.toF32,
      line(stream, tileParts.scale + 16 * group),
      op.f32Multiply,
      line(stream, tileParts.error + 16 * group),
      op.get(weight),
      op.f32Multiply,
      op.f32Add,
      op.set(sumOf(stream, group))
    )
  const reaches = (stream: number, group: number) =>
    seq(op.get(sumOf(stream, group)), op.get(threshold), op.f32GreaterOrEqual)
  const emit = (stream: number) =>
    seq(
      op.get(given.hits),
      // The pointer stands behind the codes by now.
      op.get(tile + stream),
      op.i32(-codes),
      op.add,
      op.storeI32(0, scratch),
      ...fourGroups.map((group) =>
        seq(op.get(given.hits), op.get(sumOf(stream, group)), op.store(hitBounds + 16 * group, scratch))
      ),
      advance(given.hits, hitBytes),
      advance(found, 1)
    )
  const judge = (stream: number) =>
    seq(
      ...fourGroups.map((group) => bound(stream, group)),
      reaches(stream, 0),
      ...[1, 2, 3].map((group) => seq(reaches(stream, group), op.or)),
      op.anyTrue,
      op.when(emit(stream))
    )

  const streamBytes = seq(op.get(given.count), op.i32(codes + tileParts.bytes), op.multiply)
  const body = seq(
    every((stream) =>
      seq(op.get(given.tiles), streamBytes, op.i32(stream), op.multiply, op.add, op.set(tile + stream))
    ),
    op.get(given.tiles),
    streamBytes,
    op.add,
    op.set(end),
    op.get(given.threshold),
    op.f32Splat,
    op.set(threshold),
    op.get(given.errorWeight),
    op.f32Splat,
    op.set(weight),
    op.repeat(
      every(begin),
      op.get(given.probe),
      op.set(probe),
      op.repeat(
        loadQuads,
        round,
        every((stream) => advance(tile + stream, 64 * unroll)),
        advance(probe, 4 * unroll),
        op.get(probe),
        op.get(given.probeEnd),
        op.lessThan
      ),
      every(judge),
      every((stream) => advance(tile + stream, tileParts.bytes)),
      op.get(tile),
      op.get(end),
      op.lessThan
    ),
    op.get(found)
  )
  const locals = [...new Array<ValueType>(integers).fill('i32'), ...new Array<ValueType>(vectors).fill('v128')]
  return assemble(
    [
      { name: 'gallery', minimum: 1, sharedMaximum: memory.sharedMaximum },
      { name: 'scratch', minimum: 1, sharedMaximum: null }
    ],
    [{ name: 'scan', parameters, results: ['i32'], locals, body }]
  )
}

const words = (...indices: number[]) => indices.flatMap((word) => [4 * word, 4 * word + 1, 4 * word + 2, 4 * word + 3])
const evenWords = words(0, 2, 4, 6)
const oddWords = words(1, 3, 5, 7)
