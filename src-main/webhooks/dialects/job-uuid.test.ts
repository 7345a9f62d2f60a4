import { describe, expect, it } from 'vitest'
import { ulid } from 'ulid'
import { uuidOf } from './job-uuid'

describe('uuidOf', () => {
  it('keeps the 48 bits of time and is a UUIDv7', () => {
    // 01ARZ3NDEKTSV4RRFFQ69G5FAV is the example of the ULID specification: 0x01563e3ab5d3 milliseconds.
    expect(uuidOf('batch_01arz3ndektsv4rrffq69g5fav')).toMatch(
      /^01563e3a-b5d3-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
    )
  })

  it('gives the same for the same, and others for others', () => {
    const ids = Array.from({ length: 500 }, () => ulid())
    expect(ids.map(uuidOf)).toEqual(ids.map((id) => uuidOf(`batch_${id.toLowerCase()}`)))
    expect(new Set(ids.map(uuidOf)).size).toBe(ids.length)
  })

  it('sorts by birth', () => {
    const ids = [1, 2, 3].map((time) => uuidOf(ulid(1_769_492_826_000 + time)))
    expect(ids.toSorted()).toEqual(ids)
  })
})
