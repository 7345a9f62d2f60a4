import { expect, it } from 'vitest'
import { MusterError } from '../../../contracts/result'
import { inTurn } from './in-turn'

it('goes on after a failure, in order, and tells of the first', async () => {
  const seen: number[] = []
  const outcome = await inTurn([1, 2, 3, 4], async (one) => {
    seen.push(one)
    if (one % 2 === 0) throw new MusterError('conflict', `no ${one}`)
  })
  expect(seen).toEqual([1, 2, 3, 4])
  expect(outcome).toMatchObject({ done: 2, failed: 2, error: { code: 'conflict', message: 'no 2' } })
})
