import { describe, expect, it } from 'vitest'
import { personInputSchema } from '../../../../contracts/domain/person'
import words from '../../../i18n/en/people.json'
import type { PersonDraft } from './person-draft'
import { draftProblems, emptyPersonDraft, savedOf } from './person-draft'

const draft = (over: Partial<PersonDraft>): PersonDraft => ({ ...emptyPersonDraft, name: 'Ada', ...over })

describe('draftProblems', () => {
  it.each<[string, Partial<PersonDraft>, Record<string, string>]>([
    ['a name alone', {}, {}],
    ['no name', { name: '  ' }, { name: 'name' }],
    ['an e-mail', { email: ' ada@example.com ' }, {}],
    ['half an e-mail', { email: 'ada@' }, { email: 'email' }],
    ['a phone with an extension', { phone: '+34 (600) 12-34-56 ext. 7' }, {}],
    ['words for a phone', { phone: 'ask Bob' }, { phone: 'phone' }],
    ['two digits for a phone', { phone: '12' }, { phone: 'phone' }],
    ['dates in order', { validFrom: '2026-01-15', validTo: '2026-01-15' }, {}],
    ['dates the wrong way round', { validFrom: '2026-01-16', validTo: '2026-01-15' }, { validTo: 'order' }],
    ['a day that is none', { validFrom: '2026-02-30' }, { validFrom: 'date' }],
    ['an own field', { metadata: [{ key: 'department', value: 'R&D' }] }, {}],
    ['an empty row', { metadata: [{ key: '', value: '' }] }, {}],
    ['a value without a name', { metadata: [{ key: ' ', value: 'R&D' }] }, { 'metadata.0': 'keyMissing' }],
    [
      'a name twice',
      {
        metadata: [
          { key: 'department', value: 'a' },
          { key: 'department ', value: 'b' }
        ]
      },
      { 'metadata.1': 'keyTwice' }
    ],
    ['a value too long', { metadata: [{ key: 'k', value: 'x'.repeat(401) }] }, { 'metadata.0': 'tooLong' }]
  ])('%s', (_name, over, expected) => {
    const problems = draftProblems(draft(over))
    expect(problems).toEqual(expected)
    for (const word of Object.values(problems)) expect(words.problem).toHaveProperty(String(word))
    // What the form lets through, main takes.
    if (Object.keys(expected).length === 0)
      expect(personInputSchema.parse(savedOf(draft(over)))).toEqual(savedOf(draft(over)))
  })
})
