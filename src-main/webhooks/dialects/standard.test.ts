import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DomainEvent, EventData } from '../../../contracts/domain/event'
import { dialects } from './index'

const { standard } = dialects
const text = (event: DomainEvent) => new TextDecoder('utf-8', { fatal: true }).decode(standard.render(event).body)

const test: DomainEvent<'webhook.test'> = {
  id: 'evt_01j00000000000000000000000',
  type: 'webhook.test',
  occurredAt: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
  personId: null,
  cameraId: null,
  data: { message: 'Grüße ✓', endpoint_id: 'wh_1', site_id: 'site_1', node_id: 'node_1' }
}

describe('standard dialect', () => {
  it('renders exactly these bytes', () => {
    expect(text(test)).toBe(
      '{"type":"webhook.test","timestamp":"2026-01-02T03:04:05Z","data":{"message":"Grüße ✓","endpoint_id":"wh_1","site_id":"site_1","node_id":"node_1"}}'
    )
    expect(standard.contentType).toBe('application/json')
    expect(standard.render(test).eventName).toBe('webhook.test')
  })

  it('keeps its bytes when a receiver parses and serialises them again', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'grapheme' }),
        (value, raw, name) => {
          const data = { value, raw, [name]: raw } as unknown as EventData<'webhook.test'>
          const body = text({ ...test, data })
          return JSON.stringify(JSON.parse(body)) === body
        }
      )
    )
  })
})
