import { expect, test } from 'vitest'
import { parseSetupArguments } from './arguments.mjs'

const steps = ['dependencies', 'electron', 'build']

test('nothing said means every step', () => {
  expect(parseSetupArguments([], steps)).toEqual({ retryOfficial: false, only: undefined })
})

test('steps and the retry can be asked for', () => {
  expect(parseSetupArguments(['--only', 'electron,build', '--retry-official'], steps)).toEqual({
    retryOfficial: true,
    only: ['electron', 'build']
  })
})

test.each([[['--only', 'elektron']], [['--only']], [['--fast']]])('%j is refused with what is known', (args) => {
  expect(parseSetupArguments(args, steps)).toHaveProperty('problem', expect.stringContaining('electron'))
})
