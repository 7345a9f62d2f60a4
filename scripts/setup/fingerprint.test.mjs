import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fingerprint } from './fingerprint.mjs'

/** @type {string} */
let folder

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-fingerprint-'))
  mkdirSync(path.join(folder, 'src', 'deep'), { recursive: true })
  writeFileSync(path.join(folder, 'src', 'a.ts'), 'a')
  writeFileSync(path.join(folder, 'src', 'deep', 'b.ts'), 'b')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const current = () => fingerprint(folder, ['src', 'lock.json'], (file) => !file.endsWith('.test.ts'))

test('it stays while nothing changes, in whatever order entries are named', () => {
  expect(current()).toBe(fingerprint(folder, ['lock.json', 'src']))
})

test('content, names and absent files that come into being change it', () => {
  const seen = new Set([current()])
  writeFileSync(path.join(folder, 'src', 'deep', 'b.ts'), 'c')
  seen.add(current())
  writeFileSync(path.join(folder, 'src', 'deep', 'd.ts'), '')
  seen.add(current())
  writeFileSync(path.join(folder, 'lock.json'), '{}')
  seen.add(current())
  expect(seen.size).toBe(4)
})

test('files that do not count do not change it', () => {
  const before = current()
  writeFileSync(path.join(folder, 'src', 'a.test.ts'), 'test')
  expect(current()).toBe(before)
})
