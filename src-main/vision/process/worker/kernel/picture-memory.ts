import type { WasmMemory } from '../../gallery/wasm-api'
import type { Affine } from '../affine'
import type { TensorFormat } from '../crop-to-tensor'
import type { Picture } from '../picture'
import { chromaSide, pictureBytes } from '../picture'

/** Where a picture for the detector lies, before the camera's, and how large it may be. */
export const fittedBytes = 2 * 2 ** 20
/** Vectors are read whole: what lies behind a picture must at least be there. */
export const slack = 4096
/** Longest side of what is copied for a crop that reaches over the border. */
const longestPatch = 2048
/** What a computed coordinate may be off. */
const edge = 1e-6

/** A picture in the kernel's memory: its planes' addresses, and where in the camera's picture it begins. */
export interface Source {
  y: number
  u: number
  v: number
  end: number
  width: number
  height: number
  left: number
  top: number
}

/** The part of the memory that kernels read pictures from. */
export class PictureMemory {
  private readonly bytes: Uint8Array
  private loaded: Picture | null = null

  /** @param start everything from here on is for pictures; the memory must not grow */
  constructor(
    memory: WasmMemory,
    private readonly start: number
  ) {
    this.bytes = new Uint8Array(memory.buffer)
  }

  /** Copies a picture for the detector, of at most `fittedBytes`. Answers where it lies. */
  loadFitted(data: Uint8Array): number {
    this.bytes.set(data, this.start)
    return this.start
  }

  /**
   * Where a crop is read from: the picture itself or, where it reaches over the border, a copy of what it needs with black
   * around it.
   *
   * @param margin pixels that are read beyond the crop
   * @returns null when there is no room for it
   */
  sourceOf(picture: Picture, map: Affine, crop: TensorFormat, margin: number): Source | null {
    if (this.patchAt(picture) > this.bytes.length) return null
    this.load(picture)
    const { width, height } = picture
    const whole = sourceAt(this.start + fittedBytes, width, height, 0, 0)
    const { x1, y1, x2, y2 } = extentOf(map, crop)
    const isInside =
      x1 >= margin - edge && y1 >= margin - edge && x2 <= width - margin + edge && y2 <= height - margin + edge
    if (isInside) return whole
    const even = (value: number) => Math.floor(value / 2) * 2
    const [left, top] = [even(x1 - margin - 2), even(y1 - margin - 2)]
    const [patchWidth, patchHeight] = [even(x2 + margin + 4) - left, even(y2 + margin + 4) - top]
    if (Math.max(patchWidth, patchHeight) > longestPatch) return null
    const patch = sourceAt(this.patchAt(picture), patchWidth, patchHeight, left, top)
    if (patch.end + slack > this.bytes.length) return null
    const memory = this.bytes
    memory.fill(16, patch.y, patch.u).fill(128, patch.u, patch.end)
    copyPart(memory, whole.y, width, height, patch.y, patchWidth, patchHeight, left, top)
    for (const plane of ['u', 'v'] as const) {
      const [from, to] = [chromaSide(width), patchWidth / 2]
      copyPart(memory, whole[plane], from, chromaSide(height), patch[plane], to, patchHeight / 2, left / 2, top / 2)
    }
    return patch
  }

  private patchAt(picture: Picture): number {
    return this.start + fittedBytes + pictureBytes(picture.format, picture.width, picture.height) + slack
  }

  private load(picture: Picture): void {
    if (this.loaded === picture) return
    this.bytes.set(picture.data, this.start + fittedBytes)
    this.loaded = picture
  }
}

function sourceAt(y: number, width: number, height: number, left: number, top: number): Source {
  const chroma = chromaSide(width) * chromaSide(height)
  const u = y + width * height
  return { y, u, v: u + chroma, end: u + 2 * chroma, width, height, left, top }
}

/** The part of the source that a crop shows, in source pixels counted from their upper left corners. */
function extentOf([a, b, c, d, e, f]: Affine, { width, height }: TensorFormat) {
  const [right, below] = [width - 0.5, height - 0.5]
  const reach = (p: number, q: number, from: number) => {
    const ends = [-0.5 * p - 0.5 * q, right * p - 0.5 * q, -0.5 * p + below * q, right * p + below * q]
    return [Math.min(...ends) + from + 0.5, Math.max(...ends) + from + 0.5] as const
  }
  const [[x1, x2], [y1, y2]] = [reach(a, b, c), reach(d, e, f)]
  return { x1, y1, x2, y2 }
}

/** Copies what two planes have in common; the second begins at (left, top) of the first. */
function copyPart(
  memory: Uint8Array,
  from: number,
  width: number,
  height: number,
  to: number,
  partWidth: number,
  partHeight: number,
  left: number,
  top: number
): void {
  const [x1, x2] = [Math.max(0, left), Math.min(width, left + partWidth)]
  if (x2 <= x1) return
  for (let y = Math.max(0, top); y < Math.min(height, top + partHeight); y++) {
    const row = from + y * width
    memory.copyWithin(to + (y - top) * partWidth + x1 - left, row + x1, row + x2)
  }
}
