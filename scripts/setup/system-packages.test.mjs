import { expect, test } from 'vitest'
import { candidates, chooseNames, missingPackages } from './system-packages.mjs'

const wanted = [['xvfb'], ['libgtk-3-0', 'libgtk-3-0t64'], ['libasound2', 'libasound2t64']]

test('either name of a renamed package satisfies', () => {
  const installed = new Set(['xvfb', 'libgtk-3-0t64'])
  expect(missingPackages(wanted, (name) => installed.has(name))).toEqual([['libasound2', 'libasound2t64']])
})

test('the name that this release can install is chosen', () => {
  const policy = [
    'libgtk-3-0t64:\n  Installed: (none)\n  Candidate: 3.24.41-4\n  Version table:',
    'libasound2:\n  Installed: (none)\n  Candidate: (none)\n  Version table:',
    'libasound2t64:\n  Installed: (none)\n  Candidate: 1.2.11-1\n  Version table:',
    'xvfb:\n  Installed: 2:21.1\n  Candidate: 2:21.1\n  Version table:\n'
  ].join('\n')
  const known = new Set(candidates(policy))
  expect([...known]).toEqual(['libgtk-3-0t64', 'libasound2t64', 'xvfb'])
  expect(chooseNames(wanted, (name) => known.has(name))).toEqual(['xvfb', 'libgtk-3-0t64', 'libasound2t64'])
})

test('without lists the first name is tried', () => {
  expect(chooseNames(wanted, () => false)).toEqual(['xvfb', 'libgtk-3-0', 'libasound2'])
})
