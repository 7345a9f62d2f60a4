import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { TestSite } from './test-site'
import { claimAll, makeTestSite, page } from './test-site'

let site: TestSite
beforeEach(() => void (site = makeTestSite()))
afterEach(() => site.dispose())

it('loses nothing that was acknowledged when the process is killed in the middle', { timeout: 60_000 }, async () => {
  const script = fileURLToPath(new URL('./test-crash-child.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, site.dataDir], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const exited = once(child, 'exit')
  const acknowledged: string[] = []
  for await (const line of createInterface(child.stdout)) {
    acknowledged.push(line)
    if (acknowledged.length === 200) child.kill('SIGKILL')
  }
  expect((await exited)[1]).toBe('SIGKILL')
  expect(acknowledged.length).toBeGreaterThanOrEqual(200)

  site.clock.wall = Date.now()
  const writer = site.openWriter()
  const reader = site.openReader().methods
  const marks = reader.marks({ ...page, limit: 100_000 })
  const recorded = new Set(marks.rows.map((mark) => mark.sightingId))
  expect(acknowledged.filter((id) => !recorded.has(id))).toEqual([])

  // Each mark has its delivery, numbered without gaps; what was being sent is queued again as unknown.
  const deliveries = reader.deliveries({ ...page, limit: 100_000 })
  expect(deliveries.total).toBe(marks.total)
  expect(deliveries.rows.map((row) => row.sequence)).toEqual(deliveries.rows.map((_, index) => marks.total - index))
  expect(deliveries.rows.every((row) => row.state === 'pending')).toBe(true)
  expect(writer.report.recoveredAttempts).toBeGreaterThan(0)
  const [claim] = await claimAll(writer)
  const attempts = site.openReader().methods.delivery(claim?.deliveryId ?? '')?.attempts
  expect(attempts?.at(-1)).toMatchObject({ outcome: 'open' })
  expect(deliveries.rows.reduce((sum, row) => sum + row.attempts, 0)).toBe(writer.report.recoveredAttempts)
})
