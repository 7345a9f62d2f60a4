import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import type { DialectName } from '../../contracts/domain/webhook'
import { dialectSchema } from '../../contracts/domain/webhook'
import { WebhookReceiver } from '../../e2e/fakes/webhook-receiver'
import { dialects } from '../../src-main/webhooks/dialects'
import { parseCatchArguments } from './catch-usage'
import type { Caught, Catcher } from './catcher'
import { startCatcher } from './catcher'
import type { Exchange } from './mock-sender'
import { sendSamples } from './mock-sender'
import { describeCaught, paintFor } from './print-caught'
import { parseSendArguments } from './send-usage'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const caught: Caught[] = []
let catcher: Catcher | null = null

async function catching(...args: string[]): Promise<string> {
  caught.length = 0
  const asked = parseCatchArguments(['--port', '0', ...args], {})
  catcher = await startCatcher(asked!, (one) => caught.push(one))
  return catcher.url
}

/** Exchanges, and whether all were accepted. */
async function sending(dialect: DialectName, url: string, ...args: string[]) {
  const exchanges: Exchange[] = []
  const given = args.includes('--secret') ? args : [...args, '--secret', secret]
  const asked = parseSendArguments(['--dialect', dialect, '--url', url, ...given], {})
  const accepted = await sendSamples(asked!, (one) => exchanges.push(one))
  return { accepted, exchanges }
}

afterEach(async () => {
  await catcher?.stop()
  catcher = null
})

describe('webhook:catch and webhook:send', () => {
  it.each(dialectSchema.options)('%s: recognise every event and verify it', async (dialect) => {
    const url = await catching('--secret', secret)
    const { accepted } = await sending(dialect, url, '--event', 'all')
    expect(accepted).toBe(true)
    expect(caught).toHaveLength(dialects[dialect].offers.length + dialects[dialect].optional.length)
    for (const one of caught) {
      expect(one).toMatchObject({ dialect, verdict: 'valid', answered: 200, attempt: 1 })
      expect(one.events.every(({ name, id, times }) => name !== '' && id !== '' && times === 1)).toBe(true)
    }
  })

  it('send a batch in one request, and the same one again under its ids', async () => {
    const url = await catching('--secret', secret)
    const { accepted, exchanges } = await sending('facecv', url, '--batch', '--count', '3', '--repeat', '2')
    expect(accepted).toBe(true)
    expect(exchanges.map(({ events }) => events)).toEqual([3, 3])
    expect(caught.map(({ events }) => events.map(({ times }) => times))).toEqual([
      [1, 1, 1],
      [2, 2, 2]
    ])
    expect(describeCaught(caught[1]!, paintFor({}, {}))).toContain('2 times by now')
  })

  it('answer 401 and say why to a signature that does not fit', async () => {
    const url = await catching('--secret', secret)
    const { accepted, exchanges } = await sending('lead', url, '--key-form', 'base64')
    expect(accepted).toBe(false)
    expect(caught[0]).toMatchObject({ verdict: 'invalid', answered: 401, findings: [{ code: 'wrong_key_form' }] })
    expect(exchanges[0]).toMatchObject({ status: 401, reason: expect.stringContaining('would be sent again') })
    expect(describeCaught(caught[0]!, paintFor({}, {}))).toContain('wrong_key_form: ')
  })

  it('answer as they are told, and take that dialect’s word for success', async () => {
    const busy = await catching('--status', '429', '--retry-after', '7', '--delay', '1')
    expect((await sending('sonotheia', busy)).exchanges[0]).toMatchObject({
      status: 429,
      responseHeaders: { 'retry-after': '7' }
    })
    await catcher?.stop()
    const empty = await catching('--status', '204')
    expect((await sending('lead', empty)).accepted).toBe(true)
    expect((await sending('imggo', empty)).accepted).toBe(false)
    expect(caught[0]).toMatchObject({ verdict: 'unchecked', dialect: 'lead' })
  })

  it('carry headers of one’s own and strike credentials out', async () => {
    const url = await catching()
    await sending('facecv', url, '--header', 'Authorization: Bearer abcdefgh', '--header', 'X-Site: north')
    expect(caught[0]?.headers).toMatchObject({ authorization: '***', 'x-site': 'north' })
  })

  it('say when nobody listens', async () => {
    const receiver = await new WebhookReceiver().start()
    await receiver.stop()
    const { accepted, exchanges } = await sending('standard', receiver.url)
    expect(accepted).toBe(false)
    expect(exchanges[0]).toMatchObject({ status: null, accepted: false })
  })

  it('recognise what came unsigned, and whatever else', async () => {
    const url = await catching('--secret', secret)
    const post = (body: string, headers = {}) => fetch(url, { method: 'POST', body, headers })
    expect((await post('{"event":"new_lead","data":{}}')).status).toBe(401)
    expect((await post('\u001b[31mred')).status).toBe(200)
    expect((await fetch(new URL('/health', url))).status).toBe(200)
    expect(caught.map(({ dialect, verdict }) => [dialect, verdict])).toEqual([
      ['lead', 'unreadable'],
      [null, 'unchecked']
    ])
    expect(describeCaught(caught[1]!, paintFor({}, {}))).toContain('\\x1b[31mred')
    expect(describeCaught(caught[1]!, paintFor({ isTTY: true }, {}))).toContain('\u001b[1m')
    expect(describeCaught(caught[1]!, paintFor({ isTTY: true }, { NO_COLOR: '1' }))).not.toContain('\u001b')
  })

  it.each([
    [['--port', 'x'], '--port is a whole number'],
    [['--status', '99'], '--status is a whole number'],
    [['--dialect', 'french'], '--dialect is one of'],
    [['--key-form', 'hex'], '--key-form is one of'],
    [['--what'], '--what']
  ])('catch refuses %j', (args, words) => {
    expect(() => parseCatchArguments(args, {})).toThrow(words)
  })

  it.each([
    [[], '--dialect D is missing'],
    [['--dialect', 'lead'], '--url U is missing'],
    [['--dialect', 'lead', '--url', 'ftp://x'], '--url is an http'],
    [['--dialect', 'lead', '--url', 'http://x'], '--secret S is missing'],
    [
      ['--dialect', 'lead', '--url', 'http://x', '--secret', 's', '--event', 'job.done'],
      'lead has no "job.done", but new_lead'
    ],
    [['--dialect', 'lead', '--url', 'http://x', '--secret', 's', '--batch'], '--batch is for facecv'],
    [['--dialect', 'lead', '--url', 'http://x', '--secret', 's', '--count', '0'], '--count is a whole number'],
    [['--dialect', 'lead', '--url', 'http://x', '--secret', 's', '--header', 'Host: y'], 'set by Muster itself'],
    [['--dialect', 'lead', '--url', 'http://x', '--secret', 's', '--header', 'none'], '--header']
  ])('send refuses %j', (args, words) => {
    expect(() => parseSendArguments(args, {})).toThrow(words)
  })

  it('take secrets of the environment', () => {
    const environment = { MUSTER_WEBHOOK_SECRETS: 'one two' }
    expect(parseCatchArguments([], environment)?.secrets).toEqual(['one', 'two'])
    expect(parseSendArguments(['--dialect', 'lead', '--url', 'http://x'], environment)?.secrets).toEqual(['one', 'two'])
  })
})

describe('as they are typed', () => {
  const root = join(import.meta.dirname, '../..')
  function run(tool: 'catch' | 'send', ...args: string[]) {
    const file = join(import.meta.dirname, `${tool}.ts`)
    return spawn(process.execPath, ['--import', 'tsx', file, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  }
  async function outcome(child: ReturnType<typeof run>) {
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
    return { code: child.exitCode, out, err }
  }

  it('print their usage, refuse what they do not know with 2, and a refused request with 1', async () => {
    const receiver = await new WebhookReceiver().start()
    receiver.fallback = 500
    const sent = ['--dialect', 'lead', '--url', receiver.url, '--secret', secret]
    const [help, wrong, refused] = await Promise.all([
      outcome(run('catch', '--help')),
      outcome(run('send', '--dialect', 'lead')),
      outcome(run('send', ...sent))
    ])
    await receiver.stop()
    expect(help).toMatchObject({ code: 0, out: expect.stringContaining('npm run webhook:catch -- --port N') })
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('--url U is missing') })
    expect(refused).toMatchObject({ code: 1, out: expect.stringContaining('not accepted: 500') })
    expect(refused.out).not.toContain(secret)
  }, 120_000)

  it('catch until they are told to stop, one line of JSON a request', async () => {
    const child = run('catch', '--port', '0', '--json', '--secret', secret)
    const finished = text(child.stdout)
    const [said] = (await once(child.stderr.setEncoding('utf8'), 'data')) as [string]
    const url = /catching on (\S+)/.exec(said)?.[1]
    expect((await sending('imggo', url ?? '', '--count', '2')).accepted).toBe(true)
    child.kill('SIGTERM')
    const lines = (await finished).trim().split('\n')
    expect(lines.map((line) => (JSON.parse(line) as Caught).verdict)).toEqual(['valid', 'valid'])
  }, 120_000)
})
