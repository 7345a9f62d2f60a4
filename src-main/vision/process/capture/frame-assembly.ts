import type { FrameMemory } from './frame-memory'
import type { FrameLayout } from './frame-slots'
import { FrameSlots } from './frame-slots'
import type { NutFrame, NutSink } from './nut-demuxer'
import type { NutStream } from './nut-headers'
import { detectorBytes, fullBytes } from './frame-slots'

type Part = 'full' | 'detector'

export interface AssemblyEvents {
  /** Both sizes are known: memory is laid out, and a worker may be told. */
  onSlots(slots: FrameSlots): void
  /** A picture for analysis is complete. */
  onReady(): void
  /** The picture's size is not the one that was announced: the decoder must be started anew. */
  onSizeChanged(): void
  /** Wall time of a picture that has just arrived. */
  place(ptsMs: number): number
}

/** Joins the full pictures and the detector's of one ffmpeg by their time, in shared memory. */
export class FrameAssembly {
  slots: FrameSlots | null = null
  private streams: Partial<Record<Part, NutStream>> = {}
  /** Pictures that came before the other pipe had named its size. */
  private early: { part: Part; ptsMs: number; bytes: Uint8Array }[] = []

  /** @param memory where the pictures are put */
  constructor(
    private readonly events: AssemblyEvents,
    private readonly memory: FrameMemory
  ) {}

  sink(part: Part): NutSink {
    return {
      onStream: (stream) => {
        this.streams[part] = stream
        this.layOut()
      },
      onFrame: (frame) => this.open(part, frame),
      onFrameEnd: ({ ptsMs }) => {
        if (this.slots) this.close(part, ptsMs)
      }
    }
  }

  private layOut(): void {
    const { full, detector } = this.streams
    if (!full || !detector) return
    const layout: FrameLayout = {
      width: full.width,
      height: full.height,
      detectorWidth: detector.width,
      detectorHeight: detector.height
    }
    this.slots?.end()
    const slots = new FrameSlots(layout, this.memory)
    this.slots = slots
    this.events.onSlots(slots)
    for (const { part, ptsMs, bytes } of this.early) {
      slots.open(part, ptsMs)?.set(bytes)
      this.close(part, ptsMs)
    }
    this.early = []
  }

  private open(part: Part, { size, ptsMs, stream }: NutFrame): Uint8Array | null {
    if (!this.slots) {
      const bytes = new Uint8Array(size)
      this.early = [...this.early.slice(-2), { part, ptsMs, bytes }]
      return bytes
    }
    const { layout } = this.slots
    const expected = part === 'full' ? fullBytes(layout) : detectorBytes(layout)
    if (size !== expected || stream !== this.streams[part]) {
      this.events.onSizeChanged()
      return null
    }
    return this.slots.open(part, ptsMs)
  }

  private close(part: Part, ptsMs: number): void {
    if (this.slots?.close(part, ptsMs, this.events.place(ptsMs))) this.events.onReady()
  }
}
