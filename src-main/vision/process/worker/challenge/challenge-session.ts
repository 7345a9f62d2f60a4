import type {
  LivenessFailure,
  LivenessProgress,
  LivenessRequest,
  LivenessStepTimes
} from '../../../../../contracts/domain/liveness'
import { dot } from '../embedder'
import type { Watch } from './actions'
import { isAtRest, unwatched, watch } from './actions'
import { ChallengeSubject, subjectRules } from './challenge-subject'
import type { Neutral } from './neutral'
import { neutralOf } from './neutral'
import type { Observation } from './observation'

/** Steps are drawn at random by whoever asks; without any, the session is a passive check. */
export interface ChallengeRequest extends LivenessRequest {
  /** Mean of the passive scores below which no face is live; null where no model tells. */
  livenessThreshold: number | null
}

export const sessionRules = {
  /** Passive scores that must be there before their mean may end a session. */
  passiveFrames: 7,
  /** Pictures in a row at rest before the next prompt. */
  restFrames: 2,
  /** Cosine below which a look is another person's (on the clips different people reach .11, one turning head keeps .63), and how many in a row. */
  anotherPerson: 0.35,
  anotherPersonFrames: 2
} as const

type Phase = { name: 'ready' } | { name: 'step' | 'return'; step: number }

/** What a session has seen when it is over. */
export interface ChallengeEvidence {
  failure: LivenessFailure | null
  observations: readonly Observation[]
  steps: LivenessStepTimes[]
  /** Milliseconds from the first to the last picture. */
  durationMs: number
}

/**
 * One challenge from the first picture to its end. It knows no clock and no models: pictures and the source's own times
 * go in, and once `over` is not null nothing changes any more. Whoever steps out of line ends it: a second face, another
 * person, the wrong action, too much time.
 */
export class ChallengeSession {
  private readonly observations: Observation[] = []
  private readonly subject: ChallengeSubject
  private readonly times: LivenessStepTimes[]
  private phase: Phase = { name: 'ready' }
  private neutral: Neutral | null = null
  private watch: Watch = unwatched
  private restFrames = 0
  private strangeFrames = 0
  private beganMs: number | null = null
  private phaseSinceMs = 0
  private nowMs = 0
  private ending: { failure: LivenessFailure | null } | null = null

  /** @param cosines by which people are told apart, in the space of the pack in use */
  constructor(
    private readonly request: ChallengeRequest,
    private readonly cosines = {
      samePerson: subjectRules.samePerson as number,
      anotherPerson: sessionRules.anotherPerson as number
    }
  ) {
    this.subject = new ChallengeSubject(cosines.samePerson)
    this.times = request.steps.map((step) => ({ step, promptedAtMs: null, doneAtMs: null }))
  }

  get over(): ChallengeEvidence | null {
    if (!this.ending) return null
    const { observations, times: steps } = this
    return { ...this.ending, observations, steps, durationMs: this.nowMs - (this.beganMs ?? this.nowMs) }
  }

  /** A look at a face, before `pictureDone` of the same picture. */
  observe(seen: Observation): void {
    if (this.ending) return
    this.begin(seen.ptsMs)
    if (!this.subject.isSubject(seen)) return
    this.observations.push(seen)
    if (!this.isSamePerson(seen)) return
    if (this.request.steps.length === 0) {
      // What the scores say is judged with the result.
      if (this.observations.length >= this.request.frames) this.end(null)
      return
    }
    const passive = this.passiveMean()
    if (passive !== null && passive < (this.request.livenessThreshold ?? 0)) {
      this.end('presentation_attack_detected')
      return
    }
    if (this.phase.name === 'ready') this.getReady()
    else if (this.neutral) this.follow(this.neutral, seen, this.phase)
  }

  /** A picture is done: who is in it, and what time it is. */
  pictureDone(ptsMs: number, trackIds: readonly string[]): void {
    if (this.ending) return
    this.begin(ptsMs)
    const lost = this.subject.pictureDone(ptsMs, trackIds)
    if (lost) {
      this.end(lost)
      return
    }
    if (this.leftMs() > 0 && ptsMs - (this.beganMs ?? ptsMs) < this.request.limits.totalMs) return
    this.end(this.phase.name === 'ready' && this.observations.length === 0 ? 'no_face' : 'challenge_timeout')
  }

  /** Ends it from outside: cancelled, or the camera is gone. */
  end(failure: LivenessFailure | null): void {
    this.ending ??= { failure }
  }

  progress(): LivenessProgress {
    const { sessionId, cameraId } = this.request
    const step = this.phase.name === 'ready' ? 0 : this.phase.step
    return {
      sessionId,
      cameraId,
      phase: this.phase.name,
      prompt: this.phase.name === 'step' ? (this.request.steps[step] ?? null) : null,
      done: this.times.filter(({ doneAtMs }) => doneAtMs !== null).length,
      steps: this.times.length,
      leftMs: Math.max(0, Math.round(this.leftMs()))
    }
  }

  private begin(ptsMs: number): void {
    this.nowMs = ptsMs
    if (this.beganMs !== null) return
    this.beganMs = ptsMs
    this.phaseSinceMs = ptsMs
  }

  private leftMs(): number {
    const { readyMs, stepMs } = this.request.limits
    return (this.phase.name === 'ready' ? readyMs : stepMs) - (this.nowMs - this.phaseSinceMs)
  }

  /** Templates are set against that of the beginning, so that a slow exchange is seen as well. */
  private isSamePerson({ template }: Observation): boolean {
    const first = this.observations.find((one) => one.template)?.template
    if (!template || !first) return true
    this.strangeFrames = dot(first, template) < this.cosines.anotherPerson ? this.strangeFrames + 1 : 0
    if (this.strangeFrames < sessionRules.anotherPersonFrames) return true
    this.end('identity_changed')
    return false
  }

  private passiveMean(): number | null {
    const scores = this.observations.flatMap(({ passive }) => passive ?? [])
    if (scores.length < sessionRules.passiveFrames) return null
    return scores.reduce((sum, score) => sum + score, 0) / scores.length
  }

  private getReady(): void {
    this.neutral = neutralOf(this.observations)
    if (this.neutral) this.prompt(0)
  }

  private prompt(step: number): void {
    const times = this.times[step]
    if (!times) {
      this.end(null)
      return
    }
    times.promptedAtMs = this.nowMs - (this.beganMs ?? this.nowMs)
    this.enter({ name: 'step', step })
    this.watch = unwatched
  }

  private follow(neutral: Neutral, seen: Observation, phase: Exclude<Phase, { name: 'ready' }>): void {
    if (phase.name === 'return') {
      this.restFrames = isAtRest(neutral, seen) ? this.restFrames + 1 : 0
      if (this.restFrames >= sessionRules.restFrames) this.prompt(phase.step)
      return
    }
    const { after, done } = watch(this.watch, neutral, seen)
    this.watch = after
    const asked = this.request.steps[phase.step]
    const times = this.times[phase.step]
    if (!asked || !times) return
    if (done.includes(asked)) {
      times.doneAtMs = seen.ptsMs - (this.beganMs ?? seen.ptsMs)
      this.restFrames = 0
      if (phase.step + 1 < this.request.steps.length) this.enter({ name: 'return', step: phase.step + 1 })
      else this.end(null)
      // Everybody blinks unasked; everything else that was not asked for may be a film that runs on.
    } else if (done.some((action) => action !== 'blink')) this.end('challenge_failed')
  }

  private enter(phase: Phase): void {
    this.phase = phase
    this.phaseSinceMs = this.nowMs
  }
}
