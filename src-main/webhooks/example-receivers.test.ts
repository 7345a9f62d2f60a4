import type { ChildProcess } from 'node:child_process'
import { spawn, spawnSync } from 'node:child_process'
import { lookup } from 'node:dns'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DomainEvent } from '../../contracts/domain/event'
import { systemClock } from '../platform/clock'
import type { ClaimedDelivery } from '../storage/api'
import type { Deliverer } from './deliver'
import { createDeliverer } from './deliver'
import { dialects } from './dialects'

const folder = join(import.meta.dirname, '../../examples/receivers')
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const nextSecret = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='
const hasPython = spawnSync('python3', ['--version']).status === 0

const event: DomainEvent<'attendance.recorded'> = {
  id: 'evt_01j00000000000000000000000',
  type: 'attendance.recorded',
  occurredAt: Date.UTC(2026, 0, 2, 8, 0, 0),
  personId: 'per_1',
  cameraId: 'door',
  data: {
    mark_id: 'mrk_1',
    sequence: 1,
    person: { id: 'per_1', name: 'Zoë Müller', external_id: 'E-7' },
    camera: { id: 'door', name: 'Door' },
    direction: 'in',
    captured_at: '2026-01-02T08:00:00.123Z',
    recorded_at: '2026-01-02T08:00:00.456Z',
    score: 0.61,
    threshold: 0.4,
    liveness: { score: 0.98, is_live: true },
    sighting_id: null,
    site_id: 'site_1',
    node_id: 'node_1'
  }
}

/** An example as an integrator runs it: a process, its environment and what it prints. */
class Example {
  readonly lines: string[] = []
  private readonly child: ChildProcess
  private readonly listening: Promise<string>

  constructor(command: string, args: string[], environment: Record<string, string>) {
    this.child = spawn(command, args, {
      env: { ...process.env, ...environment, PORT: '0' },
      stdio: ['ignore', 'pipe', 'ignore']
    })
    this.listening = new Promise((resolve, reject) => {
      this.child.once('error', reject)
      this.child.once('exit', (code) => reject(new Error(`The example ended with ${code}.`)))
      if (this.child.stdout === null) return
      createInterface(this.child.stdout).on('line', (line) => {
        const address = /^listening on (\S+)$/.exec(line)?.[1]
        if (address === undefined) this.lines.push(line)
        else resolve(address)
      })
    })
  }

  url(): Promise<string> {
    return this.listening
  }

  async stop(): Promise<void> {
    const closed = once(this.child, 'close')
    this.child.kill('SIGTERM')
    await closed
  }
}

const examples = [
  {
    name: 'Node',
    runs: true,
    command: process.execPath,
    args: [join(folder, 'node/receiver.mjs')],
    state: 'SEEN_FILE'
  },
  { name: 'Python', runs: hasPython, command: 'python3', args: [join(folder, 'python/receiver.py')], state: 'SEEN_DB' }
]

for (const { name, runs, command, args, state } of examples) {
  describe.skipIf(!runs)(`the example receiver in ${name}`, () => {
    let scratch: string
    let deliverer: Deliverer
    let example: Example

    const start = (secrets: string) =>
      new Example(command, args, { MUSTER_WEBHOOK_SECRETS: secrets, [state]: join(scratch, 'seen') })
    const send = async (change: Partial<ClaimedDelivery> = {}) => {
      const claimed: ClaimedDelivery = {
        deliveryId: 'dlv_1',
        leaseId: 'lease',
        endpointId: 'wh_1',
        attempt: 1,
        eventId: event.id,
        url: await example.url(),
        timeoutMs: 10_000,
        allowLoopback: true,
        contentType: dialects.standard.contentType,
        dialect: 'standard',
        secrets: [secret],
        ...dialects.standard.render(event),
        ...change
      }
      return deliverer.send(claimed)
    }

    beforeEach(() => {
      scratch = mkdtempSync(join(tmpdir(), 'muster-example-'))
      deliverer = createDeliverer({ clock: systemClock, userAgent: 'Muster/1', lookup })
      example = start(secret)
    })
    afterEach(async () => {
      await deliverer.close()
      await example.stop()
      rmSync(scratch, { recursive: true, force: true })
    })

    it('handles an event once, over a restart too', async () => {
      expect(await send()).toMatchObject({ status: 200, responseBody: 'ok\n' })
      expect(await send()).toMatchObject({ status: 200, responseBody: 'already handled\n' })
      await example.stop()
      const first = example.lines
      example = start(secret)
      expect(await send()).toMatchObject({ status: 200, responseBody: 'already handled\n' })
      expect(await send({ eventId: 'evt_other' })).toMatchObject({ responseBody: 'ok\n' })
      expect(first).toEqual([
        `${event.id} E-7 Zoë Müller in 2026-01-02T08:00:00.123Z`,
        `${event.id} again, already handled`
      ])
    })

    it('refuses a wrong secret and accepts either while two overlap', async () => {
      expect(await send({ secrets: [nextSecret] })).toMatchObject({
        status: 401,
        responseBody: 'the signature does not match\n'
      })
      expect(await send({ secrets: [nextSecret, secret] })).toMatchObject({ status: 200 })
    })

    it('refuses an old timestamp', async () => {
      await deliverer.close()
      deliverer = createDeliverer({
        clock: { ...systemClock, now: () => Date.now() - 301_000 },
        userAgent: 'Muster/1',
        lookup
      })
      expect(await send()).toMatchObject({ status: 401, responseBody: expect.stringContaining('five minutes') })
    })
  })
}
