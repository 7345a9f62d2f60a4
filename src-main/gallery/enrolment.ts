import type { Candidate, EnrolmentResult } from '../../contracts/enrolment'
import { makeId } from '../../contracts/domain/ids'
import type { PersonInput } from '../../contracts/domain/person'
import type { IpcParsed } from '../../contracts/ipc'
import { MusterError, unwrap } from '../../contracts/result'
import type { NewReference, StorageWriter, Written } from '../storage/api'
import type { StillFace, VisionClient } from '../vision/vision-client'
import type { CandidateShelf, HeldCandidate } from './candidates'
import { splitSamePerson } from './same-person'

export interface EnrolmentDeps {
  vision: Pick<VisionClient, 'analyseStill' | 'captureStill' | 'facts'>
  writer: Pick<StorageWriter, 'enrol'>
  shelf: CandidateShelf
  newUlid: () => string
  keepCrops: () => Promise<boolean>
  /** Resolves once pictures can be analysed; rejects when that is not to be expected. */
  ready: () => Promise<void>
}

/** As the channel takes it; of a new person all but the name may be left out. */
type EnrolmentInput = Omit<IpcParsed<'enrolment.commit'>, 'person'> & { person: PersonInput | null }

/** From a picture to references: look, choose, save. Nothing is stored before `commit`. */
export class Enrolment {
  constructor(private readonly deps: EnrolmentDeps) {}

  /** Every face of a photo file, JPEG, PNG or WebP. Throws `image_unreadable`, `face_not_found` or `vision_down`. */
  async fromPhoto(picture: Uint8Array): Promise<Candidate[]> {
    await this.deps.ready()
    return this.offer(
      unwrap(await this.deps.vision.analyseStill(picture)),
      'There is no face to be found in this picture.'
    )
  }

  /** Every face of the best of a camera's next pictures. */
  async fromCamera(cameraId: string): Promise<Candidate[]> {
    await this.deps.ready()
    return this.offer(unwrap(await this.deps.vision.captureStill(cameraId)), 'Nobody is in front of this camera.')
  }

  /** Saves candidates as references of one person; those that show another face are refused, not saved. */
  async commit(input: EnrolmentInput): Promise<Written<EnrolmentResult>> {
    const refused: EnrolmentResult['refused'] = []
    const held: HeldCandidate[] = []
    for (const id of new Set(input.candidateIds)) {
      const candidate = this.deps.shelf.get(id)
      if (candidate === null) refused.push({ candidateId: id, reason: 'expired' })
      else if (candidate.quality.reasons.length > 0)
        refused.push({ candidateId: id, reason: candidate.quality.reasons[0]! })
      else held.push(candidate)
    }
    // Pictures taken before the models were changed cannot be compared with later ones, nor with the gallery.
    const { pack } = this.deps.vision.facts()
    if (!pack) throw new MusterError('vision_down', 'Recognition has not started yet. Try again in a moment.')
    const usable = held.filter(({ model }) => model.id === pack.model.id && model.version === pack.model.version)
    for (const { id } of held.filter((candidate) => !usable.includes(candidate))) {
      refused.push({ candidateId: id, reason: 'expired' })
    }
    const { same, other } = splitSamePerson(usable, pack.thresholds.verify)
    for (const candidate of other) refused.push({ candidateId: candidate.id, reason: 'another_person' })
    if (same.length === 0)
      throw new MusterError('face_rejected', 'None of these pictures is good enough to enrol.', {
        refused: refused.length
      })

    const keepCrops = await this.deps.keepCrops()
    const references: NewReference[] = same.map(({ template, model, quality, crop }) => ({
      template,
      model,
      quality,
      crop: keepCrops ? crop : null
    }))
    const { personId, person, consent } = input
    const saved = await this.deps.writer.enrol({ personId, person, consent, references })
    this.deps.shelf.forget(input.candidateIds)
    return {
      value: { personId: saved.value.person.id, accepted: same.map((candidate) => candidate.id), refused },
      deliveriesDue: saved.deliveriesDue
    }
  }

  private offer(faces: StillFace[], nobody: string): Candidate[] {
    if (faces.length === 0) throw new MusterError('face_not_found', nobody)
    return faces.map((face) => {
      const id = makeId('candidate', this.deps.newUlid())
      this.deps.shelf.put({ id, template: face.template, model: face.model, quality: face.quality, crop: face.crop })
      return {
        id,
        preview: face.crop,
        box: face.box,
        quality: face.quality,
        accepted: face.quality.reasons.length === 0,
        lookalike: face.match
      }
    })
  }
}
