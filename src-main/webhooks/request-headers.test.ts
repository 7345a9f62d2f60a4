import { describe, expect, it } from 'vitest'
import { defaultEndpointOptions } from '../../contracts/domain/webhook'
import { dialects } from './dialects'
import type { SignedDelivery } from './request-headers'
import { attemptRequest, loggableHeaders, mayTryOtherFormat, signatureFormatOf } from './request-headers'
import { sampleEvent } from './samples'
import { vectorSecret } from './vectors'

const context = { endpointAlias: 'main_recognition', now: 0 }
const delivery = (change: Partial<SignedDelivery> = {}): SignedDelivery => ({
  dialect: 'lead',
  options: defaultEndpointOptions,
  eventId: 'evt_1',
  deliveryId: 'dlv_1',
  attempt: 3,
  contentType: 'application/json',
  customHeaders: {},
  secrets: [vectorSecret],
  signingKey: null,
  pinnedSignatureFormat: null,
  ...dialects.lead.render([sampleEvent('person.created')], context),
  ...change
})
const send = (change: Partial<SignedDelivery> = {}) =>
  attemptRequest(delivery(change), { nowMs: 1_769_492_827_900, userAgent: 'Muster' })
const signing = (change: Partial<SignedDelivery['options']['signing']>) => ({
  options: { ...defaultEndpointOptions, signing: { ...defaultEndpointOptions.signing, ...change } }
})

describe('attemptRequest', () => {
  it('sends the headers that guide 004 lists, and no others of a signature', () => {
    expect(send().headers).toEqual({
      'user-agent': 'Muster',
      'content-type': 'application/json',
      'x-webhook-event': 'new_lead',
      'x-webhook-delivery-id': 'dlv_1',
      'x-webhook-attempt': '3',
      'x-webhook-signature': expect.stringMatching(/^[0-9a-f]{64}$/)
    })
  })

  it('sends Standard Webhooks beside any dialect, its time fresh', () => {
    const headers = send(signing({ standardHeaders: true })).headers
    expect(headers).toMatchObject({ 'webhook-id': 'evt_1', 'webhook-timestamp': '1769492827' })
    const { headers: own } = send({ dialect: 'facecv', headers: {} })
    expect(Object.keys(own).filter((name) => /signature/.test(name))).toEqual(['webhook-signature'])
  })

  it('adds the operator’s headers, and none that HTTP or the signer own', () => {
    const customHeaders = {
      Authorization: 'Bearer token',
      'X-Webhook-Signature': 'forged',
      'Webhook-Id': 'forged',
      Host: 'elsewhere.example',
      'Content-Type': 'text/plain',
      'X-Webhook-Attempt': '99'
    }
    const { headers } = send({ customHeaders })
    expect(headers).toEqual({ ...send().headers, authorization: 'Bearer token' })
  })

  it('takes the endpoint’s key form before the dialect’s', () => {
    const own = send(signing({ keyForm: 'base64' })).headers['x-webhook-signature']
    expect(own).not.toBe(send().headers['x-webhook-signature'])
  })
})

describe('the form of a signature that guide 000 leaves open', () => {
  const faces = (change: Partial<SignedDelivery> = {}) => delivery({ dialect: 'face-service', headers: {}, ...change })

  it('is the operator’s choice, what the receiver took before, or with its prefix', () => {
    expect(signatureFormatOf(faces())).toBe('prefixed')
    expect(signatureFormatOf(faces({ pinnedSignatureFormat: 'bare' }))).toBe('bare')
    expect(
      signatureFormatOf(faces({ ...signing({ signatureFormat: 'bare' }), pinnedSignatureFormat: 'prefixed' }))
    ).toBe('bare')
    expect(signatureFormatOf(delivery())).toBe('bare')
  })

  it('may be tried in the other form while nothing is known', () => {
    expect(mayTryOtherFormat(faces())).toBe(true)
    expect(mayTryOtherFormat(faces({ pinnedSignatureFormat: 'bare' }))).toBe(false)
    expect(mayTryOtherFormat(faces(signing({ signatureFormat: 'prefixed' })))).toBe(false)
    expect(mayTryOtherFormat(delivery())).toBe(false)
    const options = { nowMs: 0, userAgent: 'Muster' }
    const first = attemptRequest(faces(), options)
    const other = attemptRequest(faces(), { ...options, signatureFormat: 'bare' })
    expect([first.signatureFormat, other.signatureFormat]).toEqual(['prefixed', 'bare'])
    expect(first.headers['x-signature-sha256']).toBe(`sha256=${other.headers['x-signature-sha256']}`)
    expect(other.body).toEqual(first.body)
  })
})

describe('loggableHeaders', () => {
  it('strikes out credentials of both sides, and every value of the operator’s own', () => {
    const headers = {
      'Set-Cookie': ['a=1', 'b=2'],
      'x-team': 'payroll',
      date: 'today',
      via: ['one', 'two'],
      age: undefined
    }
    expect(loggableHeaders(headers, { 'X-Team': 'payroll' })).toEqual({
      'set-cookie': '***',
      'x-team': '***',
      date: 'today',
      via: 'one, two'
    })
  })
})
