import { EventEmitter, once } from 'node:events'
import { mkdtempSync, rmSync, watch } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { superviseChild } from './supervise-child.mjs'

/** @type {string} */
let folder

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-supervise-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/**
 * Starts a script that makes a file once it is ready to be signalled.
 *
 * @param {string} code
 * @param {number} graceMs
 */
async function startReady(code, graceMs) {
  const signals = new EventEmitter()
  const watcher = watch(folder)
  const ready = once(watcher, 'change')
  const script = `${code}; require('node:fs').writeFileSync(${JSON.stringify(path.join(folder, 'ready'))}, '')`
  const exit = superviseChild(process.execPath, ['-e', script], { graceMs, signals, stdio: 'ignore' })
  await ready
  watcher.close()
  return { signals, exit }
}

describe.skipIf(process.platform === 'win32')('a supervised program', () => {
  test("its exit code is passed on, and a program that does not exist is the shell's 127", async () => {
    expect(await superviseChild(process.execPath, ['-e', 'process.exit(7)'], { stdio: 'ignore' })).toBe(7)
    expect(await superviseChild(path.join(folder, 'nothing'), [], { stdio: 'ignore' })).toBe(127)
  })

  test('a signal reaches it, and its ordered end decides the exit code', async () => {
    const { signals, exit } = await startReady(
      `process.on('SIGTERM', () => process.exit(5)); setInterval(() => {}, 1000)`,
      10_000
    )
    signals.emit('SIGTERM')
    expect(await exit).toBe(5)
    expect(signals.listenerCount('SIGTERM')).toBe(0)
  })

  test('one that does not heed the signal is killed after its grace', async () => {
    const { signals, exit } = await startReady(`process.on('SIGINT', () => {}); setInterval(() => {}, 1000)`, 50)
    signals.emit('SIGINT')
    expect(await exit).toBe(128 + 9)
  })
})
