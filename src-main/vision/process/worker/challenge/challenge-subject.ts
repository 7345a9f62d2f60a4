import type { LivenessFailure } from '../../../../../contracts/domain/liveness'
import { dot } from '../embedder'
import type { Observation } from './observation'

export const subjectRules = {
  /** Longest that the face may be missed, ms. */
  lostMs: 1000,
  /** Pictures in a row with a second face. */
  crowdFrames: 3,
  /** Cosine from which a new track continues the one that was lost, in the default pack's space. */
  samePerson: 0.45
} as const

/** Whose challenge it is: the first face alone before the camera, for as long as it is the only one and does not leave. */
export class ChallengeSubject {
  private trackId: string | null = null
  private template: Float32Array | null = null
  private seenAtMs: number | null = null
  private crowdFrames = 0
  /** The face of a track that is not the subject's, in the picture that is being looked at. */
  private other: Observation | null = null

  /** @param samePerson as in `subjectRules`, in the space of the pack in use */
  constructor(private readonly samePerson: number = subjectRules.samePerson) {}

  /** Whether a look belongs to the subject; the first one makes its face the subject. */
  isSubject(seen: Observation): boolean {
    this.trackId ??= seen.trackId
    if (seen.trackId !== this.trackId) {
      this.other = seen
      return false
    }
    this.template ??= seen.template
    return true
  }

  /** After each picture. Answers why the session cannot go on, or null. */
  pictureDone(ptsMs: number, trackIds: readonly string[]): LivenessFailure | null {
    const { other } = this
    this.other = null
    this.crowdFrames = trackIds.length > 1 ? this.crowdFrames + 1 : 0
    if (this.crowdFrames >= subjectRules.crowdFrames) return 'multiple_faces'
    if (this.trackId === null) return null
    if (trackIds.includes(this.trackId)) {
      this.seenAtMs = ptsMs
      return null
    }
    if (other && trackIds.length === 1 && trackIds[0] === other.trackId) {
      // The tracker begins anew after a jump, or because it saw another person: the template tells which.
      if (this.template && other.template) {
        if (dot(this.template, other.template) < this.samePerson) return 'identity_changed'
        this.trackId = other.trackId
        this.seenAtMs = ptsMs
        return null
      }
    }
    this.seenAtMs ??= ptsMs
    return ptsMs - this.seenAtMs > subjectRules.lostMs ? 'face_lost' : null
  }
}
