import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DomainEvent, EventType } from '../../../contracts/domain/event'
import { eventDataSchemas } from '../../../contracts/domain/event'
import { dialectSchema } from '../../../contracts/domain/webhook'
import { sampleEvent } from '../samples'
import type { Dialect } from './index'
import { bodyLimitBytes, dialects, renderBatch } from './index'
import { payloadSchemas } from './schemas'

const context = { endpointAlias: 'main_recognition', now: Date.UTC(2026, 0, 27) }
const sentBytes = (dialect: Dialect, body: Uint8Array) => dialect.embedSignature?.(body, () => 'f'.repeat(64)) ?? body
const decode = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes)
const bodyOf = (dialect: Dialect, ...events: DomainEvent[]) => sentBytes(dialect, dialect.render(events, context).body)

const pairs = dialectSchema.options.flatMap((name) =>
  [...dialects[name].offers, ...dialects[name].optional].map((type): [Dialect, EventType] => [dialects[name], type])
)

/** Any text: long, of other scripts, halves of surrogate pairs, control characters, and what looks like a key of JSON. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom('\u0000'.repeat(30_000), 'ß'.repeat(60_000), '🙂'.repeat(40_000), '\ud800', '__proto__', '-0', '10')
)
const keys = fc.oneof(text, fc.constantFrom('__proto__', 'constructor', '2', '10', 'toString'))

/** A value of the same shape: other texts, longer lists, more entries in objects of free keys. */
function varied(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value === 'string') return /^\d{4}-|^[a-z]+_0/.test(value) ? fc.constant(value) : text
  if (Array.isArray(value) && typeof value[0] === 'object') {
    return fc.integer({ min: 0, max: 900 }).map((length) => Array.from({ length }, () => value[0] as unknown))
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fc.constant(value)
  return fc.record(
    Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        key === 'changes' || key === 'metadata' ? fc.dictionary(keys, text, { maxKeys: 60 }) : varied(item)
      ])
    )
  )
}

describe.each(pairs)('$name %s', (dialect, type) => {
  const event = sampleEvent(type)

  it('renders what its schema says, in bytes that bear being parsed and written again', () => {
    const rendered = dialect.render([event], context)
    const body = decode(sentBytes(dialect, rendered.body))
    const parsed: unknown = JSON.parse(body)
    expect(JSON.stringify(parsed)).toBe(body)
    // Parsing drops what a schema does not know and fills what it defaults: neither may happen.
    expect(payloadSchemas[dialect.name][rendered.eventName]?.parse(parsed)).toEqual(parsed)
  })

  it('keeps its bytes and its limit whatever texts there are in it', () => {
    fc.assert(
      fc.property(varied(event.data), (data) => {
        const body = bodyOf(dialect, { ...event, data: data as DomainEvent['data'] })
        const written = decode(body)
        return body.length < bodyLimitBytes && JSON.stringify(JSON.parse(written)) === written
      }),
      { numRuns: 40 }
    )
  })
})

describe('batches', () => {
  const many = (count: number, name: string) =>
    Array.from({ length: count }, () => {
      const event = sampleEvent('person.recognized')
      return { ...event, data: { ...event.data, person: { ...event.data.person, name } } }
    })

  it('hold as many events as stay under the limit', () => {
    const { rendered, taken } = renderBatch(dialects.facecv, many(1000, 'J'.repeat(160)), context)
    expect(rendered.body.length).toBeLessThan(bodyLimitBytes)
    expect(taken).toBeGreaterThan(150)
    expect(JSON.parse(decode(rendered.body)).events).toHaveLength(taken)
    const next = dialects.facecv.render(many(taken + 30, 'J'.repeat(160)), context)
    expect(next.body.length).toBeGreaterThan(bodyLimitBytes)
  })

  it('shorten one event that is too long by itself', () => {
    const { rendered, taken } = renderBatch(dialects.facecv, many(3, '🙂'.repeat(60_000)), context)
    expect(taken).toBe(1)
    expect(rendered.body.length).toBeLessThan(bodyLimitBytes)
    expect(decode(rendered.body)).toContain('🙂…"')
  })

  it('are of one event where the dialect does not batch', () => {
    expect(
      renderBatch(dialects.lead, [sampleEvent('person.created'), sampleEvent('person.updated')], context).taken
    ).toBe(1)
    expect(() =>
      dialects.lead.render([sampleEvent('person.created'), sampleEvent('person.updated')], context)
    ).toThrow()
  })

  it('a page of results as producers cut it is sent whole, whatever dialect', () => {
    const event = sampleEvent('batch.completed')
    const [result] = event.data.results
    if (result === undefined) throw new Error('the sample has results')
    const results = Array.from({ length: 200 }, () => ({ ...result, external_id: 'x'.repeat(80) }))
    const page = { ...event, data: { ...event.data, results, total_images: 5000, pages: 25 } }
    const faces = JSON.parse(decode(bodyOf(dialects['face-service'], page))) as { data: { results: unknown[] } }
    expect(faces.data.results).toHaveLength(200)
    const standard = JSON.parse(decode(bodyOf(dialects.standard, page))) as { data: { results: unknown[] } }
    expect(standard.data.results).toHaveLength(200)
    const job = JSON.parse(decode(bodyOf(dialects.imggo, page))) as { result: { results: unknown[] } }
    expect(job.result.results).toHaveLength(200)
  })
})

describe('data of events', () => {
  it('of an older row takes null for what was not kept then', () => {
    const old = {
      mark_id: 'mrk_1',
      sequence: 1,
      person: { id: 'per_1', name: 'Zoë', external_id: '' },
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
    expect(eventDataSchemas['attendance.recorded'].parse(old)).toEqual({
      ...old,
      confidence: null,
      match_scale: null,
      source: 'camera',
      corrects: null,
      stream: null
    })
  })
})
