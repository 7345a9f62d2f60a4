import type { NutReader } from './nut-reader'

export const startcodes = {
  main: '4e4d7a561f5f04ad',
  stream: '4e5311405bf2f9db',
  syncpoint: '4e4be4adeeca4569'
} as const

export const frameFlags = {
  codedPts: 8,
  streamId: 16,
  sizeMsb: 32,
  checksum: 64,
  reserved: 128,
  headerIndex: 1024,
  matchTime: 2048,
  coded: 4096,
  invalid: 8192
} as const

export interface TimeBase {
  num: number
  den: number
}

/** What a frame's first byte stands for. */
export interface FrameCode {
  flags: number
  ptsDelta: number
  sizeMul: number
  sizeLsb: number
  reservedCount: number
  headerIndex: number
}

export interface NutHeaders {
  timeBases: TimeBase[]
  frameCodes: FrameCode[]
  /** Bytes that are left out at the beginning of frames; index 0 is none. */
  elisionHeaders: Uint8Array[]
}

export interface NutStream {
  id: number
  /** Four letters, e.g. `I420`, `MJPG`, `RGB\x18`. */
  fourcc: string
  timeBase: TimeBase
  msbPtsShift: number
  width: number
  height: number
}

export function parseMainHeader(reader: NutReader): NutHeaders {
  const version = reader.unsigned()
  if (version < 2 || version > 4) throw new RangeError(`NUT version ${version} is not known`)
  if (version > 3) reader.unsigned()
  reader.unsigned() // number of streams
  reader.unsigned() // longest distance of syncpoints
  const timeBases = Array.from({ length: reader.unsigned() }, () => ({
    num: reader.unsigned(),
    den: reader.unsigned()
  }))
  const frameCodes = parseFrameCodes(reader)
  const elisionHeaders = [new Uint8Array(0)]
  for (let count = reader.unsigned(); count > 0; count--) elisionHeaders.push(reader.bytes(reader.unsigned()).slice())
  return { timeBases, frameCodes, elisionHeaders }
}

/** The table is run-length coded: each entry gives some fields, repeats the others, and stands for several codes. */
function parseFrameCodes(reader: NutReader): FrameCode[] {
  const codes: FrameCode[] = []
  let ptsDelta = 0
  let sizeMul = 1
  let headerIndex = 0
  while (codes.length < 256) {
    const flags = reader.unsigned()
    const fields = reader.unsigned()
    if (fields > 0) ptsDelta = reader.signed()
    if (fields > 1) sizeMul = reader.unsigned()
    if (fields > 2) reader.unsigned() // stream, of which there is one
    const sizeLsb = fields > 3 ? reader.unsigned() : 0
    const reservedCount = fields > 4 ? reader.unsigned() : 0
    const count = fields > 5 ? reader.unsigned() : sizeMul - sizeLsb
    if (fields > 6) reader.signed() // match time
    if (fields > 7) headerIndex = reader.unsigned()
    for (let i = 8; i < fields; i++) reader.unsigned()
    if (count <= 0) throw new RangeError('a NUT frame table that does not end')
    for (let i = 0; i < count && codes.length < 256; i++) {
      // 'N' begins a startcode and can be no frame code.
      if (codes.length === 0x4e)
        codes.push({ flags: frameFlags.invalid, ptsDelta, sizeMul, sizeLsb, reservedCount, headerIndex })
      codes.push({ flags, ptsDelta, sizeMul, sizeLsb: sizeLsb + i, reservedCount, headerIndex })
    }
  }
  return codes
}

export function parseStreamHeader(reader: NutReader, headers: NutHeaders): NutStream {
  const id = reader.unsigned()
  const kind = reader.unsigned()
  if (kind !== 0) throw new RangeError('a NUT stream that is not video')
  const fourcc = reader.text(reader.unsigned())
  const timeBase = headers.timeBases[reader.unsigned()]
  if (!timeBase) throw new RangeError('a NUT stream without a time base')
  const msbPtsShift = reader.unsigned()
  reader.unsigned() // longest distance of times
  reader.unsigned() // decode delay
  reader.unsigned() // flags
  reader.skip(reader.unsigned()) // codec's own data
  return { id, fourcc, timeBase, msbPtsShift, width: reader.unsigned(), height: reader.unsigned() }
}
