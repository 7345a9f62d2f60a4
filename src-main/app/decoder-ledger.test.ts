import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../platform/log'
import { DecoderLedger } from './decoder-ledger'

let folder: string
let file: string
const children: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-ledger-'))
  file = join(folder, 'decoders.json')
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

async function start(): Promise<ChildProcess & { pid: number }> {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' })
  await once(child, 'spawn')
  children.push(child)
  return child as ChildProcess & { pid: number }
}
const ledger = () => new DecoderLedger(file, silentLog)

describe.skipIf(process.platform === 'win32')('DecoderLedger', () => {
  it('ends at the next start what was left behind, and nothing that had ended in order', async () => {
    const [left, ended] = [await start(), await start()]
    const before = ledger()
    await before.note([left.pid, ended.pid])
    await before.note([left.pid])
    const gone = once(left, 'exit')
    expect(await ledger().reapLeft()).toEqual([left.pid])
    expect(await gone).toEqual([null, 'SIGKILL'])
    expect(ended.exitCode).toBeNull()
    expect(await ledger().reapLeft()).toEqual([])
  })

  it('spares a process that has got the number of one', async () => {
    const other = await start()
    await ledger().note([other.pid])
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"born":"[^"]*"/, '"born":"another day"'))
    expect(await ledger().reapLeft()).toEqual([])
    expect(other.exitCode).toBeNull()
  })

  it.each([
    ['nothing', null],
    ['half a file', '[{"pid":12'],
    ['what it did not write', '[{"pid":1,"born":"x"},{"pid":-1,"born":"y"}]']
  ])('takes %s for no decoders', async (_name, text) => {
    if (text !== null) writeFileSync(file, text)
    expect(await ledger().reapLeft()).toEqual([])
  })

  it('writes once what it is told at once', async () => {
    const child = await start()
    const subject = ledger()
    const first = subject.note([])
    const last = subject.note([child.pid])
    expect(last).toBe(first)
    await last
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject([{ pid: child.pid }])
  })

  it('writes in the order in which it was told, however fast', async () => {
    const child = await start()
    const subject = ledger()
    void subject.note([child.pid])
    void subject.note([])
    await subject.note([child.pid])
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject([{ pid: child.pid }])
    await subject.note([])
    expect(readFileSync(file, 'utf8')).toBe('[]')
  })
})
