import { expect, it } from 'vitest'
import { StartGate } from './start-gate'

it('admits as many as it has places, in order, and each place once', async () => {
  const gate = new StartGate(2, 60_000)
  const inside: number[] = []
  const leave = [await gate.enter(), await gate.enter()]
  const third = gate.enter().then((done) => (inside.push(3), done))
  const fourth = gate.enter().then((done) => (inside.push(4), done))
  await new Promise(setImmediate)
  expect(inside).toEqual([])
  leave[0]!()
  leave[0]!()
  const done = await third
  await new Promise(setImmediate)
  expect(inside).toEqual([3])
  done()
  ;(await fourth)()
  leave[1]!()
})

it('keeps nobody waiting for ever', async () => {
  const gate = new StartGate(1, 10)
  await gate.enter()
  const leave = await gate.enter()
  leave()
})
