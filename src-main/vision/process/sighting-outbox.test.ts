import { describe, expect, it } from 'vitest'
import type { Sighting } from '../../../contracts/domain/attendance'
import { SightingOutbox } from './sighting-outbox'

const sighting = (id: string) => ({ id }) as Sighting

function outbox(capacity = 10) {
  const sent: string[] = []
  let now = 0
  const box = new SightingOutbox({ send: (one) => sent.push(one.id), resendMs: 2000, capacity, monotonic: () => now })
  const at = (ms: number) => {
    now = ms
    box.resendDue()
  }
  return { box, sent, at }
}

describe('SightingOutbox', () => {
  it('sends at once, and again every two seconds until acknowledged', () => {
    const { box, sent, at } = outbox()
    box.add(sighting('a'))
    at(1999)
    expect(sent).toEqual(['a'])
    at(2000)
    at(3000)
    at(4000)
    expect(sent).toEqual(['a', 'a', 'a'])
    box.acknowledge(['a'])
    at(9000)
    expect([sent.length, box.size]).toEqual([3, 0])
  })

  it('acknowledges each by its id, in any order, twice without harm', () => {
    const { box, sent, at } = outbox()
    for (const id of ['a', 'b', 'c']) box.add(sighting(id))
    box.acknowledge(['b'])
    box.acknowledge(['b', 'unknown'])
    sent.length = 0
    at(2500)
    expect(sent).toEqual(['a', 'c'])
  })

  it('gives up the oldest when full, and says how many', () => {
    const { box, sent, at } = outbox(2)
    for (const id of ['a', 'b', 'c', 'd']) box.add(sighting(id))
    expect([box.size, box.lost]).toEqual([2, 2])
    sent.length = 0
    at(5000)
    expect(sent).toEqual(['c', 'd'])
  })
})
