import type { FaceQuality, ModelRef } from '../../contracts/domain/face'

/** A face offered for enrolment, with the template that never leaves the main side. */
export interface HeldCandidate {
  id: string
  template: Float32Array
  model: ModelRef
  quality: FaceQuality
  crop: Uint8Array
}

const keepMs = 15 * 60_000
const keepCount = 200

/** Candidates between "picture taken" and "saved": forgotten after 15 minutes, the oldest first beyond 200. */
export class CandidateShelf {
  private readonly held = new Map<string, { candidate: HeldCandidate; until: number }>()

  constructor(private readonly monotonic: () => number) {}

  put(candidate: HeldCandidate): void {
    this.drop()
    this.held.set(candidate.id, { candidate, until: this.monotonic() + keepMs })
    for (const id of this.held.keys()) {
      if (this.held.size <= keepCount) break
      this.held.delete(id)
    }
  }

  get(id: string): HeldCandidate | null {
    this.drop()
    return this.held.get(id)?.candidate ?? null
  }

  forget(ids: readonly string[]): void {
    for (const id of ids) this.held.delete(id)
  }

  private drop(): void {
    const now = this.monotonic()
    for (const [id, entry] of this.held) if (entry.until <= now) this.held.delete(id)
  }
}
