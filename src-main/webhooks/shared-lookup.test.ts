import { describe, expect, it } from 'vitest'
import type { LookupAll } from './destination'
import { shareLookups } from './shared-lookup'

describe('shareLookups', () => {
  it('asks for a name once at a time and answers everybody', () => {
    const asked: { name: string; answer: Parameters<LookupAll>[2] }[] = []
    const lookup = shareLookups((name, _options, answer) => void asked.push({ name, answer }))
    const got: string[] = []
    const ask = (name: string, family = 0) =>
      lookup(name, { all: true, family }, (error, found) =>
        got.push(error?.message ?? found.map((one) => one.address).join())
      )
    ask('a.example')
    ask('a.example')
    ask('b.example')
    ask('a.example', 6)
    expect(asked.map(({ name }) => name)).toEqual(['a.example', 'b.example', 'a.example'])
    asked[0]?.answer(null, [{ address: '10.0.0.1', family: 4 }])
    expect(got).toEqual(['10.0.0.1', '10.0.0.1'])
    ask('a.example')
    expect(asked).toHaveLength(4)
    asked[3]?.answer(new Error('gone'), [])
    expect(got).toEqual(['10.0.0.1', '10.0.0.1', 'gone'])
  })
})
