import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DialectName, EndpointOptions } from '../../../contracts/domain/webhook'
import { defaultEndpointOptions, dialectSchema } from '../../../contracts/domain/webhook'
import { dialects } from '../dialects'
import { attemptRequest } from '../request-headers'
import { sampleEvent } from '../samples'
import type { Code } from './body-candidates'
import type { DiagnosisInput } from './index'
import { diagnose } from './index'
import { asPythonDumps } from './json-text'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const oldSecret = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='
const now = Date.UTC(2026, 0, 27, 6, 0, 0)

interface Request {
  headers: Record<string, string>
  body: string
}

/** A request as the real sender makes it, of a person whose name is not ASCII. */
function request(
  dialect: DialectName,
  change: { secrets?: string[]; bare?: boolean; nowMs?: number; signing?: EndpointOptions['signing'] } = {}
): Request {
  const { testEvent, contentType, render } = dialects[dialect]
  const event = sampleEvent(testEvent, { now })
  const named = JSON.parse(JSON.stringify(event).replaceAll('Jane', 'Zoë').replaceAll('successful', 'gelungen – ü'))
  const rendered = render([named], { endpointAlias: 'payroll', now })
  const made = attemptRequest(
    {
      dialect,
      options: { ...defaultEndpointOptions, ...(change.signing && { signing: change.signing }) },
      eventId: event.id,
      deliveryId: 'dlv_1',
      attempt: 1,
      body: rendered.body,
      contentType,
      headers: rendered.headers,
      customHeaders: {},
      secrets: change.secrets ?? [secret],
      signingKey: null,
      pinnedSignatureFormat: change.bare ? 'bare' : null
    },
    { nowMs: change.nowMs ?? now, userAgent: 'Muster/1' }
  )
  return { headers: made.headers, body: new TextDecoder().decode(made.body) }
}

const lines = (headers: Record<string, string>) =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')

const headerOf = (dialect: DialectName) => dialects[dialect].signatureHeader ?? 'webhook-signature'

function look(dialect: DialectName, { headers, body }: Request, more: Partial<DiagnosisInput> = {}) {
  return diagnose({
    headers: lines(headers),
    body,
    dialect,
    options: defaultEndpointOptions,
    pinnedSignatureFormat: null,
    secrets: [secret],
    oldSecrets: [oldSecret],
    receivedAt: now + 1000,
    ...more
  })
}

const all = dialectSchema.options
const hexOnes = all.filter((name) => dialects[name].signatureHeader !== null)
const standardOnes = all.filter((name) => dialects[name].signatureHeader === null)

interface Row {
  code: Code
  what: string
  of: readonly DialectName[]
  change?: (request: Request, dialect: DialectName) => Request
  more?: (request: Request) => Partial<DiagnosisInput>
  make?: (dialect: DialectName) => Request
  verdict?: 'valid' | 'invalid' | 'unreadable'
}

const body = (edit: (text: string) => string) => (one: Request) => ({ ...one, body: edit(one.body) })
const signature = (edit: (value: string) => string) => (one: Request, dialect: DialectName) => ({
  ...one,
  headers: { ...one.headers, [headerOf(dialect)]: edit(one.headers[headerOf(dialect)] ?? '') }
})
const without = (name: string, { headers, body: text }: Request) => ({
  body: text,
  headers: Object.fromEntries(Object.entries(headers).filter(([other]) => other !== name))
})
const base64OfHex = (hex: string) => Buffer.from(hex.replace('sha256=', ''), 'hex').toString('base64')
const mojibake = (text: string) => Buffer.from(text, 'utf8').toString('latin1')
const windows1252 = (text: string) => new TextDecoder('windows-1252').decode(Buffer.from(text, 'utf8'))
const sortedKeys = (text: string) =>
  JSON.stringify(JSON.parse(text), (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort())
      : value
  )
const bytesLiteral = (text: string) =>
  `b'${[...Buffer.from(text, 'utf8')].map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`)).join('')}'`

/** Signed by somebody's own code: the HMAC of whatever, in the form that the dialect has. */
const signed = (key: string | Buffer, edit: (text: string) => string | Buffer = (text) => text) => {
  return (one: Request, dialect: DialectName): Request => {
    const before =
      dialects[dialect].signatureHeader === null
        ? `${one.headers['webhook-id']}.${one.headers['webhook-timestamp']}.`
        : ''
    const mac = createHmac('sha256', key).update(before).update(edit(one.body))
    const value = dialects[dialect].signatureHeader === null ? `v1,${mac.digest('base64')}` : mac.digest('hex')
    return { ...one, headers: { ...one.headers, [headerOf(dialect)]: value } }
  }
}
const keyIn = (dialect: DialectName) =>
  dialects[dialect].defaults.keyForm === 'utf8' ? secret : Buffer.from(secret.slice(6), 'base64')
const otherKey = (dialect: DialectName) =>
  dialects[dialect].defaults.keyForm === 'utf8' ? Buffer.from(secret.slice(6), 'base64') : secret

const table: Row[] = [
  { code: 'valid', what: 'what was sent', of: all, verdict: 'valid' },
  {
    code: 'valid',
    what: 'bare hex where the receiver took it',
    of: ['face-service'],
    make: (dialect) => request(dialect, { bare: true }),
    verdict: 'valid'
  },
  {
    code: 'missing_header',
    what: 'no signature',
    of: all,
    change: (one, dialect) => without(headerOf(dialect), one),
    verdict: 'unreadable'
  },
  {
    code: 'missing_header',
    what: 'no timestamp',
    of: standardOnes,
    change: (one) => without('webhook-timestamp', one),
    verdict: 'unreadable'
  },
  {
    code: 'missing_header',
    what: 'no headers',
    of: all,
    change: (one) => ({ ...one, headers: {} }),
    verdict: 'unreadable'
  },
  {
    code: 'malformed_header',
    what: 'a cut signature',
    of: all,
    change: signature((v) => v.slice(0, 40)),
    verdict: 'unreadable'
  },
  {
    code: 'malformed_header',
    what: 'a struck-out signature',
    of: all,
    change: signature(() => '***'),
    verdict: 'unreadable'
  },
  { code: 'malformed_header', what: 'quotation marks', of: all, change: signature((v) => `"${v}"`) },
  {
    code: 'malformed_header',
    what: 'hex for base64',
    of: standardOnes,
    change: signature((v) => `v1,${Buffer.from(v.slice(3), 'base64').toString('hex')}`)
  },
  {
    code: 'wrong_key_form',
    what: 'the other key form',
    of: all,
    change: (one, dialect) => signed(otherKey(dialect))(one, dialect)
  },
  { code: 'wrong_key_form', what: 'the secret without its prefix', of: all, change: signed(secret.slice(6)) },
  { code: 'wrong_key_form', what: 'the secret with a line break', of: all, change: signed(`${secret}\n`) },
  {
    code: 'old_secret',
    what: 'the secret before',
    of: all,
    make: (dialect) => request(dialect, { secrets: [oldSecret] })
  },
  {
    code: 'other_endpoint',
    what: 'the secret of another',
    of: all,
    make: (dialect) => request(dialect, { secrets: ['whsec_b3RoZXIgZW5kcG9pbnQ='] }),
    more: () => ({ otherSecrets: [{ endpoint: 'payroll', secret: 'whsec_b3RoZXIgZW5kcG9pbnQ=' }] })
  },
  { code: 'reserialised_json', what: 'json.dumps', of: all, change: body((text) => asPythonDumps(text) ?? '') },
  {
    code: 'reserialised_json',
    what: 'json.dumps as UTF-8',
    of: all,
    change: body((text) => asPythonDumps(text, false) ?? '')
  },
  {
    code: 'reserialised_json',
    what: 'indented',
    of: all,
    change: body((text) => JSON.stringify(JSON.parse(text), null, 2))
  },
  {
    code: 'reserialised_json',
    what: 'other numbers',
    of: ['imggo'],
    change: body((text) => text.replace(':3420', ':3420.0'))
  },
  { code: 'reserialised_json', what: 'a string of JSON', of: all, change: body((text) => JSON.stringify(text)) },
  {
    code: 'reserialised_json',
    what: 'sorted keys, beside a sample',
    of: all,
    change: body(sortedKeys)
  },
  {
    code: 'reserialised_json',
    what: 'sorted keys, beside what was sent',
    of: all,
    change: body(sortedKeys),
    more: ({ body: text }) => ({ sentBody: text })
  },
  {
    code: 'reserialised_json',
    what: 'signed after serialising',
    of: all,
    change: (one, dialect) => signed(keyIn(dialect), (text) => asPythonDumps(text) ?? '')(one, dialect)
  },
  {
    code: 'reserialised_json',
    what: 'signed without its own signature field',
    of: ['face-service'],
    change: (one, dialect) => signed(secret, (text) => text.replace(/,"signature":"[^"]*"/, ''))(one, dialect)
  },
  {
    code: 'changed_whitespace',
    what: 'a space after a comma',
    of: all,
    change: body((text) => text.replace('","', '", "'))
  },
  {
    code: 'changed_whitespace',
    what: 'broken lines',
    of: all,
    change: body((text) => text.replaceAll(',"', ',\r\n"'))
  },
  { code: 'trailing_newline', what: 'a line break', of: all, change: body((text) => `${text}\n`) },
  { code: 'trailing_newline', what: 'a line break of Windows', of: all, change: body((text) => `${text}\r\n`) },
  {
    code: 'trailing_newline',
    what: 'signed with a line break',
    of: all,
    change: (one, dialect) => signed(keyIn(dialect), (text) => `${text}\n`)(one, dialect)
  },
  { code: 'byte_order_mark', what: 'a byte order mark', of: all, change: body((text) => `\ufeff${text}`) },
  {
    code: 'other_encoding',
    what: 'read as Latin-1',
    of: ['standard', 'face-service', 'facecv', 'lead'],
    change: body(mojibake)
  },
  {
    code: 'other_encoding',
    what: 'read as Windows-1252',
    of: ['standard', 'face-service', 'facecv', 'lead'],
    change: body(windows1252)
  },
  { code: 'other_encoding', what: "Python's notation of bytes", of: all, change: body(bytesLiteral) },
  { code: 'other_encoding', what: 'percent-encoded', of: all, change: body(encodeURIComponent) },
  { code: 'other_encoding', what: 'escaped for HTML', of: all, change: body((text) => text.replaceAll('"', '&quot;')) },
  { code: 'other_encoding', what: 'UTF-16', of: all, change: body((text) => [...text].join('\0')) },
  {
    code: 'other_encoding',
    what: 'signed in UTF-16',
    of: all,
    change: (one, dialect) => signed(keyIn(dialect), (text) => Buffer.from(text, 'utf16le'))(one, dialect)
  },
  {
    code: 'other_encoding',
    what: 'characters lost',
    of: ['standard', 'face-service', 'facecv', 'lead'],
    change: body((text) => text.replace(/[^\0-\x7f]/g, '\ufffd'))
  },
  {
    code: 'prefix_expected',
    what: 'no sha256=',
    of: ['face-service'],
    change: signature((v) => v.replace('sha256=', '')),
    more: () => ({ pinnedSignatureFormat: 'prefixed' })
  },
  { code: 'prefix_expected', what: 'no v1,', of: standardOnes, change: signature((v) => v.slice(3)) },
  {
    code: 'prefix_unexpected',
    what: 'sha256=',
    of: hexOnes,
    change: signature((v) => `sha256=${v.replace('sha256=', '')}`),
    more: () => ({ pinnedSignatureFormat: 'bare' })
  },
  { code: 'prefix_unexpected', what: 'sha256=', of: standardOnes, change: signature((v) => `sha256=${v.slice(3)}`) },
  { code: 'base64_for_hex', what: 'base64', of: hexOnes, change: signature(base64OfHex) },
  { code: 'upper_case_hex', what: 'capital letters', of: hexOnes, change: signature((v) => v.toUpperCase()) },
  {
    code: 'clock_skew',
    what: 'six minutes behind',
    of: standardOnes,
    make: (d) => request(d, { nowMs: now - 360_000 })
  },
  {
    code: 'clock_skew',
    what: 'six minutes ahead',
    of: standardOnes,
    make: (d) => request(d, { nowMs: now + 360_000 })
  },
  {
    code: 'wrong_id_or_timestamp',
    what: 'another id',
    of: standardOnes,
    change: (one) => ({ ...one, headers: { ...one.headers, 'webhook-id': 'evt_x' } }),
    make: (d) => reidentified(d)
  },
  {
    code: 'wrong_id_or_timestamp',
    what: 'a later timestamp',
    of: standardOnes,
    change: (one) => ({ ...one, headers: { ...one.headers, 'webhook-timestamp': String(now / 1000 + 7) } })
  },
  {
    code: 'wrong_id_or_timestamp',
    what: 'milliseconds',
    of: standardOnes,
    change: (one) => ({ ...one, headers: { ...one.headers, 'webhook-timestamp': `${now}` } })
  },
  {
    code: 'wrong_id_or_timestamp',
    what: 'the body alone signed',
    of: standardOnes,
    change: (one, dialect) => {
      const mac = createHmac('sha256', keyIn(dialect)).update(one.body).digest('base64')
      return { ...one, headers: { ...one.headers, 'webhook-signature': `v1,${mac}` } }
    }
  },
  { code: 'no_cause_found', what: 'other values', of: all, change: body((text) => text.replace('2026', '2027')) },
  {
    code: 'no_cause_found',
    what: 'no secret that signed it',
    of: all,
    make: (d) => request(d, { secrets: ['whsec_dW5rbm93bg=='] })
  }
]

/** The body of a sample does not name its event in every dialect: this one is signed with an id that it holds. */
function reidentified(dialect: DialectName): Request {
  const one = request(dialect)
  const id = /"(?:event_id|endpoint_id|id)":"([^"]+)"/.exec(one.body)?.[1] ?? ''
  const given = { ...one, headers: { ...one.headers, 'webhook-id': id } }
  return signed(keyIn(dialect))(given, dialect)
}

describe('signature doctor', () => {
  const cases = table.flatMap((row) => row.of.map((dialect) => ({ ...row, dialect, name: `${row.code}: ${row.what}` })))
  it.each(cases)('$dialect, $name', ({ dialect, code, change, more, make, verdict = 'invalid' }) => {
    const sent = make?.(dialect) ?? request(dialect)
    const found = look(dialect, change?.(sent, dialect) ?? sent, more?.(sent))
    expect(found.findings[0]?.code, JSON.stringify(found)).toBe(code)
    expect(found.verdict).toBe(verdict)
    for (const { detail, advice } of found.findings) {
      expect(detail.length).toBeGreaterThan(20)
      expect(advice.length).toBeGreaterThan(20)
      expect(detail + advice).not.toContain(secret.slice(6))
    }
  })

  it.each([
    [
      'lines with a request line',
      (one: Request) => `POST /hook HTTP/1.1\r\n${lines(one.headers).replaceAll('\n', '\r\n')}\r\n`
    ],
    ['what curl -v prints', (one: Request) => lines(one.headers).replace(/^/gm, '> ')],
    ['arguments of curl', (one: Request) => lines(one.headers).replace(/^(.*)$/gm, "  -H '$1' \\")],
    ['names in capitals', (one: Request) => lines(one.headers).replace(/^[^:]+/gm, (name) => name.toUpperCase())],
    ['a JSON object', (one: Request) => JSON.stringify(one.headers)],
    ['rawHeaders of Node in pairs', (one: Request) => JSON.stringify(Object.entries(one.headers))],
    [
      'variables of CGI',
      (one: Request) =>
        lines(one.headers).replace(/^[^:]+/gm, (name) => `HTTP_${name.toUpperCase().replaceAll('-', '_')}`)
    ],
    [
      "Python's dict",
      (one: Request) =>
        `{${Object.entries(one.headers)
          .map(([name, value]) => `'${name}': '${value}'`)
          .join(', ')}}`
    ],
    [
      "Starlette's Headers",
      (one: Request) =>
        `Headers({${Object.entries(one.headers)
          .map(([name, value]) => `'${name}': '${value}'`)
          .join(', ')}})`
    ]
  ])('reads headers as %s', (_, written) => {
    for (const dialect of ['standard', 'lead'] as const) {
      const sent = request(dialect)
      expect(look(dialect, sent, { headers: written(sent) }).verdict).toBe('valid')
    }
  })

  it('names two causes at once, each with its advice', () => {
    const sent = request('lead', { secrets: [oldSecret] })
    const found = look('lead', { ...sent, body: `${asPythonDumps(sent.body) ?? ''}\n` })
    expect(found.findings.map(({ code }) => code)).toEqual(['old_secret', 'trailing_newline', 'reserialised_json'])
  })

  it('says that two secrets overlap, whichever signed', () => {
    const overlap = { secrets: [oldSecret, secret], oldSecrets: [] }
    for (const dialect of ['imggo', 'standard'] as const) {
      const found = look(dialect, request(dialect), overlap)
      expect(found).toMatchObject({ verdict: 'valid', findings: [{ code: 'valid' }] })
      expect(found.findings[0]?.detail).toContain('overlap')
    }
  })

  it('says how many bytes are missing, and which header came instead', () => {
    const sent = request('lead')
    const cut = look('lead', {
      headers: { ...sent.headers, 'content-length': String(Buffer.byteLength(sent.body)) },
      body: sent.body.slice(0, -10)
    })
    expect(cut.findings[0]).toMatchObject({ code: 'no_cause_found', detail: expect.stringContaining('changed or cut') })
    expect(look('imggo', sent).findings[0]).toMatchObject({
      code: 'missing_header',
      detail: expect.stringContaining('X-Webhook-Signature is')
    })
  })

  it('says that the body was changed where Muster knows what it sent', () => {
    const sent = request('imggo')
    const found = look('imggo', { ...sent, body: sent.body.replace('2026', '2027') }, { sentBody: sent.body })
    expect(found.findings[0]).toMatchObject({
      code: 'reserialised_json',
      detail: expect.stringContaining('other values')
    })
  })

  it('follows the endpoint’s own key form', () => {
    const signing = { ...defaultEndpointOptions.signing, keyForm: 'base64' as const }
    const sent = signed(otherKey('lead'))(request('lead'), 'lead')
    expect(look('lead', sent, { options: { signing } }).verdict).toBe('valid')
  })

  it.each([
    [`${secret}\n`, 'lead', 'wrong_key_form', 'line break'],
    [`"${secret}"`, 'standard', 'wrong_key_form', 'quotation marks'],
    [secret.slice(6), 'lead', 'wrong_key_form', 'prefix'],
    [secret.slice(6), 'standard', 'valid', 'fits'],
    [secret, 'lead', 'valid', 'fits'],
    [oldSecret, 'imggo', 'old_secret', 'still has'],
    ['whsec_b3RoZXI=', 'imggo', 'other_endpoint', 'payroll'],
    ['something else', 'facecv', 'old_secret', 'none that signs here']
  ] as const)('compares the receiver’s own secret: %j in %s is %s', (receiverSecret, dialect, code, words) => {
    const otherSecrets = [{ endpoint: 'payroll', secret: 'whsec_b3RoZXI=' }]
    const found = look(dialect, request(dialect), { receiverSecret, otherSecrets })
    expect(found.findings[0]).toMatchObject({ code, detail: expect.stringContaining(words) })
    expect(found.verdict).toBe(code === 'valid' ? 'valid' : 'invalid')
  })

  it('looks at the headers of Standard Webhooks beside a dialect’s own where the receiver does', () => {
    const signing = { ...defaultEndpointOptions.signing, standardHeaders: true }
    const sent = request('imggo', { signing })
    const received = without('x-imggo-signature', sent)
    expect(look('imggo', received, { options: { signing } }).verdict).toBe('valid')
    expect(
      look('imggo', { ...received, body: `${received.body}\n` }, { options: { signing } }).findings[0]
    ).toMatchObject({
      code: 'trailing_newline'
    })
  })

  it('never throws, whatever is pasted', () => {
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.string(), fc.oneof(fc.json(), fc.string()), (dialect, value, pasted) => {
        const { headers } = request(dialect)
        const found = look(dialect, { headers: { ...headers, [headerOf(dialect)]: value }, body: pasted })
        return found.verdict !== 'valid' && found.findings.length > 0
      }),
      { numRuns: 100 }
    )
  })
})
