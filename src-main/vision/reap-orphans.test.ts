import type { ChildProcess } from 'node:child_process'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { reapOrphans } from './reap-orphans'

const folder = mkdtempSync(join(tmpdir(), 'muster-reap-'))
afterAll(() => rmSync(folder, { recursive: true }))

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

/** Runs until it is killed; resolves once it has its name. */
async function start(program: string, args: string[]): Promise<ChildProcess & { pid: number }> {
  const child = spawn(program, args, { stdio: 'ignore' })
  await once(child, 'spawn')
  children.push(child)
  return child as ChildProcess & { pid: number }
}

const endless = ['-loglevel', 'quiet', '-re', '-f', 'lavfi', '-i', 'nullsrc', '-f', 'null', '-']

describe.runIf(process.platform === 'linux')('reapOrphans', () => {
  it('ends decoders and spares whoever has taken the number of one', async () => {
    const [decoder, stranger] = [await start('ffmpeg', endless), await start('sleep', ['600'])]
    const ended = once(decoder, 'exit')
    const gone = spawn('true')
    await once(gone, 'exit')
    expect(await reapOrphans([decoder.pid, stranger.pid, gone.pid ?? 0])).toEqual([decoder.pid])
    expect(await ended).toEqual([null, 'SIGKILL'])
    expect(stranger.exitCode).toBeNull()
  })

  it('knows an operator’s own decoder by its name', async () => {
    const own = join(folder, 'decoder-of-this-site')
    copyFileSync(realpathSync(execFileSync('which', ['sleep'], { encoding: 'utf8' }).trim()), own)
    const child = await start(own, ['600'])
    expect(await reapOrphans([child.pid])).toEqual([])
    const ended = once(child, 'exit')
    expect(await reapOrphans([child.pid], own)).toEqual([child.pid])
    await ended
  })
})
