import { describe, expect, it } from 'vitest'
import { answer, RtspParser } from './rtsp-message'

const request = 'SETUP rtsp://127.0.0.1:554/cam/track1 RTSP/1.0\r\nCSeq: 3\r\nTransport: RTP/AVP/TCP\r\n\r\n'

describe('RtspParser', () => {
  it('waits for the rest of a request that came in pieces', () => {
    const parser = new RtspParser()
    expect(parser.push(Buffer.from(request.slice(0, 20)))).toEqual([])
    const [parsed] = parser.push(Buffer.from(request.slice(20)))
    expect(parsed).toMatchObject({ method: 'SETUP', path: '/cam' })
    expect(parsed?.headers.get('transport')).toBe('RTP/AVP/TCP')
  })

  it('skips interleaved packets between requests', () => {
    const rtcp = Buffer.from([0x24, 1, 0, 4, 13, 10, 13, 10])
    const parsed = new RtspParser().push(Buffer.concat([Buffer.from(request), rtcp, Buffer.from(request)]))
    expect(parsed.map((one) => one.method)).toEqual(['SETUP', 'SETUP'])
  })

  it('answers with the sequence number of the request', () => {
    const [parsed] = new RtspParser().push(Buffer.from(request))
    expect(parsed && answer(parsed, '200 OK', {}, 'x')).toBe('RTSP/1.0 200 OK\r\nCSeq: 3\r\nContent-Length: 1\r\n\r\nx')
  })
})
