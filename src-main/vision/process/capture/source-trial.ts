import type { CameraTrial } from '../../../../contracts/cameras'
import type { TrialRequest } from '../../protocol'
import type { CaptureDeps, CaptureEnd, CaptureRun } from './capture-run'
import { runCapture } from './capture-run'
import { CaptureWays } from './capture-ways'
import type { Decoder } from './decoder-probe'
import type { PreviewPicture } from './decoder-run'
import { FrameMemory } from './frame-memory'
import type { FrameSlots } from './frame-slots'
import type { StreamFacts } from './stream-facts'
import { streamFacts } from './stream-facts'

export interface SourceTrialDeps extends CaptureDeps {
  decoder: () => Promise<Decoder | null>
  /** Pictures are scaled for it, as when the camera runs. */
  detector: { width: number; height: number }
  /** Longest that all attempts together may take to a picture, ms; the decoder is then ended. */
  budgetMs: number
  /** How long a stream that shows pictures is measured, ms. */
  measureMs: number
  /** A child came or went. */
  onChild: () => void
}

export const trialTiming = { budgetMs: 12_000, measureMs: 2000 }

/** Opens a source once, in the ways in which a camera's would be opened, beside whatever runs. */
export class SourceTrial {
  private run: CaptureRun | null = null
  private stopped = false

  constructor(
    private readonly request: TrialRequest,
    private readonly deps: SourceTrialDeps
  ) {}

  get pid(): number | null {
    return this.run?.decoder?.pid ?? null
  }

  stop(): void {
    this.stopped = true
    this.run?.stop()
  }

  /** Resolves with what came of it, once its processes are gone. */
  async result(): Promise<CameraTrial> {
    const began = this.deps.clock.monotonic()
    const budget = setTimeout(() => this.stop(), this.deps.budgetMs)
    const ways = new CaptureWays(this.request.source, this.request.options)
    try {
      const decoder = await this.deps.decoder()
      if (!decoder) return { works: false, problem: 'decoder_missing', detail: '' }
      for (;;) {
        const { trial, end } = await this.attempt(decoder, ways, began, budget)
        if (trial) return trial
        const { again, problem, detail } = ways.learn(end)
        // A decoder that was ended for being late has not failed.
        if (this.stopped) return { works: false, problem: problem === 'decoder_failed' ? 'no_video' : problem, detail }
        if (!again) return { works: false, problem, detail }
      }
    } finally {
      clearTimeout(budget)
    }
  }

  private async attempt(decoder: Decoder, ways: CaptureWays, began: number, budget: NodeJS.Timeout): Promise<Attempt> {
    const { source, password, options } = this.request
    const { clock, detector, measureMs, onChild } = this.deps
    const seen: Seen = { size: null, picture: null, firstPictureMs: 0, facts: null }
    const way = ways.current
    let timer: NodeJS.Timeout | null = null
    const events = {
      memory: new FrameMemory(),
      onSlots: ({ layout }: FrameSlots) => (seen.size = layout),
      onPicture: () => {
        if (timer) return
        seen.firstPictureMs = Math.round(clock.monotonic() - began)
        clearTimeout(budget)
        timer = setTimeout(() => measure(true), way.shots ? 0 : measureMs)
      },
      onReady: () => undefined,
      wantsPreview: () => true,
      onPreview: (picture: PreviewPicture) => (seen.picture = picture)
    }
    const spec = { source, password, options, analysisFps: 5, detector, fit: null }
    const run = runCapture(decoder, spec, way, events, this.deps)
    let isPlaying = false
    const measure = (stillPlays: boolean) => {
      const { packets = null } = run.decoder ?? {}
      const fps = way.shots ? null : (packets?.fps() ?? null)
      seen.facts ??= { ...streamFacts(run.decoder, ways, { camera: { source }, password }), fps }
      isPlaying = stillPlays
      run.stop()
    }
    this.run = run
    onChild()
    // It may have been ended while the decoder was asked what it can do.
    if (this.stopped) run.stop()
    const end = await run.ended
    if (timer) clearTimeout(timer)
    // A clip may be over before it was measured for long; a camera that hangs up so soon does not work.
    const isOver = source.kind === 'file' && end.problem === 'disconnected' && !end.crashed
    if (!isPlaying) measure(false)
    this.run = null
    onChild()
    return { trial: isPlaying || isOver ? trialOf(seen) : null, end }
  }
}

interface Seen {
  size: { width: number; height: number } | null
  picture: PreviewPicture | null
  firstPictureMs: number
  facts: (StreamFacts & { fps: number | null }) | null
}

interface Attempt {
  /** Null when it did not work, for the reason of `end`. */
  trial: CameraTrial | null
  end: CaptureEnd
}

function trialOf({ size, picture, firstPictureMs, facts }: Seen): CameraTrial | null {
  if (!picture || !facts) return null
  const { width, height } = size ?? picture
  const fps = facts.fps === null ? null : Math.round(facts.fps * 10) / 10
  return { works: true, jpeg: picture.jpeg, width, height, firstPictureMs, ...facts, fps }
}
