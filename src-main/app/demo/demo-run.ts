import type { Mark, RecordedSighting } from '../../../contracts/domain/attendance'

/** What the demo's receiver says of one request that it checked by itself. */
export interface VerifiedDelivery {
  verified: boolean
  eventType: string | null
  webhookId: string | null
}

export interface DemoRunOptions {
  print: (line: string) => void
  /** Deliveries after which the demo ends; null runs on. */
  exitAfter: number | null
  timeoutMs: number
  end: (code: number, words: string) => void
}

/** Tells the demo's story in the terminal, one line per step, and ends it when enough deliveries were verified. */
export class DemoRun {
  private verified = 0
  private recognized = 0
  private marks = 0
  private refused = 0
  private ended = false
  private readonly timer: NodeJS.Timeout | null

  constructor(private readonly options: DemoRunOptions) {
    const { exitAfter, timeoutMs } = options
    this.timer = exitAfter === null ? null : setTimeout(() => this.giveUp(), timeoutMs)
  }

  recorded(sighting: RecordedSighting, mark: Mark | null): void {
    if (sighting.verdict === 'recognized') this.recognized++
    if (!mark) return
    this.marks++
    const score = sighting.score?.toFixed(2) ?? '–'
    const live = sighting.liveness.score?.toFixed(2) ?? '–'
    this.options.print(`recognised  ${mark.personName} at ${mark.cameraName} (cosine ${score}, liveness ${live})`)
    this.options.print(
      `punch       #${mark.seq} ${mark.personName} ${mark.direction} at ${new Date(mark.capturedAt).toISOString()}`
    )
  }

  delivered(delivery: VerifiedDelivery): void {
    if (!delivery.verified) {
      this.refused++
      this.options.print(`refused     the receiver could not verify ${delivery.webhookId ?? 'a request'}`)
      return
    }
    this.options.print(`delivered   ${delivery.eventType} ${delivery.webhookId}, signature verified by the receiver`)
    if (delivery.eventType !== 'attendance.recorded') return
    this.verified++
    if (this.options.exitAfter !== null && this.verified >= this.options.exitAfter) {
      this.finish(0, `${this.verified} attendance deliveries verified`)
    }
  }

  failed(words: string): void {
    this.finish(1, words)
  }

  dispose(): void {
    if (this.timer) clearTimeout(this.timer)
  }

  private giveUp(): void {
    const { exitAfter, timeoutMs } = this.options
    this.finish(
      1,
      `only ${this.verified} of ${exitAfter} attendance deliveries were verified within ${timeoutMs / 1000} s ` +
        `(${this.recognized} sightings recognised, ${this.marks} punches, ${this.refused} deliveries refused)`
    )
  }

  private finish(code: number, words: string): void {
    if (this.ended || (code === 0 && this.options.exitAfter === null)) return
    this.ended = true
    this.dispose()
    this.options.end(code, words)
  }
}
