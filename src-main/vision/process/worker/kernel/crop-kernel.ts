import type { WasmMemory } from '../../gallery/wasm-api'
import { wasmApi, wasmPage } from '../../gallery/wasm-api'
import { assemble } from '../../gallery/wasm-module'
import type { Affine } from '../affine'
import { scaleOf } from '../affine'
import type { TensorFormat } from '../crop-to-tensor'
import { samplesFor, targetOf } from '../crop-to-tensor'
import type { Picture } from '../picture'
import { chromaSide, pictureBytes } from '../picture'
import { lumaToPlane, rgbToPlanes, yuvToPlanes } from './colour-code'
import { colourNumbersOf, fittedNumbersOf, greyNumbersOf, writeNumbers } from './colour-numbers'
import { columnTableBytes, columnUnit, rowUnit, sampleRow, sumColumns, sumRows } from './resample-code'
import type { Taps } from './taps'
import { mostTaps, tapsAt, wholeWeights, writeColumnTable } from './taps'

type Call = (...numbers: number[]) => void
interface Code {
  rows: Call
  columns: Record<number, Call>
  sample: Call
  colour: Call
  grey: Call
  planes: Call
}

/** What tensors and tables have together; touched pages only count. */
const tensorPages = 160
/** Longest side of a crop and of a picture. */
const longestCrop = 1024
const longestPicture = 8192
/** Above this many source pixels per crop pixel, sums of weighted bytes would become too coarse. */
const greatestScale = 16
/** Where a picture for the detector lies, before the camera's, and how large it may be. */
const fittedBytes = 2 * 2 ** 20
/** Vectors are read whole: what lies behind a picture must at least be there. */
const slack = 4096
const fixed = 65_536

/**
 * Crops pictures into tensors with SIMD (WebAssembly), several times faster than plain JavaScript: the same arithmetic as
 * `cropToTensor`, with area averaging where the crop is not turned. Tensors that it is to write must come from `allocate`.
 */
export class CropKernel {
  private readonly code: Code
  private readonly tensors: WasmMemory
  private readonly picture: WasmMemory
  private used = 0
  private loaded: Picture | null = null
  private readonly rowSums: readonly [number, number, number]
  private readonly sums: readonly [number, number, number]
  private readonly weights: Uint8Array
  private readonly numbers: readonly [Float32Array, Float32Array]
  private readonly offsets: Int32Array
  private readonly lumaTable: DataView
  private readonly chromaTable: DataView

  /** @throws Error where WebAssembly has no SIMD or no second memory */
  constructor() {
    const { Memory, Module, Instance } = wasmApi()
    this.tensors = new Memory({ initial: tensorPages, maximum: tensorPages })
    this.picture = new Memory({ initial: Math.ceil(fittedBytes / wasmPage) })
    const columnSteps = [1, 2, 4]
    const bytes = assemble(
      [
        { name: 'picture', minimum: 1, sharedMaximum: null },
        { name: 'tensors', minimum: 1, sharedMaximum: null }
      ],
      [sumRows(), ...columnSteps.map(sumColumns), sampleRow(), yuvToPlanes(), lumaToPlane(), rgbToPlanes()]
    )
    const { exports } = new Instance(new Module(bytes), { env: { picture: this.picture, tensors: this.tensors } })
    const call = (name: string) => exports[name] as Call
    this.code = {
      ...{ rows: call('rows'), sample: call('sample'), colour: call('colour'), grey: call('grey') },
      planes: call('planes'),
      columns: Object.fromEntries(columnSteps.map((steps) => [steps, call(`columns${steps}`)]))
    }
    const rowBytes = 2 * longestPicture + slack
    this.rowSums = [this.take(rowBytes), this.take(rowBytes), this.take(rowBytes)]
    this.sums = [this.take(4 * longestCrop), this.take(4 * longestCrop), this.take(4 * longestCrop)]
    const { buffer } = this.tensors
    this.weights = new Uint8Array(buffer, this.take(256), 256)
    this.numbers = [new Float32Array(buffer, this.take(64), 16), new Float32Array(buffer, this.take(64), 16)]
    this.offsets = new Int32Array(buffer, this.take(512), 128)
    const tableBytes = (longestCrop / 4) * columnTableBytes(4)
    this.lumaTable = new DataView(buffer, this.take(tableBytes), tableBytes)
    this.chromaTable = new DataView(buffer, this.take(tableBytes), tableBytes)
  }

  /** Memory for a tensor; memory of its own, which the kernel cannot write, once all is given away. */
  allocate(floats: number): Float32Array<ArrayBufferLike> {
    if (this.used + 4 * floats + slack > this.tensors.buffer.byteLength) return new Float32Array(floats)
    return new Float32Array(this.tensors.buffer, this.take(4 * floats), floats)
  }

  /**
   * Does what `cropToTensor` does. A picture object stands for one moment: it is copied when first seen.
   *
   * @param grey becomes the brightness of the crop, 0–255, where given; from `allocate`, too
   * @returns false when this is none of its cases (RGB, crops that reach over the border, extreme sizes); nothing was done
   */
  crop(
    picture: Picture,
    map: Affine,
    format: TensorFormat,
    out: Float32Array,
    grey: Float32Array | null = null
  ): boolean {
    const { width, height } = picture
    if (picture.format !== 'yuv420p' || format.layout !== 'nchw' || !this.owns(out)) return false
    if (grey !== null && !this.owns(grey)) return false
    if (format.width % 4 !== 0 || Math.max(format.width, format.height) > longestCrop) return false
    if (Math.max(width, height) > longestPicture || Math.min(width, height) < 16) return false
    const [a, b, , d, e] = map
    const isUpright = b === 0 && d === 0 && a > 0 && e > 0
    return isUpright ? this.stretch(picture, map, format, out, grey) : this.turn(picture, map, format, out, grey)
  }

  /** Does what `createFittedWriter` does; false when it is none of its cases. */
  fit(picture: Picture, format: TensorFormat, out: Float32Array): boolean {
    const { width, height, data } = picture
    if (picture.format !== 'rgb24' || format.layout !== 'nchw' || format.colour === 'grey' || !this.owns(out))
      return false
    const rows = Math.min(height, format.height)
    if (width > format.width || format.width % 16 !== 0 || width * height * 3 + slack > fittedBytes) return false
    new Uint8Array(this.picture.buffer).set(data)
    const { red, green, blue } = targetOf(format)
    const [numbers] = this.numbers
    writeNumbers(numbers, fittedNumbersOf(format))
    const steps = Math.ceil(width / 16)
    for (let y = 0; y < rows; y++) {
      const from = y * width * 3
      const at = out.byteOffset + 4 * y * format.width
      this.code.planes(from, from + 48 * steps, numbers.byteOffset, at + 4 * red, at + 4 * green, at + 4 * blue)
    }
    this.blacken(out, format, width, rows)
    return true
  }

  /** What the letterbox leaves: at the right of each row, and the rows below. */
  private blacken(out: Float32Array, format: TensorFormat, width: number, rows: number): void {
    const plane = format.width * format.height
    for (let c = 0; c < 3; c++) {
      const black = -format.mean[c]! * format.scale[c]!
      const start = c * plane
      if (width < format.width) {
        for (let y = 0; y < rows; y++) out.fill(black, start + y * format.width + width, start + (y + 1) * format.width)
      }
      out.fill(black, start + rows * format.width, start + plane)
    }
  }

  private stretch(
    picture: Picture,
    map: Affine,
    format: TensorFormat,
    out: Float32Array,
    grey: Float32Array | null
  ): boolean {
    const [a, , c, , e, f] = map
    const { width, height } = picture
    const reaches = (scale: number, from: number, count: number, size: number) =>
      from - scale / 2 < -0.5 - 1e-6 || from + scale * (count - 0.5) > size - 0.5 + 1e-6
    if (reaches(a, c, format.width, width) || reaches(e, f, format.height, height)) return false
    if (Math.max(a, e) > greatestScale) return false
    const steps = mostTaps(a) <= 8 ? 1 : mostTaps(a) <= 16 ? 2 : 4
    this.load(picture)
    const isGrey = format.colour === 'grey'
    const [chromaWidth, chromaHeight] = [chromaSide(width), chromaSide(height)]
    const luma = this.columnsOf(this.lumaTable, format.width, a, c, width, steps)
    const chroma = isGrey
      ? null
      : this.columnsOf(this.chromaTable, format.width, a / 2, c / 2 - 0.25, chromaWidth, steps)
    const planes = planesOf(picture)
    const columns = this.code.columns[steps]!
    const reduce = (plane: 0 | 1 | 2, taps: Taps, stride: number, range: ColumnRange, table: DataView) => {
      this.weights.set(wholeWeights(taps.weights, rowUnit))
      const source = planes[plane] + taps.first * stride + range.origin
      const to = this.rowSums[plane]
      this.code.rows(source, stride, this.weights.byteOffset, taps.weights.length, to, to + 2 * range.count)
      columns(to, table.byteOffset, this.sums[plane], this.sums[plane] + 4 * format.width)
    }
    const emit = this.emitter(picture, format, out, grey, rowUnit * columnUnit, rowUnit * columnUnit)
    for (let y = 0; y < format.height; y++) {
      const centre = e * y + f
      reduce(0, tapsAt(centre, e, height), width, luma, this.lumaTable)
      if (chroma) {
        const taps = tapsAt(centre / 2 - 0.25, e / 2, chromaHeight)
        reduce(1, taps, chromaWidth, chroma, this.chromaTable)
        reduce(2, taps, chromaWidth, chroma, this.chromaTable)
      }
      emit(y)
    }
    return true
  }

  private columnsOf(
    table: DataView,
    count: number,
    scale: number,
    from: number,
    size: number,
    steps: number
  ): ColumnRange {
    const taps = Array.from({ length: count }, (_, x) => tapsAt(from + scale * x, scale, size))
    const origin = taps[0]!.first
    writeColumnTable(table, taps, origin, steps)
    const last = taps[count - 1]!
    return { origin, count: Math.ceil((last.first + last.weights.length - origin) / 16) * 16 }
  }

  private turn(
    picture: Picture,
    map: Affine,
    format: TensorFormat,
    out: Float32Array,
    grey: Float32Array | null
  ): boolean {
    const [a, b, c, d, e, f] = map
    const { width, height } = picture
    const [right, below] = [format.width - 0.5, format.height - 0.5]
    for (const x of [-0.5, right]) {
      for (const y of [-0.5, below]) {
        const [sx, sy] = [a * x + b * y + c, d * x + e * y + f]
        if (sx < 1 || sy < 1 || sx > width - 4 || sy > height - 4) return false
      }
    }
    this.load(picture)
    const k = samplesFor(scaleOf(map))
    let count = 0
    for (let j = 0; j < k; j++) {
      for (let i = 0; i < k; i++) {
        const [px, py] = [(i + 0.5) / k - 0.5, (j + 0.5) / k - 0.5]
        this.offsets[count++] = Math.round((a * px + b * py) * fixed)
        this.offsets[count++] = Math.round((d * px + e * py) * fixed)
      }
    }
    // Chroma has half the resolution: one sample in the middle of a pixel is enough.
    const [none, chromaOnly] = [count, count + 2]
    this.offsets.set([0, 0], none)
    const at = this.offsets.byteOffset
    const chromaWidth = chromaSide(width)
    const planes = planesOf(picture)
    const isGrey = format.colour === 'grey'
    const emit = this.emitter(picture, format, out, grey, k * k * fixed, fixed)
    const sample = (plane: 0 | 1 | 2, half: number, y: number) => {
      const [from, to] = half === 1 ? [0, count] : [none, chromaOnly]
      const shift = half === 1 ? 0 : 0.25
      const whole = (value: number) => Math.round(value * half * fixed)
      this.code.sample(
        ...[whole(b * y + c - shift / half), whole(e * y + f - shift / half), whole(a), whole(d)],
        ...[at + 4 * from, at + 4 * to, planes[plane], half === 1 ? width : chromaWidth],
        ...[this.sums[plane], this.sums[plane] + 4 * format.width]
      )
    }
    for (let y = 0; y < format.height; y++) {
      sample(0, 1, y)
      if (!isGrey) for (const plane of [1, 2] as const) sample(plane, 0.5, y)
      emit(y)
    }
    return true
  }

  /** What makes a row of the tensor of the sums; they are `lumaUnit` and `chromaUnit` times the bytes. */
  private emitter(
    picture: Picture,
    format: TensorFormat,
    out: Float32Array,
    grey: Float32Array | null,
    lumaUnit: number,
    chromaUnit: number
  ): (y: number) => void {
    const target = targetOf(format)
    const isGrey = format.colour === 'grey'
    const [numbers, greyNumbers] = this.numbers
    if (isGrey) writeNumbers(numbers, greyNumbersOf(lumaUnit, format.mean[0]!, format.scale[0]!))
    else writeNumbers(numbers, colourNumbersOf(picture.height, format, lumaUnit, chromaUnit))
    if (grey) writeNumbers(greyNumbers, greyNumbersOf(lumaUnit, 0, 1))
    const [y0, u0, v0] = this.sums
    const end = y0 + 4 * format.width
    const { red, green, blue } = target
    return (y) => {
      const row = 4 * y * format.width
      const at = out.byteOffset + row
      if (isGrey) this.code.grey(y0, numbers.byteOffset, at, end)
      else this.code.colour(y0, u0, v0, numbers.byteOffset, at + 4 * red, at + 4 * green, at + 4 * blue, end)
      if (grey) this.code.grey(y0, greyNumbers.byteOffset, grey.byteOffset + row, end)
    }
  }

  private load(picture: Picture): void {
    if (this.loaded === picture) return
    const wanted = fittedBytes + pictureBytes(picture.format, picture.width, picture.height) + slack
    const missing = Math.ceil((wanted - this.picture.buffer.byteLength) / wasmPage)
    if (missing > 0) this.picture.grow(missing)
    new Uint8Array(this.picture.buffer, fittedBytes).set(picture.data)
    this.loaded = picture
  }

  private owns(tensor: Float32Array): boolean {
    return tensor.buffer === this.tensors.buffer
  }

  private take(bytes: number): number {
    const at = this.used
    this.used += Math.ceil(bytes / 64) * 64
    return at
  }
}

/** The kernel, or null where this runtime cannot compile it: JavaScript then does its work. */
export function openCropKernel(): CropKernel | null {
  try {
    return new CropKernel()
  } catch {
    return null
  }
}

/** Columns of the picture that a crop takes: the first, and how many are summed. */
interface ColumnRange {
  origin: number
  count: number
}

/** Where Y, U and V begin in the picture's memory. */
function planesOf({ width, height }: Picture): readonly [number, number, number] {
  const u = fittedBytes + width * height
  return [fittedBytes, u, u + chromaSide(width) * chromaSide(height)]
}
