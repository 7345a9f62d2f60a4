import { expect, test } from 'vitest'
import { firstError, isSource } from './step-build.mjs'

test('tests and projects of the compiler do not cause a build', () => {
  expect(['src-main/index.ts', 'src-renderer/ui/base.css'].every(isSource)).toBe(true)
  expect(['src-main/a.test.ts', 'src-renderer/a.test.tsx', 'src-main/tsconfig.json'].some(isSource)).toBe(false)
})

test('of a failed build the first error is shown, without colours and stack', () => {
  const said = [
    'vite building…',
    '\u001b[31merror during build:',
    '[UNRESOLVED_IMPORT] Could not resolve "./nothing"',
    '    at build (file:///x.js:1:2)'
  ].join('\n')
  expect(firstError(said)).toBe('error during build:\n[UNRESOLVED_IMPORT] Could not resolve "./nothing"')
})
