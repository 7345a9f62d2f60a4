import type { Direction } from '../../../contracts/domain/camera'
import type { DayResult, DayState, Shift } from '../../../contracts/domain/shift'
import type { DayPlan, Span } from './plan-day'
import { roundPunch } from './round-punch'

/** A punch that counts; `capturedAt` in epoch ms. */
export interface Punch {
  capturedAt: number
  direction: Direction
}

const minute = 60_000
const noRounding: Shift['roundIn'] = { minutes: 0, to: 'nearest' }
const whole = (ms: number): number => Math.floor(Math.max(0, ms) / minute)
const lengthOf = (spans: readonly Span[]): number =>
  spans.reduce((sum, { from, to }) => sum + Math.max(0, to - from), 0)
const overlap = (a: Span, b: Span): number => Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from))

/**
 * What a day came to by its plan and its punches, in any order. Pure. Lateness goes by the punches as they were; worked
 * time by the rounded ones, in time that passed and not on the clock, so that a night of 23 hours is not paid as 24.
 *
 * @param offsetAt the zone's distance from UTC, ms, for rounding
 */
export function evaluateDay(
  plan: DayPlan,
  punches: readonly Punch[],
  now: number,
  offsetAt: (at: number) => number
): DayResult {
  const { rules, segments } = plan
  const sorted = punches
    .filter(({ capturedAt: at }) => at >= plan.window.from && at < plan.window.to)
    .sort((a, b) => a.capturedAt - b.capturedAt || a.direction.localeCompare(b.direction))
  const firstIn = sorted.find(({ direction }) => direction === 'in')?.capturedAt ?? null
  const lastOut = sorted.findLast(({ direction }) => direction === 'out')?.capturedAt ?? null
  const isOver = now >= plan.window.to
  const paired = rules?.policy === 'first_last' ? outerPair(firstIn, lastOut, sorted.length) : pairEach(sorted)
  // Somebody who came last and has not left yet misses nothing while the day goes on.
  const isInside = !isOver && sorted.at(-1)?.direction === 'in'
  const missing = Math.max(0, paired.missing - (isInside ? 1 : 0))
  const spans = apart(
    paired.spans.map(({ from, to }) => ({
      from: roundPunch(from, rules?.roundIn ?? noRounding, offsetAt),
      to: roundPunch(to, rules?.roundOut ?? noRounding, offsetAt)
    }))
  )

  const present = lengthOf(spans)
  const punched = spans.reduce((sum, { from }, index) => sum + Math.max(0, from - (spans[index - 1]?.to ?? from)), 0)
  const gaps = rules?.policy === 'first_last' ? gapsOf(segments) : []
  const planned = gaps.flatMap((gap) => spans.map((span) => overlap(span, gap))).reduce((sum, ms) => sum + ms, 0)
  const due = breaksDue(rules?.breaks ?? [], present + punched)
  // Punched and planned gaps are taken from what is due as unpaid first; what is left of them uses up paid breaks.
  const taken = punched + planned
  const deducted = planned + Math.max(0, due.unpaid - taken)
  const paidGaps = Math.min(due.paid, Math.max(0, taken - due.unpaid))
  const worked = whole(Math.min(present + punched, Math.max(0, present - deducted + paidGaps)))
  const expected = segments.length > 0
  const start = segments[0]?.from ?? 0
  const end = segments.at(-1)?.to ?? 0
  const late = expected && firstIn !== null ? firstIn - start : 0
  const early = expected && lastOut !== null && !isInside ? end - lastOut : 0
  const overtimeAfter = rules?.overtimeAfterMinutes ?? null
  const threshold = overtimeAfter === null || expected ? overtimeAfter : 0
  return {
    date: plan.date,
    state: stateOf({ plan, punches: sorted.length, missing, isInside, isOver, now }),
    shiftName: rules?.name ?? null,
    holiday: plan.holiday,
    firstIn,
    lastOut,
    plannedMinutes: whole(lengthOf(segments)),
    workedMinutes: worked,
    breakMinutes: whole(Math.max(taken, due.unpaid + due.paid)),
    lateMinutes: late > (rules?.graceInMinutes ?? 0) * minute ? whole(late) : 0,
    earlyMinutes: early > (rules?.graceOutMinutes ?? 0) * minute ? whole(early) : 0,
    overtimeMinutes: threshold === null ? 0 : Math.max(0, worked - threshold),
    missing
  }
}

/** Rounding can push an out beyond the in that follows it: no minute counts twice. */
function apart(spans: readonly Span[]): Span[] {
  let reached = -Infinity
  return spans.map((span) => {
    const from = Math.max(span.from, reached)
    const to = Math.max(from, span.to)
    reached = to
    return { from, to }
  })
}

interface Paired {
  spans: Span[]
  missing: number
}

function outerPair(firstIn: number | null, lastOut: number | null, punches: number): Paired {
  if (firstIn !== null && lastOut !== null && lastOut > firstIn)
    return { spans: [{ from: firstIn, to: lastOut }], missing: 0 }
  return { spans: [], missing: punches === 0 ? 0 : 1 }
}

/** Each in with the out that follows it. Two of a kind in a row: one between them is missing, and its time is not guessed. */
function pairEach(sorted: readonly Punch[]): Paired {
  const spans: Span[] = []
  let missing = 0
  let open: number | null = null
  for (const { capturedAt, direction } of sorted) {
    if (direction === 'in') {
      if (open !== null) missing += 1
      open = capturedAt
    } else if (open === null) missing += 1
    else {
      spans.push({ from: open, to: capturedAt })
      open = null
    }
  }
  return { spans, missing: missing + (open === null ? 0 : 1) }
}

const gapsOf = (segments: readonly Span[]): Span[] =>
  segments.slice(1).map((segment, index) => ({ from: segments[index]?.to ?? segment.from, to: segment.from }))

/** Breaks that fall due in so long a day, ms. They grow minute by minute, so that a longer day never pays less. */
function breaksDue(breaks: Shift['breaks'], dayMs: number): { paid: number; unpaid: number } {
  const due = { paid: 0, unpaid: 0 }
  for (const { minutes, afterMinutes, paid } of breaks) {
    due[paid ? 'paid' : 'unpaid'] += Math.min(minutes * minute, Math.max(0, dayMs - afterMinutes * minute))
  }
  return due
}

function stateOf(day: {
  plan: DayPlan
  punches: number
  missing: number
  isInside: boolean
  isOver: boolean
  now: number
}): DayState {
  const { plan, punches, missing, isInside, isOver, now } = day
  if (punches > 0) return missing > 0 ? 'incomplete' : isInside ? 'present' : 'worked'
  if (plan.holiday !== null) return 'holiday'
  const start = plan.segments[0]?.from
  if (start === undefined) return 'off'
  if (isOver) return 'absent'
  return now < start + (plan.rules?.graceInMinutes ?? 0) * minute ? 'upcoming' : 'absent'
}
