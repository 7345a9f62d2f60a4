import { describe, expect, it } from 'vitest'
import { doubtOf } from './doubt'
import { parseHttpDate } from './http-date'

describe('doubtOf', () => {
  it.each([
    '[{"error":"Invalid signature"},401]',
    ' [{"detail": "no"}, 500]\n',
    '{"error":"Invalid signature"}',
    '{"Error":{"code":7}}',
    '{"errors":["no"]}',
    '{"error":true}',
    '{"status":"error","message":"no"}',
    '{"status":"FAILED"}',
    '{"status":401}',
    '{"status_code":500}',
    '{"statusCode":422}',
    '{"success":false}',
    '{"ok": false}'
  ])('doubts %s', (body) => {
    expect(doubtOf(body)).toBe(`The answer says that it failed: ${body.trim()}`)
  })

  it.each([
    '',
    'ok',
    'error',
    '"error"',
    '{}',
    '[]',
    '{"error":null}',
    '{"error":""}',
    '{"errors":[],"ok":true}',
    '{"error":0}',
    '{"status":"ok"}',
    '{"status":"success","code":200}',
    '{"received":401}',
    '[1,401]',
    '[{"id":1},{"id":401}]',
    '{"error":"cut off',
    '<html>error 500</html>'
  ])('takes %s for what it is', (body) => {
    expect(doubtOf(body)).toBeNull()
  })

  it('quotes the beginning of a long answer', () => {
    const doubt = doubtOf(`{"error":"${'x'.repeat(1000)}"}`)
    expect(doubt).toHaveLength('The answer says that it failed: '.length + 161)
  })
})

describe('parseHttpDate', () => {
  const expected = Date.UTC(1994, 10, 6, 8, 49, 37)
  it.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
    'reads %s in UTC',
    (text) => {
      expect(parseHttpDate(text)).toBe(expected)
    }
  )
  it.each(['', '0', '-5', '1.5', 'tomorrow', '1994-11-06T08:49:37Z', 'Sun, 99 Nov 1994 08:49:37 GMT', 'May 1'])(
    'reads nothing from %j',
    (text) => {
      expect(parseHttpDate(text)).toBeNull()
    }
  )
})
