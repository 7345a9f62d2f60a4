import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { dialectSchema } from '../../contracts/domain/webhook'
import { dialectInfos } from './dialect-info'
import { saveReceiver } from './save-receiver'

let parent = ''
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'muster-receiver-'))
})
afterEach(() => rm(parent, { recursive: true, force: true }))

const code = { files: [{ name: 'receiver.py', text: 'print("ü")\n' }], commands: [] }

it('writes a receiver into a folder of its own, and never over one', async () => {
  const folder = await saveReceiver(parent, 'muster-receiver', code)
  expect(await readFile(join(folder, 'receiver.py'), 'utf8')).toBe('print("ü")\n')
  await expect(saveReceiver(parent, 'muster-receiver', code)).rejects.toMatchObject({ code: 'conflict' })
})

it('says that nothing can be written there', async () => {
  await expect(saveReceiver(join(parent, 'none'), 'muster-receiver', code)).rejects.toMatchObject({
    code: 'unavailable'
  })
})

it('tells the form of every dialect, each with a test event that it has', () => {
  const infos = dialectInfos()
  expect(infos.map(({ name }) => name)).toEqual(dialectSchema.options)
  for (const { offers, optional, testEvent } of infos) expect([...offers, ...optional]).toContain(testEvent)
})
