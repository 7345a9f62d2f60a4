import { expect, it } from 'vitest'
import { turnPhoto } from './turn-photo'

/** Six pixels, 3 × 2: `123` above `456`. */
function photo() {
  const data = new SharedArrayBuffer(18)
  new Uint8Array(data).set([1, 2, 3, 4, 5, 6].flatMap((value) => [value, value, value]))
  return { width: 3, height: 2, data }
}

it.each([
  [0, false, ['123', '456']],
  [90, false, ['41', '52', '63']],
  [180, false, ['654', '321']],
  [270, false, ['36', '25', '14']],
  [0, true, ['321', '654']],
  [90, true, ['14', '25', '36']]
] as const)('%i degrees, mirrored %s', (rotation, mirror, rows) => {
  const { width, height, data } = turnPhoto(photo(), { rotation, mirror })
  const values = [...new Uint8Array(data)].filter((_, i) => i % 3 === 0).join('')
  expect([width, height]).toEqual([rows[0].length, rows.length])
  expect(values).toBe(rows.join(''))
})
