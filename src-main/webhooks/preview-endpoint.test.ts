import { describe, expect, it } from 'vitest'
import type { EventType } from '../../contracts/domain/event'
import { dialectSchema, endpointInputSchema } from '../../contracts/domain/webhook'
import { dialects } from './dialects'
import { payloadSchemas } from './dialects/schemas'
import { previewEndpoint } from './preview-endpoint'

const now = Date.UTC(2026, 0, 27, 5, 47, 6)
const input = (change: object = {}) => endpointInputSchema.parse({ url: 'https://receiver.example/hook', ...change })
const preview = (change: object = {}, eventType: EventType | null = null) =>
  previewEndpoint({ endpoint: input(change), eventType, stored: null, signingKey: null, now })

const pairs = dialectSchema.options.flatMap((dialect) =>
  [...dialects[dialect].offers, ...dialects[dialect].optional].map((type) => [dialect, type] as const)
)

describe('previewEndpoint', () => {
  it.each(pairs)('shows what %s sends of %s', (dialect, type) => {
    const { body, headers, eventName } = preview({ dialect }, type)
    payloadSchemas[dialect][eventName]?.parse(JSON.parse(body))
    const signature = dialects[dialect].signatureHeader ?? 'webhook-signature'
    expect(headers).toMatchObject({ 'content-type': 'application/json', [signature]: expect.any(String) })
  })

  it('shows a sample of what the endpoint chose first, or of what its dialect is about', () => {
    expect(preview({ dialect: 'lead' }).eventName).toBe('new_lead')
    expect(preview({ dialect: 'lead', events: ['person.updated'] }).eventName).toBe('lead_update')
    expect(() => preview({ dialect: 'lead' }, 'person.erased')).toThrow('no such event')
  })

  it('shows no value of a header', () => {
    const { headers } = preview({ headers: [{ name: 'X-Team', value: 'secret-value' }] })
    expect(headers['x-team']).toBe('***')
    expect(JSON.stringify(headers)).not.toContain('secret-value')
  })

  it('names the endpoint as its owner does', () => {
    const { body } = preview({ dialect: 'facecv', alias: 'main_recognition' })
    expect(JSON.parse(body)).toMatchObject({ webhook_id: 'main_recognition' })
  })
})
