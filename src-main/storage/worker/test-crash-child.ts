import { silentLog } from '../../platform/log'
import { createSteadyCell, threadClock } from './steady-time'
import { claimAll, furnish, testKey, testSighting } from './test-site'
import { openWriter } from './writer-store'

// Started by crash.test.ts: records and claims without end until it is killed, telling each acknowledged sighting.
const [dataDir = ''] = process.argv.slice(2)
const writer = openWriter({
  dataDir,
  siteKey: testKey,
  steadyCell: createSteadyCell(),
  timeZone: 'UTC',
  reserveBytes: 4096,
  clock: threadClock,
  log: silentLog,
  random: Math.random,
  onStorageState: () => undefined
})
const { person } = await furnish(writer)
await writer.api.changeSettings({ attendance: { cooldownSeconds: 0 } })
for (let last = 0; ;) {
  const sightings = Array.from({ length: 5 }, () => {
    const made = testSighting({ at: Date.now(), personId: person.id })
    // Ids must not meet those of the furnishing process before it.
    return { ...made, id: `sgt_${String((last += 1)).padStart(26, '0')}` }
  })
  await Promise.all([
    ...sightings.map(async (sighting) => {
      await writer.api.recordSighting(sighting)
      process.stdout.write(`${sighting.id}\n`)
    }),
    claimAll(writer)
  ])
}
