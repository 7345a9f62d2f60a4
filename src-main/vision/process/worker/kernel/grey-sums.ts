import type { WasmMemory } from '../../gallery/wasm-api'
import type { Part } from '../grey-face'
import { greySide } from '../grey-face'
import { greyResultBytes, maskOffset } from './grey-code'

type OverRows = (from: number, end: number, bytes: number, tail: number, out: number) => void

/** What a part of a grey face adds up to. */
export interface Sums {
  sum: number
  squares: number
  /** Levels up to 16 and from 245 on; none of a Laplacian. */
  dark: number
  bright: number
}

/** Sums over parts of grey faces that lie in the kernel's memory. */
export class GreySums {
  private readonly floats: Float32Array
  private readonly counts: Int32Array
  private readonly mask: Int32Array

  /** @param at of `greyResultBytes` of the memory */
  constructor(
    private readonly memory: WasmMemory,
    private readonly at: number,
    private readonly code: { laplacian: OverRows; levels: OverRows }
  ) {
    const words = maskOffset / 4
    this.floats = new Float32Array(memory.buffer, at, words)
    this.counts = new Int32Array(memory.buffer, at, words)
    this.mask = new Int32Array(memory.buffer, at + maskOffset, (greyResultBytes - maskOffset) / 4)
  }

  /** Over all pixels whose four neighbours lie in the part; null when there are too few, or not in this memory. */
  laplacian(grey: Float32Array, { fromX, toX, fromY, toY }: Part): Sums | null {
    return this.over(this.code.laplacian, grey, (fromY * greySide + fromX + 1) * 4, toX - fromX - 2, toY - fromY - 2)
  }

  /** Over all pixels of a part; null when it is narrower than four, or not in this memory. */
  levels(grey: Float32Array, { fromX, toX, fromY, toY }: Part): Sums | null {
    return this.over(this.code.levels, grey, (fromY * greySide + fromX) * 4, toX - fromX, toY - fromY)
  }

  private over(code: OverRows, grey: Float32Array, offset: number, columns: number, rows: number): Sums | null {
    if (grey.buffer !== this.memory.buffer || grey.length !== greySide * greySide) return null
    if (columns < 4 || rows < 1) return null
    const { floats, counts, mask } = this
    const rest = columns % 4
    for (let lane = 0; lane < 4; lane++) mask[lane] = lane < 4 - rest ? 0 : -1
    const from = grey.byteOffset + offset
    code(from, from + 4 * greySide * rows, 4 * (columns - rest), 4 * (columns - 4), this.at)
    const add = (of: Float32Array | Int32Array, i: number) => of[i]! + of[i + 1]! + of[i + 2]! + of[i + 3]!
    return { sum: add(floats, 0), squares: add(floats, 4), dark: add(counts, 8), bright: add(counts, 12) }
  }
}
