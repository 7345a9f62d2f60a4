import type { NutHeaders, NutStream } from './nut-headers'
import { frameFlags, parseMainHeader, parseStreamHeader, startcodes } from './nut-headers'
import { NutReader, NutUnderflow } from './nut-reader'

export interface NutFrame {
  /** Presentation time in milliseconds, exact to the stream's time base. */
  ptsMs: number
  size: number
  stream: NutStream
}

export interface NutSink {
  onStream(stream: NutStream): void
  /** Where the next picture's bytes belong (at least `size` long), or null to let them pass unread. */
  onFrame(frame: NutFrame): Uint8Array | null
  /** The bytes are complete. Called only for frames that got a target. */
  onFrameEnd(frame: NutFrame): void
}

/** Headers of these streams are some hundred bytes; a pending piece beyond this is rubbish, not NUT. */
const longestHeader = 64 * 1024
const fileId = 'nut/multimedia container\0'

/**
 * Streaming demuxer for NUT as ffmpeg 4 to 7 write it (format by the Multimedia Wiki's "NUT" specification, version 3),
 * one video stream. Frame bytes go from the pipe's chunk straight to the target that the sink names, without a copy in between.
 *
 * `push` throws RangeError when the bytes are not NUT.
 */
export class NutDemuxer {
  private pending: Uint8Array = new Uint8Array(0)
  private headers: NutHeaders | null = null
  private stream: NutStream | null = null
  private lastPts = 0
  private current: { frame: NutFrame; target: Uint8Array | null; filled: number } | null = null
  private started = false

  constructor(private readonly sink: NutSink) {}

  push(chunk: Uint8Array): void {
    let rest = chunk
    while (rest.length > 0) {
      if (this.current) {
        rest = this.fill(this.current, rest)
        continue
      }
      const data = this.pending.length === 0 ? rest : joined(this.pending, rest)
      const used = this.parse(data)
      if (used === 0) {
        if (data.length > longestHeader) throw new RangeError('this is not a NUT stream')
        this.pending = data.slice()
        return
      }
      this.pending = new Uint8Array(0)
      rest = data.subarray(used)
    }
  }

  private fill(current: NonNullable<NutDemuxer['current']>, chunk: Uint8Array): Uint8Array {
    const take = Math.min(current.frame.size - current.filled, chunk.length)
    current.target?.set(chunk.subarray(0, take), current.filled)
    current.filled += take
    if (current.filled === current.frame.size) {
      this.current = null
      if (current.target) this.sink.onFrameEnd(current.frame)
    }
    return chunk.subarray(take)
  }

  /** Reads one packet or frame header. Answers how many bytes it took; 0 asks for more. */
  private parse(data: Uint8Array): number {
    const reader = new NutReader(data)
    try {
      if (!this.started) {
        if (reader.text(fileId.length) !== fileId) throw new RangeError('this is not a NUT stream')
        this.started = true
      } else if (reader.peek() === 0x4e) {
        this.parsePacket(reader)
      } else {
        this.parseFrameHeader(reader)
      }
      return reader.position
    } catch (failure) {
      if (failure instanceof NutUnderflow) return 0
      throw failure
    }
  }

  private parsePacket(reader: NutReader): void {
    const startcode = reader.startcode()
    const length = reader.unsigned()
    if (length > longestHeader) throw new RangeError('a NUT header that is too long')
    if (length > 4096) reader.skip(4)
    const body = new NutReader(reader.bytes(length))
    if (startcode === startcodes.main) {
      this.headers = parseMainHeader(body)
    } else if (startcode === startcodes.stream && this.headers) {
      const stream = parseStreamHeader(body, this.headers)
      if (stream.id !== 0) throw new RangeError('more than one stream')
      this.stream = stream
      this.sink.onStream(stream)
    } else if (startcode === startcodes.syncpoint && this.headers && this.stream) {
      this.parseSyncpoint(body, this.headers, this.stream)
    }
    // Info packets and an index say nothing that a live view needs.
  }

  /** A syncpoint restates the time from which the following frames count. */
  private parseSyncpoint(body: NutReader, headers: NutHeaders, stream: NutStream): void {
    const coded = body.unsigned()
    const base = headers.timeBases[coded % headers.timeBases.length]!
    const ticks = BigInt(Math.floor(coded / headers.timeBases.length))
    const { num, den } = stream.timeBase
    // Days of a 90 kHz clock times another time base leave the range in which doubles are exact.
    this.lastPts = Number((ticks * BigInt(base.num) * BigInt(den)) / (BigInt(base.den) * BigInt(num)))
  }

  private parseFrameHeader(reader: NutReader): void {
    const { headers, stream } = this
    if (!headers || !stream) throw new RangeError('a NUT frame before its headers')
    const code = headers.frameCodes[reader.byte()]
    if (!code || code.flags & frameFlags.invalid) throw new RangeError('a NUT frame code that cannot be')
    let { flags } = code
    if (flags & frameFlags.coded) flags ^= reader.unsigned()
    if (flags & frameFlags.streamId && reader.unsigned() !== 0) throw new RangeError('a NUT frame of an unknown stream')
    const pts =
      flags & frameFlags.codedPts
        ? fullPts(reader.unsigned(), stream.msbPtsShift, this.lastPts)
        : this.lastPts + code.ptsDelta
    const msb = flags & frameFlags.sizeMsb ? reader.unsigned() : 0
    if (flags & frameFlags.matchTime) reader.signed()
    const elision = flags & frameFlags.headerIndex ? reader.unsigned() : code.headerIndex
    const reserved = flags & frameFlags.reserved ? reader.unsigned() : code.reservedCount
    for (let i = 0; i < reserved; i++) reader.unsigned()
    if (flags & frameFlags.checksum) reader.skip(4)
    this.lastPts = pts
    const size = code.sizeLsb + msb * code.sizeMul
    // ffmpeg leaves nothing out of large frames, whatever their code says.
    const prefix = headers.elisionHeaders[size > 4096 ? 0 : elision] ?? new Uint8Array(0)
    const frame: NutFrame = { ptsMs: (pts * 1000 * stream.timeBase.num) / stream.timeBase.den, size, stream }
    const target = this.sink.onFrame(frame)
    target?.set(prefix, 0)
    this.current = { frame, target, filled: Math.min(prefix.length, size) }
  }
}

/** Restores a time of which only the lowest bits were written: the one nearest to the last. */
function fullPts(coded: number, shift: number, last: number): number {
  const range = 2 ** shift
  if (coded >= range) return coded - range
  const delta = last - Math.floor((range - 1) / 2)
  return ((((coded - delta) % range) + range) % range) + delta
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
