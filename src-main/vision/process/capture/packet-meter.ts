/** Times and sizes are remembered for this long: several groups of pictures, as keyframes are many times larger. */
const windowMs = 5000
/** After the first picture. */
const burstMs = 300
/** A line is about 60 bytes; what goes on beyond this is not one. */
const longestLine = 1000

/**
 * What a camera sends, read from the lines that ffmpeg's `framecrc` writes about the undecoded packets: its own rate, not
 * the preview's, its coding, and how many bits it takes.
 */
export class PacketMeter {
  /** The decoder's word for the coding, e.g. `h264`; null before the first packet. */
  codec: string | null = null
  /** Packets since the beginning. */
  total = 0
  private rest = ''
  private from = 0
  private packets: { at: number; bytes: number }[] = []

  /** @param monotonic milliseconds that never go back */
  constructor(private readonly monotonic: () => number) {}

  push(chunk: Uint8Array): void {
    const lines = (this.rest + Buffer.from(chunk).toString('latin1')).split('\n')
    this.rest = (lines.pop() ?? '').slice(-longestLine)
    for (const line of lines) this.read(line)
    if (this.packets.length > 4096) this.forget()
  }

  /** Pictures per second; null before the second packet. */
  fps(): number | null {
    const span = this.span()
    return span === null ? null : ((this.packets.length - 1) * 1000) / span
  }

  /** Kilobits per second; null before the second packet, and for raw pictures, of which nothing was compressed. */
  bitrateKbps(): number | null {
    const span = this.span()
    if (span === null || this.codec === 'rawvideo') return null
    // The first packet's time began before the span.
    const bytes = this.packets.slice(1).reduce((sum, packet) => sum + packet.bytes, 0)
    return (bytes * 8) / span
  }

  /** Forgets what came so far, and what comes at once: at first ffmpeg passes on in a burst what it had kept back. */
  restart(): void {
    this.packets = []
    this.from = this.monotonic() + burstMs
  }

  private read(line: string): void {
    if (line.startsWith('#')) {
      this.codec = /^#codec_id 0: (\S+)/.exec(line)?.[1] ?? this.codec
      return
    }
    const bytes = Number(line.split(',')[4])
    if (!(bytes > 0)) return
    this.total++
    if (this.monotonic() < this.from) return
    this.packets.push({ at: this.monotonic(), bytes })
  }

  /** From the first to the last packet of the window, longer where none came since, ms. */
  private span(): number | null {
    this.forget()
    const [first] = this.packets
    const last = this.packets.at(-1)
    if (!first || !last || this.packets.length < 2) return null
    return Math.max(last.at - first.at, this.monotonic() - first.at - windowMs / 5, 1)
  }

  private forget(): void {
    const from = this.monotonic() - windowMs
    const keep = this.packets.findIndex(({ at }) => at >= from)
    // One is kept, so that a stream that went quiet is told from one that never began.
    this.packets = keep < 0 ? this.packets.slice(-1) : this.packets.slice(keep)
  }
}
