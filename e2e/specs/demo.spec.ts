import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '../fixtures'
import { appEnvironment, electronExecutable, repositoryRoot, sandboxArguments } from '../harness/repository'

test('the demo recognises, records, delivers and ends by itself once the receiver has verified', async ({ folder }) => {
  const args = [...sandboxArguments(), repositoryRoot, '--demo', '--exit-after-deliveries', '2']
  const demo = spawn(electronExecutable(), args, {
    cwd: repositoryRoot,
    env: appEnvironment({ MUSTER_DATA_DIR: folder }),
    stdio: ['ignore', 'pipe', 'ignore']
  })
  let said = ''
  demo.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()))
  const [code] = (await once(demo, 'exit')) as [number | null]
  expect(said).toMatch(/recogni[sz]ed/i)
  expect(said).toMatch(/delivered|delivery/i)
  expect(code).toBe(0)
  // The operator's own site is none of the demo's business.
  expect(existsSync(path.join(folder, 'muster.db'))).toBe(false)
})
