import { describe, expect, it } from 'vitest'
import { claimedDelivery } from './claimed.fixture'
import { guideLogLines } from './guide-log-lines'

const to = (endpointAlias: string, over = {}) => claimedDelivery({ dialect: 'facecv', endpointAlias, ...over })

describe('the log lines of guide 001', () => {
  it('are those that its operators look for', () => {
    expect(guideLogLines(to('main_recognition', { events: 5 }), { status: 200 }, 'delivered')).toEqual([
      { level: 'info', message: 'Successfully delivered 5 events to main_recognition' }
    ])
    expect(guideLogLines(to('attendance_system'), { status: 503 }, 'retry')).toEqual([
      { level: 'warn', message: 'Webhook attendance_system returned 503' }
    ])
    expect(guideLogLines(to('backup_webhook', { budgetAttempt: 3 }), { status: null }, 'dead')).toEqual([
      { level: 'error', message: 'Failed to deliver events to backup_webhook after 3 attempts' }
    ])
    expect(guideLogLines(to('both'), { status: 500 }, 'dead').map(({ level }) => level)).toEqual(['warn', 'error'])
  })

  it('are not written for other dialects, nor for a result that counts no more', () => {
    expect(guideLogLines(claimedDelivery(), { status: 200 }, 'delivered')).toEqual([])
    expect(guideLogLines(to('late'), { status: 200 }, 'stale')).toEqual([])
  })
})
