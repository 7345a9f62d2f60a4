import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { spawn } from 'node:child_process'
import { lookup } from 'node:dns'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventNameIn } from '../../../contracts/domain/dialect-events'
import type { EventType } from '../../../contracts/domain/event'
import type { DialectName, EndpointOptions } from '../../../contracts/domain/webhook'
import { WebhookReceiver } from '../../../e2e/fakes/webhook-receiver'
import { systemClock } from '../../platform/clock'
import type { ClaimedDelivery } from '../../storage/api'
import type { Deliverer } from '../deliver'
import { createDeliverer } from '../deliver'
import { dialects } from '../dialects'
import { hasPython } from '../receiver-process.fixture'
import { sampleDelivery } from '../sample-delivery'
import type { GuideAnswer, GuideRequest } from './express-receivers.fixture'
import { guide001, guide003, guide004 } from './express-receivers.fixture'

const secret = 'whsec_your_secret_here-of-32-characters'
const standardSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

type Ask = (request: GuideRequest) => Promise<GuideAnswer>

let receiver: WebhookReceiver
let deliverer: Deliverer
let python: ChildProcessWithoutNullStreams
let answers: AsyncIterator<string>

beforeAll(async () => {
  receiver = await new WebhookReceiver().start()
  deliverer = createDeliverer({ clock: systemClock, userAgent: 'Muster/1', lookup })
  if (!hasPython) return
  python = spawn('python3', [join(import.meta.dirname, 'guide_receivers.py')])
  answers = createInterface(python.stdout)[Symbol.asyncIterator]()
})
afterAll(async () => {
  await deliverer.close()
  await receiver.stop()
  if (!hasPython) return
  const closed = once(python, 'close')
  python.stdin.end()
  await closed
})

const inPython =
  (name: string): Ask =>
  async ({ headers, body, secret: key }) => {
    const line = JSON.stringify({ receiver: name, headers, body: body.toString('base64'), secret: key })
    python.stdin.write(`${line}\n`)
    const { value } = (await answers.next()) as { value: string }
    return JSON.parse(value) as GuideAnswer
  }
const inNode =
  (asked: (request: GuideRequest) => GuideAnswer): Ask =>
  async (request) =>
    asked(request)

interface Row {
  guide: string
  dialect: DialectName
  ask: Ask
  runs: boolean
  signing?: Partial<EndpointOptions['signing']>
  /** What its handlers read out of samples of the guide's own events, ids of jobs left out. */
  says: string[]
}

const person = 'per_01kf0000000000000000samp01'
const session = 'sess_01kf0000000000000000samp01'
const rows: Row[] = [
  {
    ...{ guide: '000, FastAPI, bare hex', dialect: 'face-service', ask: inPython('000'), runs: hasPython },
    signing: { signatureFormat: 'bare' },
    says: ['User user_12345 verified', 'User user_12345 passed liveness check']
  },
  {
    ...{ guide: '000, with sha256=', dialect: 'face-service', ask: inPython('000 prefixed'), runs: hasPython },
    signing: { signatureFormat: 'prefixed' },
    says: []
  },
  {
    ...{ guide: '001, FastAPI', dialect: 'facecv', ask: inPython('001'), runs: hasPython },
    says: ['Recognized: Jane Sample from entrance']
  },
  {
    ...{ guide: '001, Express', dialect: 'facecv', ask: inNode(guide001), runs: true },
    says: ['Recognized: Jane Sample from entrance']
  },
  {
    ...{ guide: '002, FastAPI', dialect: 'sonotheia', ask: inPython('002'), runs: hasPython },
    says: [`deepfake.completed ${session}`, `mfa.completed ${session}`, `sar.submitted ${session}`]
  },
  {
    ...{ guide: '003, Flask', dialect: 'imggo', ask: inPython('003'), runs: hasPython },
    says: ['Job * completed: dict', "Job * failed: {'code': 'invalid_image', 'message': 'Image URL is not accessible'}"]
  },
  {
    ...{ guide: '003, Express, serialising again', dialect: 'imggo', ask: inNode(guide003), runs: true },
    says: ['Job * completed: object', 'Job * failed: object']
  },
  {
    ...{ guide: '004, Flask', dialect: 'lead', ask: inPython('004'), runs: hasPython },
    says: [
      'New lead: Jane Sample (jane.sample@example.com)',
      `Lead updated: ${person}`,
      "Changes: {'status': 'contacted', 'notes': 'Called and left voicemail'}"
    ]
  },
  {
    ...{ guide: '004, Express', dialect: 'lead', ask: inNode(guide004), runs: true },
    says: [`new lead ${person}`, `lead update ${person}`]
  }
]

/** Sends for real and hands what arrived to the guide's receiver. */
async function received(delivery: ClaimedDelivery): Promise<Pick<GuideRequest, 'headers' | 'body'>> {
  expect((await deliverer.send(delivery)).status).toBe(200)
  const { headers, body } = receiver.requests.at(-1)!
  return { headers, body }
}

describe('the receivers as the guides print them', () => {
  for (const { guide, dialect, ask, runs, signing = {}, says } of rows) {
    it.skipIf(!runs)(`${guide}: accepts every event and reads its fields`, async () => {
      const key = dialects[dialect].defaults.keyForm === 'base64' ? standardSecret : secret
      const types: EventType[] = [...dialects[dialect].offers, ...dialects[dialect].optional]
      const said: string[] = []
      for (const type of types) {
        const delivery = sampleDelivery({
          ...{ dialect, url: receiver.url, secrets: [key], types: [type], now: Date.now(), ulid, signing }
        })
        const request = await received(delivery)
        const answer = await ask({ ...request, secret: key })
        expect(answer, `${type}: ${eventNameIn(dialect, type)}`).toMatchObject({ status: 200 })
        if (dialects[dialect].offers.includes(type)) said.push(...answer.said)
      }
      expect(said.map((line) => line.replace(/[0-9a-f]{8}(-[0-9a-f]+){4}/, '*'))).toEqual(says)
    })

    it.skipIf(!runs || dialect === 'facecv')(`${guide}: refuses another secret`, async () => {
      const delivery = sampleDelivery({
        ...{ dialect, url: receiver.url, secrets: [secret], types: [dialects[dialect].testEvent] },
        ...{ now: Date.now(), ulid, signing }
      })
      expect(await ask({ ...(await received(delivery)), secret: 'whsec_another' })).toMatchObject({ status: 401 })
    })
  }
})
