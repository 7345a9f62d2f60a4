import type { TraceLine } from '../../e2e/harness/traced-app'
import { median, rounded } from '../statistics'

/** Silence after which a camera counts as away: several times the distance of two analysed pictures. */
const awayMs = 2000

/** Follows how long cameras were away, by the pictures that were analysed. */
export class Outages {
  private readonly last = new Map<string, number>()
  /** Per outage that ended. */
  readonly lengthsMs: number[] = []
  /** From the moment at which the camera was well again to its next analysed picture. */
  readonly returnsMs: number[] = []
  private readonly mended = new Map<string, number>()

  take(line: TraceLine): void {
    if (line.trace !== 'analysed') return
    const id = String(line['cameraId'])
    const before = this.last.get(id)
    this.last.set(id, line.t)
    if (before === undefined || line.t - before < awayMs) return
    this.lengthsMs.push(line.t - before)
    const mendedAt = this.mended.get(id)
    if (mendedAt !== undefined && line.t > mendedAt) this.returnsMs.push(line.t - mendedAt)
    this.mended.delete(id)
  }

  noteMended(cameraId: string, at: number): void {
    this.mended.set(cameraId, at)
  }

  /** Cameras that sent a picture within the last moments. */
  live(now: number): string[] {
    return [...this.last].filter(([, at]) => now - at < awayMs).map(([id]) => id)
  }
}

/** How memory went: medians of the first and the last quarter of the samples, so that single peaks say nothing. */
export function memoryGrowth(samplesMb: readonly number[]) {
  const quarter = Math.max(1, Math.floor(samplesMb.length / 4))
  const first = median(samplesMb.slice(0, quarter))
  const last = median(samplesMb.slice(-quarter))
  const share = first === null || last === null ? null : ((last - first) * 100) / first
  return { firstQuarter: rounded(first), lastQuarter: rounded(last), growthPercent: rounded(share, 1) }
}
