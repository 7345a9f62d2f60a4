import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Reserve } from './disk-reserve'
import { fileReserve } from './disk-reserve'
import type { Sql } from './sql'
import type { TestSite } from './test-site'
import { furnish, makeTestSite, page, testSighting } from './test-site'

let site: TestSite
beforeEach(() => void (site = makeTestSite()))
afterEach(() => site.dispose())

/** SQLite's own page limit as the disk: what the reserve gives back are pages. */
function pageLimit(sql: Sql): Reserve & { shrink(): void } {
  let standing = true
  const used = () => sql.db.pragma('page_count', { simple: true }) as number
  const limit = (pages: number) => sql.db.pragma(`max_page_count = ${pages}`)
  return {
    shrink: () => limit(used()),
    release() {
      const had = standing
      if (had) limit(used() + 60)
      standing = false
      return had
    },
    restore: () => Promise.resolve(standing)
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('a full disk', () => {
  it('costs no mark while the reserve lasts, then says so, and harms nothing that was recorded', async () => {
    let disk: ReturnType<typeof pageLimit> | undefined
    const writer = site.openWriter({ reserve: (sql) => (disk = pageLimit(sql)) })
    const { person } = await furnish(writer)
    await writer.api.changeSettings({ attendance: { cooldownSeconds: 0 } })
    disk?.shrink()

    const answers: Awaited<ReturnType<typeof writer.api.recordSighting>>['value'][] = []
    let failure: unknown = null
    while (failure === null && answers.length < 2000) {
      const sighting = testSighting({ at: site.clock.wall, personId: person.id })
      await writer.api.recordSighting(sighting).then(
        (answer) => answers.push(answer.value),
        (thrown: unknown) => (failure = thrown)
      )
    }
    expect(failure).toMatchObject({ code: 'storage_full' })
    expect(site.states).toEqual([{ full: true }])
    const sparing = answers.filter((answer) => answer.mark?.cropId === null)
    expect(sparing.length).toBeGreaterThan(10)
    expect(sparing.every((answer) => answer.sighting.decision === 'marked')).toBe(true)
    expect(site.openReader().methods.marks(page).total).toBe(answers.length)
    expect(site.openReader().methods.deliveries(page).total).toBe(answers.length)
  })

  it('is full from the start when there is no room for the reserve, and well again when there is', async () => {
    let room = false
    const reserve: Reserve = { release: () => false, restore: () => Promise.resolve(room) }
    site.openWriter({ reserve: () => reserve, reserveRetryMs: 1 })
    await settled()
    expect(site.states).toEqual([{ full: true }])
    room = true
    await expect.poll(() => site.states).toEqual([{ full: true }, { full: false }])
  })

  it('has a reserve of real bytes', async () => {
    const path = join(site.dataDir, 'reserve.bin')
    const reserve = fileReserve(path, 3_000_000)
    expect(await reserve.restore()).toBe(true)
    expect(statSync(path).size).toBe(3_000_000)
    expect(statSync(path).blocks * 512).toBeGreaterThanOrEqual(3_000_000)
    expect([reserve.release(), existsSync(path), reserve.release()]).toEqual([true, false, false])
    expect(await fileReserve(path, Number.MAX_SAFE_INTEGER).restore()).toBe(false)
  })

  it('goes on marking on a small disk that fills up', async ({ skip }) => {
    const disk = mkdtempSync(join(tmpdir(), 'muster-disk-'))
    onTestFinished(() => rmSync(disk, { recursive: true, force: true }))
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', disk], { stdio: 'ignore' })
    } catch {
      return skip('mounting a small disk takes root on Linux')
    }
    const writer = site.openWriter({ dataDir: disk, reserveBytes: 2_000_000 })
    onTestFinished(async () => {
      await site.close()
      execFileSync('umount', [disk])
    })
    const { person } = await furnish(writer)
    await writer.api.changeSettings({ attendance: { cooldownSeconds: 0 } })
    await expect.poll(() => existsSync(join(disk, 'reserve.bin'))).toBe(true)
    fill(disk)

    for (let count = 0; count < 20; count += 1) {
      const sightings = Array.from({ length: 10 }, () => testSighting({ at: site.clock.wall, personId: person.id }))
      const answers = await Promise.all(sightings.map((sighting) => writer.api.recordSighting(sighting)))
      expect(answers.every((answer) => answer.value.mark !== null)).toBe(true)
    }
    expect(site.states).toEqual([{ full: true }])
    expect(readdirSync(disk)).not.toContain('reserve.bin')
  })
})

/** Takes the last free byte, the one that a page of the database would need. */
function fill(disk: string): void {
  for (let size = 8_000_000, part = 0; size >= 512; part += 1) {
    try {
      writeFileSync(join(disk, `filler-${part}`), Buffer.alloc(size))
    } catch {
      rmSync(join(disk, `filler-${part}`), { force: true })
      size = Math.floor(size / 2)
    }
  }
}
