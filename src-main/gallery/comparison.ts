import type {
  ComparisonFailure,
  Identification,
  Verification,
  identifyInputSchema,
  verifyInputSchema
} from '../../contracts/domain/comparison'
import { matchLevelOf } from '../../contracts/domain/comparison'
import { makeId } from '../../contracts/domain/ids'
import type { SiteSettings } from '../../contracts/domain/site'
import { MusterError, toFailure, unwrap } from '../../contracts/result'
import type { z } from 'zod'
import type { Clock } from '../platform/clock'
import type { StorageReader } from '../storage/api'
import type { StillAsk, StillFace, VisionClient } from '../vision/vision-client'
import { comparedFace, judgeFace, judgeLiveness, livenessFailure } from './judge-still'
import { cosine } from './same-person'

/** How a comparison goes, for whoever tells others of it. `broken` ends one that gave no answer at all. */
export type ComparisonNews =
  | { type: 'started'; sessionId: string; kind: ComparisonKind; personId: string | null; at: number }
  /** `referenceId`: of an enrolled person's references the one that the probe resembles most. */
  | { type: 'verified'; result: Verification; referenceId: string | null }
  | { type: 'identified'; result: Identification }
  | {
      type: 'broken'
      sessionId: string
      kind: ComparisonKind
      personId: string | null
      /** Code of the error that was thrown. */
      reason: string
      processingMs: number
      at: number
    }
type ComparisonKind = 'one_to_one' | 'one_to_many'

export interface ComparisonDeps {
  vision: Pick<VisionClient, 'analyseStill' | 'facts'>
  reader: Pick<StorageReader, 'galleryOf' | 'person' | 'settings'>
  clock: Clock
  newUlid: () => string
  /** Resolves once pictures can be analysed; rejects when that is not to be expected. */
  ready: () => Promise<void>
  /** Must not throw. */
  onNews?: (news: ComparisonNews) => void
}

/** One comparison under way. */
interface Session {
  sessionId: string
  /** Monotonic, ms. */
  begin: number
}

type Pack = NonNullable<ReturnType<VisionClient['facts']>['pack']>
type Templates = { template: Float32Array; model: Pack['model']; referenceId?: string }[]

/** Single pictures compared: one with another or with an enrolled person (1:1), or with everybody enrolled (1:N). */
export class Comparison {
  constructor(private readonly deps: ComparisonDeps) {}

  /**
   * Does the probe show the person of the reference? A picture that cannot be read throws `image_unreadable`, with
   * `details.picture` saying which; everything else that stands in the way is a failure reason.
   *
   * @throws MusterError also `not_found` (no such person), `timeout`, `decoder_missing`, `vision_down`, `conflict` when
   *   the model pack changed in between
   */
  async verify(input: z.output<typeof verifyInputSchema>): Promise<Verification> {
    const personId = typeof input.reference === 'string' ? input.reference : null
    const compared = await this.told('one_to_one', personId, (session) => this.compare(input, session))
    this.deps.onNews?.({ type: 'verified', ...compared })
    return compared.result
  }

  private async compare(input: z.output<typeof verifyInputSchema>, session: Session) {
    const { pack, settings } = await this.open()
    const { livenessThreshold } = settings.recognition
    const probes = await this.look('probe', input.probe, { liveness: input.liveness })
    const personId = typeof input.reference === 'string' ? input.reference : null
    const references = typeof input.reference === 'string' ? null : await this.look('reference', input.reference)
    const claimed = personId === null ? [] : await this.templatesOf(personId, pack)

    const failureReasons: ComparisonFailure[] = [
      ...shortcomings('probe', probes, input),
      ...(references ? shortcomings('reference', references, input) : [])
    ]
    if (personId !== null && claimed.length === 0) failureReasons.push('reference_not_enrolled')
    const [probe] = probes
    const against: Templates = references ? references.slice(0, 1) : claimed
    const best = probe && against.length > 0 ? bestOf(probe, against) : null
    const score = best?.score ?? null
    const thresholdUsed = input.threshold ?? pack.thresholds.verify
    if (score !== null && score < thresholdUsed) failureReasons.push('score_below_threshold')
    const liveness = probe ? judgeLiveness(probe, input.liveness, livenessThreshold) : null
    const unlive = livenessFailure(liveness)
    if (unlive) failureReasons.push(unlive)

    const result: Verification = {
      ...this.close(session, pack),
      matched: score !== null && failureReasons.length === 0,
      matchLevel: score === null ? 'none' : matchLevelOf(score, pack.levels, pack.thresholds.verify),
      score,
      thresholdUsed,
      probe: comparedFace(probes),
      reference: references ? comparedFace(references) : null,
      personId,
      liveness,
      failureReasons
    }
    return { result, referenceId: best?.referenceId ?? null }
  }

  /**
   * Who of the enrolled is on the picture? Every face is answered; a picture without any has no faces in its answer.
   *
   * @throws MusterError `image_unreadable`, `timeout`, `decoder_missing`, `vision_down`
   */
  async identify(input: z.output<typeof identifyInputSchema>): Promise<Identification> {
    const result = await this.told('one_to_many', null, (session) => this.search(input, session))
    this.deps.onNews?.({ type: 'identified', result })
    return result
  }

  private async search(input: z.output<typeof identifyInputSchema>, session: Session): Promise<Identification> {
    const { pack, settings } = await this.open()
    const { matchThreshold, margin, livenessThreshold } = settings.recognition
    // Two at least: the next person decides whether it is a tie.
    const ask = { liveness: input.liveness, top: Math.max(2, input.topK) }
    const faces = await this.look('probe', input.picture, ask)
    const thresholdUsed = input.threshold ?? matchThreshold
    const rules = {
      ...{ threshold: thresholdUsed, margin, livenessThreshold, askLiveness: input.liveness, topK: input.topK },
      ...{ refusePoor: input.poorQuality === 'refuse', levels: pack.levels, verifyThreshold: pack.thresholds.verify }
    }
    return {
      ...this.close(session, pack),
      thresholdUsed,
      marginUsed: margin,
      faces: faces.map((face) => judgeFace(face, rules))
    }
  }

  private async told<T>(
    kind: ComparisonKind,
    personId: string | null,
    work: (session: Session) => Promise<T>
  ): Promise<T> {
    const { clock, newUlid, onNews } = this.deps
    const session = { sessionId: makeId('session', newUlid()), begin: clock.monotonic() }
    const about = { sessionId: session.sessionId, kind, personId }
    onNews?.({ type: 'started', ...about, at: clock.now() })
    try {
      return await work(session)
    } catch (thrown) {
      const spent = { processingMs: clock.monotonic() - session.begin, at: clock.now() }
      onNews?.({ type: 'broken', ...about, reason: toFailure(thrown).code, ...spent })
      throw thrown
    }
  }

  private async open(): Promise<{ pack: Pack; settings: SiteSettings }> {
    await this.deps.ready()
    const { pack } = this.deps.vision.facts()
    if (!pack) throw new MusterError('vision_down', 'Recognition has not started yet. Try again in a moment.')
    return { pack, settings: await this.deps.reader.settings() }
  }

  private close({ sessionId, begin }: Session, pack: Pack) {
    const { clock } = this.deps
    return {
      sessionId,
      completedAt: clock.now(),
      processingMs: clock.monotonic() - begin,
      model: { ...pack.model, packId: pack.id, packVersion: pack.version }
    }
  }

  private async look(picture: 'probe' | 'reference', bytes: Uint8Array, ask: Partial<StillAsk> = {}) {
    const result = await this.deps.vision.analyseStill(bytes, ask)
    try {
      return unwrap(result)
    } catch (thrown) {
      const { code, message, details } = toFailure(thrown)
      throw new MusterError(code, message, { ...details, picture })
    }
  }

  private async templatesOf(personId: string, pack: Pack): Promise<Templates> {
    const { reader } = this.deps
    const entries = await reader.galleryOf({ model: pack.model, personIds: [personId] })
    if (entries.length === 0 && (await reader.person(personId)) === null) {
      throw new MusterError('not_found', 'This person is not enrolled, or was erased.')
    }
    return entries.map(({ template, referenceId }) => ({ template, referenceId, model: pack.model }))
  }
}

function shortcomings(
  picture: 'probe' | 'reference',
  faces: readonly StillFace[],
  rules: Pick<z.output<typeof verifyInputSchema>, 'severalFaces' | 'poorQuality'>
): ComparisonFailure[] {
  const [face] = faces
  if (!face) return [`${picture}_face_not_found`]
  const found: ComparisonFailure[] = []
  if (faces.length > 1 && rules.severalFaces === 'refuse') found.push(`${picture}_several_faces`)
  if (face.quality.reasons.length > 0 && rules.poorQuality === 'refuse') found.push(`${picture}_quality_too_low`)
  return found
}

/** The best of several references, as a search of the gallery counts people. */
function bestOf(probe: StillFace, against: Templates): { score: number; referenceId: string | null } {
  const scores = against.map(({ template, model, referenceId = null }) => {
    if (model.id !== probe.model.id || model.version !== probe.model.version) {
      throw new MusterError('conflict', 'The model pack changed while pictures were compared. Try again.')
    }
    return { score: Math.min(1, Math.max(-1, cosine(probe.template, template))), referenceId }
  })
  return scores.reduce((best, one) => (one.score > best.score ? one : best))
}
