import { describe, expect, it } from 'vitest'
import { ipc } from './ipc'

describe('a picture for enrolment', () => {
  const refusal = (picture: unknown) =>
    ipc['enrolment.fromPhoto'].input.safeParse({ picture }).error?.issues.map(({ message }) => message) ?? []

  it.each([
    ['nothing in it', new Uint8Array(0), ['a picture that is not empty: this file has 0 bytes']],
    ['more than 20 MB', new Uint8Array(20_000_001), ['a picture of at most 20 MB']],
    ['20 MB', new Uint8Array(20_000_000), []],
    ['one byte', new Uint8Array(1), []]
  ])('with %s is answered with what is wrong with it', (_name, picture, expected) => {
    expect(refusal(picture)).toEqual(expected)
  })
})
