import { expect, test } from 'vitest'
import { integrityOf } from './registry-package.mjs'

test('integrity is written as package-lock files write it', () => {
  expect(integrityOf(Buffer.from('muster'))).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/)
  expect(integrityOf(Buffer.from('muster'))).not.toBe(integrityOf(Buffer.from('mustes')))
})
