import { describe, expect, it } from 'vitest'
import { areFrames } from './material'

const row = (count: number, name: (i: number) => string) => Array.from({ length: count }, (_, i) => name(i + 1))
const padded = (i: number) => String(i).padStart(4, '0')

describe('areFrames', () => {
  it.each<[string, string[], boolean]>([
    ['frames of a film', row(9, (i) => `frame-${padded(i)}.jpg`), true],
    ['frames without a name', row(7, (i) => `${padded(i)}.png`), true],
    ['too few', row(6, (i) => `${padded(i)}.png`), false],
    ['photos that are numbered', row(9, (i) => `${i}.jpg`), false],
    ['a film with a gap', [...row(8, (i) => `${padded(i)}.jpg`), '0010.jpg'], false],
    ['two films in one folder', [...row(8, (i) => `a${padded(i)}.jpg`), ...row(8, (i) => `b${padded(i)}.jpg`)], false],
    ['no pictures', [], false]
  ])('knows %s', (_, names, expected) => {
    expect(areFrames(names)).toBe(expected)
  })
})
