import type { AttemptOutcomeAnswer, AttemptResult, ClaimedDelivery } from '../storage/api'

export interface LogLine {
  level: 'info' | 'warn' | 'error'
  message: string
}

/** What guide 001 has its operators look for in the log, word for word and level; other dialects have no such lines. */
export function guideLogLines(
  {
    dialect,
    endpointAlias,
    events,
    budgetAttempt
  }: Pick<ClaimedDelivery, 'dialect' | 'endpointAlias' | 'events' | 'budgetAttempt'>,
  { status }: Pick<AttemptResult, 'status'>,
  outcome: AttemptOutcomeAnswer
): LogLine[] {
  if (dialect !== 'facecv' || outcome === 'stale') return []
  if (outcome === 'delivered')
    return [{ level: 'info', message: `Successfully delivered ${events} events to ${endpointAlias}` }]
  const lines: LogLine[] = []
  if (status !== null) lines.push({ level: 'warn', message: `Webhook ${endpointAlias} returned ${status}` })
  if (outcome === 'dead')
    lines.push({
      level: 'error',
      message: `Failed to deliver events to ${endpointAlias} after ${budgetAttempt} attempts`
    })
  return lines
}
