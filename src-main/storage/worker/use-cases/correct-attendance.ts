import type { Mark } from '../../../../contracts/domain/attendance'
import { manualCamera } from '../../../../contracts/domain/attendance'
import type { CorrectionInput, PunchValue } from '../../../../contracts/domain/correction'
import { MusterError } from '../../../../contracts/result'
import type { Written } from '../../api'
import { endMark, insertCorrection, reasonPlace } from '../queries/corrections'
import { hasPunch, insertMark, markById } from '../queries/marks'
import { personRow } from '../queries/people'
import { announceMark } from './announce-mark'
import type { UseCaseContext } from './context'

/** Clocks of two machines differ; a punch further ahead than this has not happened. */
const aheadMs = 60_000

/**
 * Adds, changes or voids a punch. What a camera recorded is left as it is: a change is a mark of its own that counts in
 * its place. Answers the mark that counts now, or the voided one.
 */
export function correctAttendance(context: UseCaseContext, input: CorrectionInput): Written<Mark> {
  const before = input.kind === 'add' ? null : correctable(context, input.markId)
  const personId = input.kind === 'add' ? input.personId : (before?.personId ?? '')
  if (personRow(context.sql, personId) === undefined) {
    throw new MusterError('not_found', 'This person is not enrolled, or was erased: their punches stay as they are.')
  }
  const after = input.kind === 'void' ? null : wanted(context, personId, before, input)
  const added = after === null ? null : addMark(context, { personId, corrects: before?.id ?? null, ...after })

  const id = context.newId('correction')
  const seq = insertCorrection(context.sql, {
    id,
    kind: input.kind,
    personId,
    markId: before?.id ?? added?.id ?? '',
    replacementId: before === null ? null : (added?.id ?? null),
    author: input.author,
    reason: context.vault.sealText({ personId }, reasonPlace(id), input.reason),
    at: context.times.now,
    steadyAt: context.times.steady,
    before: before && { capturedAt: before.capturedAt, direction: before.direction },
    after
  })
  if (before !== null) endMark(context.sql, before.seq, seq)
  const deliveries = added === null ? 0 : announceMark(context, added, null)
  return { value: added ?? stored(context, before?.id ?? ''), deliveriesDue: deliveries > 0 }
}

function correctable(context: UseCaseContext, id: string): Mark {
  const mark = markById(context.sql, context.vault, id)
  if (mark === null) throw new MusterError('not_found', 'This punch is not there.')
  if (mark.ended === null) return mark
  throw new MusterError(
    'conflict',
    `${mark.ended.author} has corrected this punch already. Look at it again before you correct it once more.`
  )
}

/** The punch as it is to be, if it can be that. */
function wanted(
  { sql, times }: UseCaseContext,
  personId: string,
  before: Mark | null,
  { capturedAt, direction }: PunchValue
): PunchValue {
  if (capturedAt > times.now + aheadMs) {
    throw new MusterError('invalid_input', 'A punch cannot lie in the future. Choose a time that has passed.')
  }
  if (before?.capturedAt === capturedAt && before.direction === direction) {
    throw new MusterError('invalid_input', 'Nothing of the punch would change. Choose another time or direction.')
  }
  if (hasPunch(sql, { personId, capturedAt, direction })) {
    throw new MusterError('conflict', 'This person has that very punch already.')
  }
  return { capturedAt, direction }
}

function addMark(context: UseCaseContext, punch: PunchValue & { personId: string; corrects: string | null }): Mark {
  const { sql, times } = context
  const id = context.newId('mark')
  insertMark(sql, {
    ...punch,
    id,
    cameraId: manualCamera.id,
    cameraName: manualCamera.name,
    decidedAt: times.now,
    recordedAt: times.now,
    recordedSteady: times.steady,
    source: 'manual',
    score: null,
    livenessScore: null,
    sightingId: null,
    cropId: null
  })
  return stored(context, id)
}

function stored({ sql, vault }: UseCaseContext, id: string): Mark {
  const mark = markById(sql, vault, id)
  if (mark === null) throw new Error('a mark is missing right after it was written')
  return mark
}
