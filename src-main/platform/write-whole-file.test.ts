import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeWholeFile } from './write-whole-file'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'muster-write-'))))
afterEach(() => rmSync(folder, { recursive: true }))

it('takes the place of what stood there', async () => {
  const path = join(folder, 'gate.jpg')
  writeFileSync(path, 'old')
  await writeWholeFile(path, Buffer.from('new'))
  expect(readFileSync(path, 'utf8')).toBe('new')
  expect(readdirSync(folder)).toEqual(['gate.jpg'])
})

it('leaves nothing behind where it cannot be written', async () => {
  await expect(writeWholeFile(join(folder, 'none', 'gate.jpg'), Buffer.from('x'))).rejects.toMatchObject({
    code: 'ENOENT'
  })
  const path = join(folder, 'gate.jpg')
  mkdirSync(path)
  await expect(writeWholeFile(path, Buffer.from('x'))).rejects.toThrow()
  expect(readdirSync(folder)).toEqual(['gate.jpg'])
})
