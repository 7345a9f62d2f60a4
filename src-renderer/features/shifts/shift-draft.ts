import type { Segment, Shift, ShiftInput } from '../../../contracts/domain/shift'
import { shiftInputSchema } from '../../../contracts/domain/shift'

const nine: Segment = { start: '09:00', end: '17:00', overnight: false }
const none: ShiftInput['roundIn'] = { minutes: 0, to: 'nearest' }

/** What a form begins with: Monday to Friday, nine to five. */
export const newShift = (): ShiftInput => ({
  name: '',
  week: [1, 2, 3, 4, 5, 6, 7].map((day) => (day <= 5 ? [nine] : [])),
  graceInMinutes: 5,
  graceOutMinutes: 5,
  roundIn: none,
  roundOut: none,
  breaks: [],
  overtimeAfterMinutes: null,
  policy: 'every_punch'
})

/** The form's copy of a stored shift. */
export const draftOf = (shift: Shift): ShiftInput => {
  const { id: _id, createdAt: _created, updatedAt: _updated, ...input } = shift
  return input
}

/** What keeps a draft from being saved: a sentence by place in the draft; `name` and `week` are places. */
export function shiftProblems(draft: ShiftInput): { place: string; message: string }[] {
  const parsed = shiftInputSchema.safeParse(draft)
  return (parsed.error?.issues ?? []).map(({ path, message }) => ({ place: String(path[0] ?? ''), message }))
}

/** A day's hours in words: "09:00–17:00, 22:00–06:00 (+1)"; empty on a day off. */
export const segmentsInWords = (segments: readonly Segment[]): string =>
  segments.map(({ start, end, overnight }) => `${start}–${end}${overnight ? ' (+1)' : ''}`).join(', ')

/** The week as runs of days with the same hours: [first, last, hours], days 1–7 from Monday; days off left out. */
export function weekInRuns(week: readonly (readonly Segment[])[]): { from: number; to: number; hours: string }[] {
  const runs: { from: number; to: number; hours: string }[] = []
  week.forEach((segments, index) => {
    const hours = segmentsInWords(segments)
    const last = runs.at(-1)
    if (hours === '') return
    if (last && last.hours === hours && last.to === index) last.to = index + 1
    else runs.push({ from: index + 1, to: index + 1, hours })
  })
  return runs
}
