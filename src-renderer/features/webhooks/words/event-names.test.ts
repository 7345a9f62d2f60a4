import { describe, expect, it } from 'vitest'
import { eventTypes } from '../../../../contracts/domain/event'
import words from '../../../i18n/en/webhooks.json'
import { eventLabel, namesIn } from './event-names'

describe('namesIn', () => {
  it('names what two of ours are called alike once', () => {
    expect(namesIn('facecv', ['camera.started', 'camera.recovered', 'face.detected'])).toEqual([
      'stream_started',
      'face_detected'
    ])
  })
})

it.each([
  ['standard', 'person.created', 'person.created'],
  ['lead', 'person.created', 'new_lead (person.created)']
] as const)('in %s labels %s', (dialect, type, expected) => expect(eventLabel(dialect, type)).toBe(expected))

it('has words for every event', () => {
  const told = Object.entries(words.event).flatMap(([root, rest]) => Object.keys(rest).map((name) => `${root}.${name}`))
  expect(told.sort()).toEqual([...eventTypes].sort())
})
