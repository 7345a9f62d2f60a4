import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CorrectionKind } from '../../../contracts/domain/correction'
import type { Direction } from '../../../contracts/domain/camera'
import type { Mark } from '../../../contracts/domain/attendance'
import { useCall } from '../../data/use-channel'
import type { PickedPerson } from '../../person-picker'
import { useSiteZone, useToast } from '../../ui'
import { localFields, localMoments } from './local-moment'

/** Who corrected last at this computer, so that the name is typed once. */
const authorKey = 'muster.correction.author'

export interface CorrectionDraft {
  person: PickedPerson | null
  date: string
  time: string
  /** Which of two moments, where the clocks went back over the time. */
  second: boolean
  direction: Direction
  reason: string
  author: string
}

export type DraftProblem = 'person' | 'time' | 'skipped' | 'reason' | 'author'

/** A correction as it is typed, what keeps it from being saved, and the saving. `mark` is null for a punch to be added. */
export function useCorrection(
  kind: CorrectionKind,
  mark: Mark | null,
  start: { person?: PickedPerson | null; at: number },
  onDone: () => void
) {
  const { t } = useTranslation('attendance')
  const toast = useToast()
  const zone = useSiteZone()
  const [draft, setDraft] = useState<CorrectionDraft>(() => ({
    person: start.person ?? null,
    ...localFields(start.at, zone),
    second: false,
    direction: mark?.direction ?? 'in',
    reason: '',
    author: window.localStorage.getItem(authorKey) ?? ''
  }))
  const [tried, setTried] = useState(false)
  const save = useCall('attendance.correct', {
    onSuccess: () => {
      toast.show({ title: t(kind === 'add' ? 'correct.added' : kind === 'void' ? 'correct.voided' : 'correct.saved') })
      onDone()
    }
  })
  const moments = localMoments(draft.date, draft.time, zone)
  const moment = moments?.[draft.second ? 1 : 0] ?? moments?.[0]
  const problems: DraftProblem[] = []
  if (kind === 'add' && !draft.person) problems.push('person')
  if (kind !== 'void' && moments === null) problems.push('time')
  if (kind !== 'void' && moments?.length === 0) problems.push('skipped')
  if (draft.reason.trim() === '') problems.push('reason')
  if (draft.author.trim() === '') problems.push('author')

  const submit = () => {
    setTried(true)
    if (problems.length > 0) return
    const why = { author: draft.author.trim(), reason: draft.reason.trim() }
    window.localStorage.setItem(authorKey, why.author)
    if (kind === 'void') {
      if (mark) save.mutate({ kind, markId: mark.id, ...why })
      return
    }
    if (!moment) return
    const punch = { capturedAt: moment.at, direction: draft.direction, ...why }
    if (kind === 'add' && draft.person) save.mutate({ kind, personId: draft.person.id, ...punch })
    else if (kind === 'change' && mark) save.mutate({ kind, markId: mark.id, ...punch })
  }
  return {
    draft,
    set: (change: Partial<CorrectionDraft>) => setDraft((before) => ({ ...before, ...change })),
    moments: moments ?? [],
    problems: tried ? problems : problems.filter((one) => one === 'skipped'),
    zone,
    submit,
    busy: save.isPending,
    error: save.error?.message ?? null
  }
}
