import type { WasmMemory } from '../../gallery/wasm-api'
import { wasmApi, wasmPage } from '../../gallery/wasm-api'
import { assemble } from '../../gallery/wasm-module'
import type { Affine } from '../affine'
import { scaleOf } from '../affine'
import type { TensorFormat } from '../crop-to-tensor'
import { samplesFor, targetOf } from '../crop-to-tensor'
import type { Picture } from '../picture'
import { chromaSide } from '../picture'
import { lumaToPlane, rgbToPlanes, yuvToPlanes } from './colour-code'
import { colourNumbersOf, fittedNumbersOf, greyNumbersOf, writeNumbers } from './colour-numbers'
import {
  columnTableBytes,
  columnUnit,
  fewSteps,
  rowUnit,
  sampleRow,
  sumColumns,
  sumFewColumns,
  sumRows,
  tapsPerStep
} from './resample-code'
import { greyResultBytes, sumLaplacian, sumLevels } from './grey-code'
import { GreySums } from './grey-sums'
import { fittedBytes, PictureMemory, slack } from './picture-memory'
import { makeTaps, mostTaps, setTaps, writeColumnTable } from './taps'

type Call = (...numbers: number[]) => void
interface Code {
  rows: Call
  columns: Record<number, Call>
  sample: Call
  colour: Call
  grey: Call
  planes: Call
}

/** One table in two views: where the columns of each output begin, and their weights. */
interface ColumnTable {
  words: Int16Array
  offsets: Int32Array
}

/** What tensors and tables have together, and pictures: enough for one of 4K and a patch of it; larger ones are left to JavaScript. */
const tensorPages = 160
const picturePages = 384
/** Longest side of a crop and of a picture. */
const longestCrop = 1024
const longestPicture = 8192
/** Above this many source pixels per crop pixel, sums of weighted bytes would become too coarse. */
const greatestScale = 16
const fixed = 65_536

/**
 * Crops pictures into tensors with SIMD (WebAssembly), several times faster than plain JavaScript: the same arithmetic as
 * `cropToTensor`, with area averaging where the crop is not turned. Tensors that it is to write must come from `allocate`.
 */
export class CropKernel {
  /** Of grey faces that it has drawn. */
  readonly greySums: GreySums
  private readonly code: Code
  private readonly memory: WasmMemory
  private readonly pictures: PictureMemory
  private used = 0
  private readonly rowSums: readonly [number, number, number]
  private readonly sums: readonly [number, number, number]
  private readonly weights: Uint8Array
  private readonly numbers: readonly [Float32Array, Float32Array]
  private readonly offsets: Int32Array
  private readonly tables: { luma: ColumnTable; chroma: ColumnTable }

  /** @throws Error where WebAssembly has no SIMD */
  constructor() {
    const { Memory, Module, Instance } = wasmApi()
    const pages = tensorPages + picturePages
    this.memory = new Memory({ initial: pages, maximum: pages })
    this.pictures = new PictureMemory(this.memory, tensorPages * wasmPage)
    const columnSteps = [1, 2, 4]
    const bytes = assemble(
      [{ name: 'memory', minimum: 1, sharedMaximum: null }],
      [
        ...[
          sumRows(),
          sumFewColumns(),
          ...columnSteps.map(sumColumns),
          sampleRow(),
          yuvToPlanes(),
          lumaToPlane(),
          rgbToPlanes()
        ],
        ...[sumLaplacian(), sumLevels()]
      ]
    )
    const { exports } = new Instance(new Module(bytes), { env: { memory: this.memory } })
    const call = (name: string) => exports[name] as Call
    this.code = {
      ...{ rows: call('rows'), sample: call('sample'), colour: call('colour'), grey: call('grey') },
      planes: call('planes'),
      columns: Object.fromEntries([fewSteps, ...columnSteps].map((steps) => [steps, call(`columns${steps}`)]))
    }
    const sumsOf = { laplacian: call('laplacian'), levels: call('levels') }
    this.greySums = new GreySums(this.memory, this.take(greyResultBytes), sumsOf)
    const rowBytes = 2 * longestPicture + slack
    this.rowSums = [this.take(rowBytes), this.take(rowBytes), this.take(rowBytes)]
    this.sums = [this.take(4 * longestCrop), this.take(4 * longestCrop), this.take(4 * longestCrop)]
    const { buffer } = this.memory
    this.weights = new Uint8Array(buffer, this.take(256), 256)
    this.numbers = [new Float32Array(buffer, this.take(64), 16), new Float32Array(buffer, this.take(64), 16)]
    this.offsets = new Int32Array(buffer, this.take(512), 128)
    const tableBytes = (longestCrop / 4) * columnTableBytes(4)
    const table = (at: number): ColumnTable => ({
      words: new Int16Array(buffer, at, tableBytes / 2),
      offsets: new Int32Array(buffer, at, tableBytes / 4)
    })
    this.tables = { luma: table(this.take(tableBytes)), chroma: table(this.take(tableBytes)) }
  }

  /** Memory for a tensor; memory of its own, which the kernel cannot write, once all is given away. */
  allocate(floats: number): Float32Array<ArrayBufferLike> {
    if (this.used + 4 * floats + slack > tensorPages * wasmPage) return new Float32Array(floats)
    return new Float32Array(this.memory.buffer, this.take(4 * floats), floats)
  }

  /**
   * Does what `cropToTensor` does. A picture object stands for one moment: it is copied when first seen.
   *
   * @param grey becomes the brightness of the crop, 0–255, where given; from `allocate`, too
   * @returns false when this is none of its cases (RGB, extreme sizes); nothing was done
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
    const start = this.pictures.loadFitted(data)
    const { red, green, blue } = targetOf(format)
    const [numbers] = this.numbers
    writeNumbers(numbers, fittedNumbersOf(format))
    const steps = Math.ceil(width / 16)
    for (let y = 0; y < rows; y++) {
      const from = start + y * width * 3
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

  /** An upright crop: rows are summed by their weights, then columns. */
  private stretch(
    picture: Picture,
    map: Affine,
    format: TensorFormat,
    out: Float32Array,
    grey: Float32Array | null
  ): boolean {
    const [a, , c, , e, f] = map
    if (Math.max(a, e) > greatestScale) return false
    const [steps, chromaSteps] = [stepsFor(a), stepsFor(a / 2)]
    const source = this.pictures.sourceOf(picture, map, format, 0)
    if (!source) return false
    const { code, weights, rowSums, sums } = this
    const { width, height, y: yPlane, u: uPlane, v: vPlane } = source
    const [chromaWidth, chromaHeight] = [chromaSide(width), chromaSide(height)]
    const [left, top] = [c - source.left, f - source.top]
    const outputs = format.width
    const taps = makeTaps(Math.max(a, e))
    const { luma: lumaTable, chroma: chromaTable } = this.tables
    const luma = writeColumnTable(lumaTable.words, lumaTable.offsets, taps, {
      outputs,
      steps,
      from: left,
      scale: a,
      size: width
    })
    const half = { from: left / 2 - 0.25, scale: a / 2, size: chromaWidth }
    const chroma = writeColumnTable(chromaTable.words, chromaTable.offsets, taps, {
      outputs,
      steps: chromaSteps,
      ...half
    })
    const [lumaAt, chromaAt] = [lumaTable.words.byteOffset, chromaTable.words.byteOffset]
    const [columns, chromaColumns] = [code.columns[steps]!, code.columns[chromaSteps]!]
    const emit = this.emitter(picture, format, out, grey, rowUnit * columnUnit, rowUnit * columnUnit)
    const isGrey = format.colour === 'grey'
    const weightsAt = weights.byteOffset
    const [yRow, uRow, vRow] = rowSums
    const [ySums, uSums, vSums] = sums
    const sumsBytes = 4 * format.width
    for (let y = 0; y < format.height; y++) {
      const centre = e * y + top
      setTaps(taps, centre, e, height, rowUnit)
      weights.set(taps.weights)
      code.rows(yPlane + taps.first * width + luma.origin, width, weightsAt, taps.count, yRow, yRow + 2 * luma.count)
      columns(yRow, lumaAt, ySums, ySums + sumsBytes)
      if (!isGrey) {
        setTaps(taps, centre / 2 - 0.25, e / 2, chromaHeight, rowUnit)
        weights.set(taps.weights)
        const from = taps.first * chromaWidth + chroma.origin
        code.rows(uPlane + from, chromaWidth, weightsAt, taps.count, uRow, uRow + 2 * chroma.count)
        code.rows(vPlane + from, chromaWidth, weightsAt, taps.count, vRow, vRow + 2 * chroma.count)
        chromaColumns(uRow, chromaAt, uSums, uSums + sumsBytes)
        chromaColumns(vRow, chromaAt, vSums, vSums + sumsBytes)
      }
      emit(y)
    }
    return true
  }

  /** A turned crop: bilinear samples, several per pixel where it is reduced. */
  private turn(
    picture: Picture,
    map: Affine,
    format: TensorFormat,
    out: Float32Array,
    grey: Float32Array | null
  ): boolean {
    const [a, b, c, d, e, f] = map
    const source = this.pictures.sourceOf(picture, map, format, 4)
    if (!source) return false
    const { width, y: yPlane, u: uPlane, v: vPlane } = source
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
    this.offsets[count] = 0
    this.offsets[count + 1] = 0
    const luma = this.offsets.byteOffset
    const chroma = luma + 4 * count
    const chromaWidth = chromaSide(width)
    const [ySums, uSums, vSums] = this.sums
    const bytes = 4 * format.width
    const [dx, dy] = [Math.round(a * fixed), Math.round(d * fixed)]
    const [dx2, dy2] = [Math.round((a / 2) * fixed), Math.round((d / 2) * fixed)]
    const isGrey = format.colour === 'grey'
    const { sample } = this.code
    const emit = this.emitter(picture, format, out, grey, k * k * fixed, fixed)
    for (let row = 0; row < format.height; row++) {
      const [sx, sy] = [b * row + c - source.left, e * row + f - source.top]
      const [x, y] = [Math.round(sx * fixed), Math.round(sy * fixed)]
      sample(x, y, dx, dy, luma, chroma, yPlane, width, ySums, ySums + bytes)
      if (!isGrey) {
        const [x2, y2] = [Math.round((sx / 2 - 0.25) * fixed), Math.round((sy / 2 - 0.25) * fixed)]
        sample(x2, y2, dx2, dy2, chroma, chroma + 8, uPlane, chromaWidth, uSums, uSums + bytes)
        sample(x2, y2, dx2, dy2, chroma, chroma + 8, vPlane, chromaWidth, vSums, vSums + bytes)
      }
      emit(row)
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

  private owns(tensor: Float32Array): boolean {
    return tensor.buffer === this.memory.buffer
  }

  private take(bytes: number): number {
    const at = this.used
    this.used += Math.ceil(bytes / 64) * 64
    return at
  }
}

/** Which `columns` sums as many as a scale needs. */
function stepsFor(scale: number): number {
  const steps = mostTaps(scale) / tapsPerStep
  return steps <= fewSteps ? fewSteps : steps <= 1 ? 1 : steps <= 2 ? 2 : 4
}

/** The kernel, or null where this runtime cannot compile it: JavaScript then does its work. */
export function openCropKernel(): CropKernel | null {
  try {
    return new CropKernel()
  } catch {
    return null
  }
}
