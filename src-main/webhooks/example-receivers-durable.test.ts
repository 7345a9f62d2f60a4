import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ulid } from 'ulid'
import { expect, it } from 'vitest'
import { eventTypes } from '../../contracts/domain/event'
import type { DialectName } from '../../contracts/domain/webhook'
import { dialectSchema } from '../../contracts/domain/webhook'
import { optionsWith } from './claimed.fixture'
import { dialects } from './dialects'
import { Outbox } from './outbox.fixture'
import { ReceiverProcess } from './receiver-process.fixture'
import { sampleEvent } from './samples'

const folder = join(import.meta.dirname, '../../examples/receivers/node')
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

it('every dialect, from the commit of the event to the work at the example receiver, over real storage and dispatch', async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'muster-durable-'))
  const outbox = new Outbox()
  outbox.open()
  const receivers = dialectSchema.options.map((dialect) => ({
    dialect,
    process: new ReceiverProcess('node', join(folder, `receiver-${dialect}.mjs`), {
      MUSTER_WEBHOOK_SECRETS: secret,
      INBOX_DB: join(scratch, `${dialect}.db`),
      PORT: '0'
    })
  }))
  try {
    const endpoints: { dialect: DialectName; id: string; process: ReceiverProcess }[] = []
    for (const { dialect, process } of receivers) {
      const { endpoint } = await outbox.endpoints.create(
        {
          url: await process.url(),
          description: dialect,
          dialect,
          events: [...dialects[dialect].offers, ...dialects[dialect].optional],
          enabled: true,
          timeoutMs: 30_000,
          allowLoopback: true,
          alias: '',
          headers: [],
          options: optionsWith({})
        },
        secret
      )
      endpoints.push({ dialect, id: endpoint.id, process })
    }
    for (const type of eventTypes) {
      const { occurredAt, cameraId, data } = sampleEvent(type, { now: Date.now() })
      // Each job is another one: receivers of `imggo` tell repetitions by it.
      const job = 'batch_id' in data ? { batch_id: `batch_${ulid().toLowerCase()}` } : {}
      // Nobody is enrolled here whose key could seal it.
      await outbox.storage.appendEvent({ type, occurredAt, personId: null, cameraId, data: { ...data, ...job } })
    }
    outbox.dispatcher.wake()
    const pending = () =>
      endpoints.flatMap(({ id }) => outbox.deliveries(id)).filter(({ state }) => ['pending', 'sending'].includes(state))
    while (pending().length > 0) await outbox.attempts(outbox.reports.length + 1, 60_000)

    for (const { dialect, id, process } of endpoints) {
      const deliveries = outbox.deliveries(id)
      expect(new Set(deliveries.map(({ state }) => state)), dialect).toEqual(new Set(['delivered']))
      expect(new Set(deliveries.map(({ eventType }) => eventType)), dialect).toEqual(
        new Set([...dialects[dialect].offers, ...dialects[dialect].optional])
      )
      // One line for the address, and one for the work on each event.
      await process.printed((lines) => lines.length > deliveries.length)
      expect(process.lines.filter((line) => line.includes('again,') || line.startsWith('refused'))).toEqual([])
    }
  } finally {
    await outbox.dispose()
    await Promise.all(receivers.map(({ process }) => process.stop()))
    rmSync(scratch, { recursive: true, force: true })
  }
}, 120_000)
