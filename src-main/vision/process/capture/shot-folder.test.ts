import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { makeShotFolder, removeShotFolder } from './shot-folder'

const parent = mkdtempSync(join(tmpdir(), 'muster-shots-'))
afterAll(() => rmSync(parent, { recursive: true }))

it('is this user’s alone, and removes what processes that are gone have left', async () => {
  const child = spawn('true')
  await once(child, 'exit')
  const left = join(parent, `muster-shot-${child.pid}-abc`)
  const other = join(parent, 'muster-shot-notes')
  for (const folder of [left, other]) mkdirSync(folder)
  writeFileSync(join(left, 'shot.jpg'), 'a face')
  const mine = await makeShotFolder(parent)
  const mineToo = await makeShotFolder(parent)
  expect([left, other, mine, mineToo].map(existsSync)).toEqual([false, true, true, true])
  expect(statSync(mine).mode & 0o077).toBe(0)
  await removeShotFolder(mine)
  expect(existsSync(mine)).toBe(false)
})
