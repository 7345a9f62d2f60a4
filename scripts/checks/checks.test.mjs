import { expect, test } from 'vitest'
import { chooseStages, inGroups, stages } from './stages.mjs'
import { closingLine, sum, tallyReport } from './tally.mjs'

test('stages run in the order of the whole check, however they are named', () => {
  const choice = chooseStages(['--only', 'unit,lint'])
  expect('chosen' in choice && choice.chosen.map((stage) => stage.name)).toEqual(['lint', 'unit'])
})

test('lint and types run side by side, everything else alone', () => {
  expect(inGroups(stages).map((group) => group.map(({ name }) => name))).toEqual([['lint', 'types'], ['unit'], ['e2e']])
})

test.each([[['--only', 'units']], [['--only']], [['--fast']], [['--only', 'unit', 'e2e']]])('%j is refused', (args) => {
  expect(chooseStages(args)).toHaveProperty('problem', expect.stringContaining('lint,types,unit,e2e'))
})

test('both runners are added up', () => {
  const unit = tallyReport('vitest', { numPassedTests: 140, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 }, 0)
  const e2e = tallyReport('playwright', { stats: { expected: 3, flaky: 1, unexpected: 0, skipped: 0 } }, 0)
  expect(closingLine(sum([unit, e2e]))).toBe('144 passed, 0 failed')
})

test('a runner that fails counts as failed even when it wrote no report', () => {
  expect(tallyReport('playwright', undefined, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  expect(closingLine(tallyReport('vitest', { numPassedTests: 2, numFailedTests: 0, numPendingTests: 1 }, 1))).toBe(
    '2 passed, 1 failed, 1 skipped'
  )
})
