import { describe, expect, it } from 'vitest'
import { curlText, headerLines, prettyBody } from './curl-text'

describe('curlText', () => {
  it('sends the very body and signature', () => {
    const text = curlText({
      url: 'https://example.com/in?a=1&b=2',
      headers: { 'content-type': 'application/json', 'webhook-id': 'evt_1', 'webhook-signature': 'v1,abc=' },
      body: '{"type":"webhook.test"}'
    })
    expect(text).toBe(
      [
        "curl -i -X POST 'https://example.com/in?a=1&b=2'",
        "-H 'content-type: application/json'",
        "-H 'webhook-id: evt_1'",
        "-H 'webhook-signature: v1,abc='",
        `--data-raw '{"type":"webhook.test"}'`
      ].join(' \\\n  ')
    )
  })

  it('copies no credential and nothing that curl sets itself', () => {
    const text = curlText({
      url: 'https://e.com',
      headers: { authorization: '***', Host: 'e.com', 'content-length': '2' },
      body: null
    })
    expect(text).toBe("curl -i -X POST 'https://e.com'")
  })

  it('lets no quote out of the body into the shell', () => {
    const text = curlText({ url: 'https://e.com', headers: {}, body: `{"name":"O'Neill'; rm -rf /; '"}` })
    expect(text).toContain(`--data-raw '{"name":"O'\\''Neill'\\''; rm -rf /; '\\''"}'`)
  })
})

describe('prettyBody', () => {
  it('indents JSON', () => expect(prettyBody('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}'))
  it('leaves the rest alone', () => expect(prettyBody('<h1>502')).toBe('<h1>502'))
})

it('writes headers one per line', () => expect(headerLines({ a: '1', b: '2' })).toBe('a: 1\nb: 2'))
