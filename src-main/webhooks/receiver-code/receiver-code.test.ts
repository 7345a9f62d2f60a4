import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { lookup } from 'node:dns'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventNameIn } from '../../../contracts/domain/dialect-events'
import type { DialectName, EndpointOptions } from '../../../contracts/domain/webhook'
import { defaultEndpointOptions, dialectSchema, receiverCodeSchema } from '../../../contracts/domain/webhook'
import { systemClock } from '../../platform/clock'
import type { Deliverer } from '../deliver'
import { createDeliverer } from '../deliver'
import { dialects } from '../dialects'
import { hasPython, ReceiverProcess } from '../receiver-process.fixture'
import { sampleDelivery } from '../sample-delivery'
import type { ReceivedEndpoint } from './index'
import { receiverCode } from './index'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const signing = (change: Partial<EndpointOptions['signing']>) => ({
  ...defaultEndpointOptions,
  signing: { ...defaultEndpointOptions.signing, ...change }
})
const endpoint = (dialect: DialectName, change: Partial<ReceivedEndpoint> = {}): ReceivedEndpoint => ({
  dialect,
  url: 'http://127.0.0.1:9123/hooks/it%27s%20"here"',
  events: [],
  options: defaultEndpointOptions,
  ...change
})
const otherForm = (dialect: DialectName) => (dialects[dialect].defaults.keyForm === 'utf8' ? 'base64' : 'utf8')

/** better-sqlite3 and what it needs, as `npm install` puts them there; Python needs nothing. */
function linkPackages(folder: string, language: 'node' | 'python') {
  if (language === 'node') symlinkSync(join(import.meta.dirname, '../../../node_modules'), join(folder, 'node_modules'))
}

let scratch: string
let deliverer: Deliverer
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'muster-receiver-code-'))
  deliverer = createDeliverer({ clock: systemClock, userAgent: 'Muster/1', lookup })
})
afterAll(async () => {
  await deliverer.close()
  rmSync(scratch, { recursive: true, force: true })
})

for (const [language, runs] of [
  ['node', true],
  ['python', hasPython]
] as const) {
  describe.skipIf(!runs)(`receiver code in ${language}`, () => {
    it.concurrent.each(dialectSchema.options)(
      '%s: runs as it is and takes every event of its endpoint',
      async (dialect) => {
        // In the key form that is not the dialect's own, so that the text must carry it.
        const options = signing({ keyForm: otherForm(dialect) })
        const types = [...dialects[dialect].offers, ...dialects[dialect].optional]
        const code = receiverCode(endpoint(dialect, { options, events: types }), language)
        expect(receiverCodeSchema.parse(code)).toEqual(code)
        const folder = mkdtempSync(join(scratch, `${language}-${dialect}-`))
        for (const { name, text } of code.files) writeFileSync(join(folder, name), text)
        const [main] = code.files
        expect(main?.text).toContain('9123')
        const environment = { MUSTER_WEBHOOK_SECRETS: secret, PORT: '0' }
        // The runtime of the tests has no SQLite of its own: the package is found as after npm install.
        linkPackages(folder, language)
        const receiver = new ReceiverProcess(language, main!.name, environment, folder)
        const url = await receiver.url()
        expect(new URL(url).pathname).toBe(new URL(endpoint(dialect).url).pathname)
        for (const type of types) {
          const delivery = sampleDelivery({
            ...{ dialect, url, secrets: [secret], types: [type], now: Date.now(), ulid },
            signing: { keyForm: otherForm(dialect) }
          })
          const { status, responseBody } = await deliverer.send(delivery)
          expect([status, responseBody.replaceAll(' ', '')]).toEqual([200, '{"status":"received"}'])
        }
        const names = new Set(types.map((type) => eventNameIn(dialect, type)))
        await receiver.printed((lines) => lines.length > types.length)
        expect(new Set(receiver.lines.slice(1).map((line) => line.split(' ').at(-1)))).toEqual(names)
        expect(await receiver.stop()).toBe(0)
      },
      120_000
    )

    it('has a function for the chosen events alone, and says what is in them', () => {
      const text = receiverCode(endpoint('lead', { events: ['person.updated'] }), language).files[0]?.text ?? ''
      expect(text).toContain('event, timestamp, data {id, name, email, phone, changes {')
      expect(text).toMatch(language === 'python' ? /def on_lead_update/ : /function onLeadUpdate/)
      expect(text).not.toContain('new_lead')
    })

    it('listens behind a proxy where the address is https, and to the network where it is another machine', () => {
      const behind = receiverCode(endpoint('imggo', { url: 'https://app.example.com/webhooks/imggo' }), language)
      expect(behind.files[0]?.text).toContain('pass its requests on to port 5000')
      expect(behind.commands.join('\n')).not.toContain('HOST=')
      const other = receiverCode(endpoint('imggo', { url: 'http://10.0.0.7:5001/x' }), language)
      expect(other.commands[1]).toMatch(/^HOST=0\.0\.0\.0 /)
      expect(other.commands[2]).toBe('curl http://127.0.0.1:5001/health')
    })
  })
}
