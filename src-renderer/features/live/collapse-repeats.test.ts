import { describe, expect, it } from 'vitest'
import type { Decision } from '../../../contracts/domain/attendance'
import { collapseRepeats } from './collapse-repeats'

const seen = (id: number, personId: string | null, decision: Decision, cameraId = 'door') => ({
  id,
  personId,
  decision,
  cameraId
})
const shape = (rows: ReturnType<typeof collapseRepeats<ReturnType<typeof seen>>>) =>
  rows.map(({ sighting, times }) => [sighting.id, times])

describe('collapseRepeats', () => {
  it('keeps the newest of a run, even when two people take turns', () => {
    const rows = collapseRepeats([
      seen(6, 'ada', 'cooldown'),
      seen(5, 'bob', 'cooldown'),
      seen(4, 'ada', 'cooldown'),
      seen(3, 'ada', 'cooldown'),
      seen(2, 'ada', 'marked'),
      seen(1, 'bob', 'marked')
    ])
    expect(shape(rows)).toEqual([
      [6, 3],
      [5, 1],
      [2, 1],
      [1, 1]
    ])
  })

  it('begins a new run after a mark and at another camera', () => {
    const rows = collapseRepeats([
      seen(4, 'ada', 'cooldown', 'gate'),
      seen(3, 'ada', 'cooldown'),
      seen(2, 'ada', 'marked'),
      seen(1, 'ada', 'cooldown')
    ])
    expect(shape(rows)).toEqual([
      [4, 1],
      [3, 1],
      [2, 1],
      [1, 1]
    ])
  })

  it('never joins unknown people, who may be several', () => {
    expect(collapseRepeats([seen(2, null, 'stranger'), seen(1, null, 'stranger')])).toHaveLength(2)
  })
})
