import type { HuffmanSpec } from './jpeg-tables'
import { acTable, chrominanceSteps, dcTable, luminanceSteps, zigzag } from './jpeg-tables'

/**
 * Baseline JPEG (ITU-T T.81) without chroma subsampling, for face crops. In TypeScript because the native codec at hand
 * cannot live in Electron on Linux: its GLib collides with the one that Electron links (ADR on pictures).
 *
 * @param rgb interleaved, width × height × 3
 * @param quality 1–100 in the scale of libjpeg
 */
export function encodeJpeg(rgb: Uint8Array, width: number, height: number, quality = 85): Uint8Array<ArrayBuffer> {
  const steps = [scaled(luminanceSteps, quality), scaled(chrominanceSteps, quality)] as const
  const out = new BitWriter(Math.max(1024, width * height))
  writeHeaders(out, width, height, steps)
  const dc = codesOf(dcTable)
  const ac = codesOf(acTable)
  const blocks = [new Float32Array(64), new Float32Array(64), new Float32Array(64)] as const
  const previous = [0, 0, 0]
  const zz = new Int32Array(64)
  for (let y = 0; y < height; y += 8) {
    for (let x = 0; x < width; x += 8) {
      loadBlocks(rgb, width, height, x, y, blocks)
      blocks.forEach((block, component) => {
        transform(block)
        const table = steps[component === 0 ? 0 : 1]
        for (let i = 0; i < 64; i++) zz[i] = Math.round(block[zigzag[i]!]! / table[zigzag[i]!]!)
        writeBlock(out, zz, previous[component]!, dc, ac)
        previous[component] = zz[0]!
      })
    }
  }
  return out.finish()
}

interface Codes {
  code: Uint16Array
  length: Uint8Array
}

function codesOf({ counts, symbols }: HuffmanSpec): Codes {
  const codes: Codes = { code: new Uint16Array(256), length: new Uint8Array(256) }
  let code = 0
  let next = 0
  counts.forEach((count, index) => {
    for (let i = 0; i < count; i++) {
      const symbol = symbols[next++]!
      codes.code[symbol] = code++
      codes.length[symbol] = index + 1
    }
    code <<= 1
  })
  return codes
}

const scaled = (steps: readonly number[], quality: number): number[] => {
  const factor = quality < 50 ? 5000 / quality : 200 - 2 * quality
  return steps.map((step) => Math.min(255, Math.max(1, Math.floor((step * factor + 50) / 100))))
}

/** Y, Cb, Cr (JFIF, full range) minus 128 of one 8×8 block; beyond the border the last pixel is repeated. */
function loadBlocks(
  rgb: Uint8Array,
  width: number,
  height: number,
  x: number,
  y: number,
  [luma, cb, cr]: readonly [Float32Array, Float32Array, Float32Array]
): void {
  for (let i = 0; i < 64; i++) {
    const px = Math.min(width - 1, x + (i & 7))
    const py = Math.min(height - 1, y + (i >> 3))
    const at = (py * width + px) * 3
    const [r, g, b] = [rgb[at]!, rgb[at + 1]!, rgb[at + 2]!]
    luma[i] = 0.299 * r + 0.587 * g + 0.114 * b - 128
    cb[i] = -0.168736 * r - 0.331264 * g + 0.5 * b
    cr[i] = 0.5 * r - 0.418688 * g - 0.081312 * b
  }
}

/** cos((2x + 1)uπ/16) with the normalisation of the orthonormal DCT-II, row u after row. */
const cosines = Float32Array.from({ length: 64 }, (_, i) => {
  const [u, x] = [i >> 3, i & 7]
  return Math.cos(((2 * x + 1) * u * Math.PI) / 16) * (u === 0 ? Math.SQRT1_2 / 2 : 0.5)
})

/** Two-dimensional DCT in place, rows then columns. */
function transform(block: Float32Array): void {
  const rows = new Float32Array(64)
  for (let y = 0; y < 8; y++) {
    for (let u = 0; u < 8; u++) {
      let sum = 0
      for (let x = 0; x < 8; x++) sum += block[y * 8 + x]! * cosines[u * 8 + x]!
      rows[y * 8 + u] = sum
    }
  }
  for (let u = 0; u < 8; u++) {
    for (let v = 0; v < 8; v++) {
      let sum = 0
      for (let y = 0; y < 8; y++) sum += rows[y * 8 + u]! * cosines[v * 8 + y]!
      block[v * 8 + u] = sum
    }
  }
}

function writeBlock(out: BitWriter, zz: Int32Array, previousDc: number, dc: Codes, ac: Codes): void {
  const difference = zz[0]! - previousDc
  const size = bitLength(difference)
  out.bits(dc.code[size]!, dc.length[size]!)
  out.magnitude(difference, size)
  let zeros = 0
  for (let i = 1; i < 64; i++) {
    const value = zz[i]!
    if (value === 0) {
      zeros++
      continue
    }
    for (; zeros > 15; zeros -= 16) out.bits(ac.code[0xf0]!, ac.length[0xf0]!)
    const length = bitLength(value)
    const symbol = (zeros << 4) | length
    out.bits(ac.code[symbol]!, ac.length[symbol]!)
    out.magnitude(value, length)
    zeros = 0
  }
  if (zeros > 0) out.bits(ac.code[0]!, ac.length[0]!)
}

const bitLength = (value: number): number => 32 - Math.clz32(Math.abs(value))

function writeHeaders(out: BitWriter, width: number, height: number, steps: readonly [number[], number[]]): void {
  out.bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0])
  steps.forEach((table, id) => out.bytes([0xff, 0xdb, 0, 67, id, ...zigzag.map((index) => table[index]!)]))
  const size = [height >> 8, height & 255, width >> 8, width & 255]
  out.bytes([0xff, 0xc0, 0, 17, 8, ...size, 3, 1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1])
  for (const [id, { counts, symbols }] of [[0x00, dcTable] as const, [0x10, acTable] as const]) {
    const length = 19 + symbols.length
    out.bytes([0xff, 0xc4, length >> 8, length & 255, id, ...counts, ...symbols])
  }
  out.bytes([0xff, 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0])
}

class BitWriter {
  private buffer: Uint8Array<ArrayBuffer>
  private length = 0
  private pending = 0
  private pendingBits = 0

  constructor(capacity: number) {
    this.buffer = new Uint8Array(capacity)
  }

  bytes(values: readonly number[]): void {
    for (const value of values) this.byte(value)
  }

  bits(value: number, count: number): void {
    this.pending = (this.pending << count) | value
    this.pendingBits += count
    while (this.pendingBits >= 8) {
      const byte = (this.pending >> (this.pendingBits - 8)) & 255
      this.byte(byte)
      // A 0xff in the data is followed by a zero, so that it is no marker.
      if (byte === 255) this.byte(0)
      this.pendingBits -= 8
    }
    this.pending &= (1 << this.pendingBits) - 1
  }

  /** The bits that tell a value among those of its size: negative ones in ones' complement. */
  magnitude(value: number, size: number): void {
    if (size > 0) this.bits(value < 0 ? value + (1 << size) - 1 : value, size)
  }

  finish(): Uint8Array<ArrayBuffer> {
    if (this.pendingBits > 0) this.bits((1 << (8 - this.pendingBits)) - 1, 8 - this.pendingBits)
    this.bytes([0xff, 0xd9])
    return this.buffer.slice(0, this.length)
  }

  private byte(value: number): void {
    if (this.length === this.buffer.length) {
      const larger = new Uint8Array(this.buffer.length * 2)
      larger.set(this.buffer)
      this.buffer = larger
    }
    this.buffer[this.length++] = value
  }
}
