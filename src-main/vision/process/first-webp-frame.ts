/**
 * The first picture of an animated WebP as a WebP of its own (RFC 9649, section 2.7), since ffmpeg's decoder does not
 * read animations. Of a first picture smaller than the canvas, only its part is shown.
 *
 * @returns the file itself when it is no animation; null when its first frame is not whole
 */
export function firstWebpFrame(bytes: Uint8Array): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (const { kind, from, length } of chunksOf(bytes, view, 12, bytes.length)) {
    if (kind === 'VP8 ' || kind === 'VP8L') return bytes
    if (kind !== 'ANMF') continue
    const frame = from + 16
    const end = from + length
    if (end > bytes.length) return null
    const inside = [...chunksOf(bytes, view, frame, end)].filter(({ kind }) => ['ALPH', 'VP8 ', 'VP8L'].includes(kind))
    const first = inside[0]
    const last = inside.at(-1)
    if (!first || !last || last.kind === 'ALPH' || last.from + last.length > end) return null
    const data = bytes.subarray(first.from - 8, last.from + last.length + (last.length % 2))
    // Transparency needs the extended header; width and height of the frame are stored less one, as there.
    return first.kind === 'ALPH' ? riff([extended(bytes.subarray(from + 6, from + 12)), data]) : riff([data])
  }
  return bytes
}

interface Chunk {
  kind: string
  /** Offset and length of what it holds. */
  from: number
  length: number
}

function* chunksOf(bytes: Uint8Array, view: DataView, from: number, to: number): Generator<Chunk> {
  for (let at = from; at + 8 <= to;) {
    const length = view.getUint32(at + 4, true)
    yield { kind: String.fromCharCode(...bytes.subarray(at, at + 4)), from: at + 8, length }
    at += 8 + length + (length % 2)
  }
}

const alphaFlag = 0x10

const extended = (size: Uint8Array): Uint8Array =>
  Uint8Array.of(...ascii('VP8X'), 10, 0, 0, 0, alphaFlag, 0, 0, 0, ...size)

function riff(parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 4)
  const file = new Uint8Array(8 + length)
  file.set(ascii('RIFF'))
  new DataView(file.buffer).setUint32(4, length, true)
  file.set(ascii('WEBP'), 8)
  let at = 12
  for (const part of parts) {
    file.set(part, at)
    at += part.length
  }
  return file
}

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
