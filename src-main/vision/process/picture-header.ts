/** Formats that photos are read from. */
export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'bmp' | 'pgm' | 'ppm'

export interface PictureHeader {
  format: PictureFormat
  width: number
  height: number
  /** Of the picture as the decoder will hold it, before it is scaled. */
  bytesPerPixel: number
  /** False when the file ends before the picture does. */
  whole: boolean
}

/** What a file is that no photo is read from, as an operator knows it. */
export type Foreign = 'empty' | 'pdf' | 'heic' | 'avif' | 'tiff' | 'video' | 'unknown'

/**
 * What a file says of itself in its first bytes, read without decoding: sizes are refused before memory is taken.
 *
 * @returns `foreign` for anything but the formats above; null where it begins as one of them and goes on as rubbish
 */
export function readPictureHeader(bytes: Uint8Array): PictureHeader | { foreign: Foreign } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegHeader(bytes, view)
    if (bytes[0] === 0x89 && text(bytes, 1, 3) === 'PNG') return pngHeader(bytes, view)
    if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 4) === 'WEBP') return webpHeader(bytes, view)
    if (text(bytes, 0, 4) === 'GIF8') return gifHeader(bytes, view)
    if (text(bytes, 0, 2) === 'BM') return bmpHeader(bytes, view)
    if (/^P[56][\s#]/.test(text(bytes, 0, 3))) return pnmHeader(bytes)
  } catch {
    // A length that points beyond the end.
    return null
  }
  return { foreign: foreignOf(bytes) }
}

/** ITU-T T.81: the frame header carries the size; the end marker says that nothing is missing. */
function jpegHeader(bytes: Uint8Array, view: DataView): PictureHeader | null {
  let size: { width: number; height: number; bytesPerPixel: number } | null = null
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1]!
    if (marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += marker === 0xff ? 1 : 2
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) {
      size = {
        height: view.getUint16(at + 5),
        width: view.getUint16(at + 7),
        bytesPerPixel: Math.max(3, bytes[at + 9]!)
      }
    }
    if (marker === 0xda) return size && { format: 'jpeg', ...size, whole: endsAfter(bytes, at) }
    at += 2 + view.getUint16(at + 2)
  }
  return size && { format: 'jpeg', ...size, whole: false }
}

function endsAfter(bytes: Uint8Array, scan: number): boolean {
  for (let at = bytes.length - 2; at > scan; at--) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true
  return false
}

const pngChannels: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

function pngHeader(bytes: Uint8Array, view: DataView): PictureHeader | null {
  const channels = pngChannels[bytes[25] ?? 9]
  if (text(bytes, 12, 4) !== 'IHDR' || channels === undefined) return null
  let whole = false
  for (let at = 8; at + 12 <= bytes.length && !whole; at += 12 + view.getUint32(at)) {
    whole = text(bytes, at + 4, 4) === 'IEND'
  }
  const bytesPerPixel = (channels * bytes[24]!) / 8
  return { format: 'png', width: view.getUint32(16), height: view.getUint32(20), bytesPerPixel, whole }
}

function webpHeader(bytes: Uint8Array, view: DataView): PictureHeader | null {
  const whole = view.getUint32(4, true) + 8 <= bytes.length
  const rest = { format: 'webp', bytesPerPixel: 4, whole } as const
  const kind = text(bytes, 12, 4)
  if (kind === 'VP8X') return { ...rest, width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 }
  if (kind === 'VP8 ') {
    return { ...rest, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  }
  if (kind !== 'VP8L') return null
  const packed = view.getUint32(21, true)
  return { ...rest, width: (packed & 0x3fff) + 1, height: ((packed >> 14) & 0x3fff) + 1 }
}

/** GIF89a: blocks until the first image, whose data end with an empty sub-block. */
function gifHeader(bytes: Uint8Array, view: DataView): PictureHeader {
  const coloursAfter = (flags: number) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0)
  let at = 13 + coloursAfter(bytes[10] ?? 0)
  let whole = false
  while (!whole && at < bytes.length) {
    const isImage = bytes[at] === 0x2c
    if (!isImage && bytes[at] !== 0x21) break
    at += isImage ? 11 + coloursAfter(bytes[at + 9] ?? 0) : 2
    while (bytes[at]) at += 1 + bytes[at]!
    whole = isImage && bytes[at] === 0
    at++
  }
  return { format: 'gif', width: view.getUint16(6, true), height: view.getUint16(8, true), bytesPerPixel: 4, whole }
}

function bmpHeader(bytes: Uint8Array, view: DataView): PictureHeader {
  const old = view.getUint32(14, true) === 12
  const width = old ? view.getUint16(18, true) : view.getInt32(18, true)
  // A negative height says that rows run from the top.
  const height = old ? view.getUint16(20, true) : Math.abs(view.getInt32(22, true))
  return { format: 'bmp', width, height, bytesPerPixel: 4, whole: view.getUint32(2, true) <= bytes.length }
}

/** Netpbm: magic, width, height, greatest value, with comments between; then one white space and the pixels. */
function pnmHeader(bytes: Uint8Array): PictureHeader | null {
  const head = text(bytes, 0, 1024)
  const found = /^P([56])(?:\s|#[^\n]*\n)+(\d{1,9})(?:\s|#[^\n]*\n)+(\d{1,9})(?:\s|#[^\n]*\n)+(\d{1,5})\s/.exec(head)
  if (!found) return null
  const [all, kind, width, height, most] = found
  const bytesPerPixel = (kind === '6' ? 3 : 1) * (Number(most) > 255 ? 2 : 1)
  const whole = bytes.length >= all.length + Number(width) * Number(height) * bytesPerPixel
  return { format: kind === '6' ? 'ppm' : 'pgm', width: Number(width), height: Number(height), bytesPerPixel, whole }
}

function foreignOf(bytes: Uint8Array): Foreign {
  if (bytes.length === 0) return 'empty'
  if (text(bytes, 0, 1024).includes('%PDF-')) return 'pdf'
  if (['II*\0', 'MM\0*'].includes(text(bytes, 0, 4))) return 'tiff'
  if (text(bytes, 4, 4) !== 'ftyp') return 'unknown'
  const brand = text(bytes, 8, 4)
  if (['avif', 'avis'].includes(brand)) return 'avif'
  return ['heic', 'heix', 'heim', 'heis', 'hevc', 'mif1', 'msf1'].includes(brand) ? 'heic' : 'video'
}

const uint24 = (view: DataView, at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)

const text = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length))
