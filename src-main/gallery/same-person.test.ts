import { describe, expect, it } from 'vitest'
import { cosine, splitSamePerson } from './same-person'

/** A unit vector at an angle: cosines between such are those of the angles' differences. */
const at = (degrees: number) => ({
  degrees,
  template: Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180))
})

describe('splitSamePerson', () => {
  const threshold = Math.cos((40 * Math.PI) / 180)

  it.each([
    ['one picture is itself', [0], [0], []],
    ['close ones join', [0, 20, 35], [0, 20, 35], []],
    ['a turned head joins through its neighbour', [0, 60, 30], [0, 30, 60], []],
    ['a stranger stays out', [0, 20, 120], [0, 20], [120]]
  ])('%s', (_name, offered, same, other) => {
    const split = splitSamePerson(offered.map(at), threshold)
    expect(split.same.map((face) => face.degrees)).toEqual(same)
    expect(split.other.map((face) => face.degrees)).toEqual(other)
  })

  it('refuses to compare templates of different lengths', () => {
    expect(() => cosine(new Float32Array(512), new Float32Array(128))).toThrow(RangeError)
  })
})
