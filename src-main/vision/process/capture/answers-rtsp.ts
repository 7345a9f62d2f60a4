import { connect } from 'node:net'

const patienceMs = 1500
const usualPort = 554

/**
 * Whether what listens at an address answers a first question in RTSP (RFC 2326). The decoder has the same words for a
 * camera that breaks off and for a web server.
 *
 * @param url of an `rtsp:` stream; nothing of it but host and port is sent
 * @returns null when nothing is answered in time
 */
export function answersRtsp(url: string): Promise<boolean | null> {
  const { hostname, port } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  return new Promise((resolve) => {
    const socket = connect({ host, port: port === '' ? usualPort : Number(port) })
    let said = ''
    const end = (answer: boolean | null) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(patienceMs, () => end(null))
    socket.on('error', () => end(null))
    socket.on('close', () => end(said === '' ? null : said.startsWith('RTSP/')))
    socket.on('data', (bytes: Buffer) => {
      said += bytes.toString('latin1')
      if (said.length >= 5) end(said.startsWith('RTSP/'))
    })
    socket.write(`OPTIONS rtsp://${hostname}${port === '' ? '' : `:${port}`}/ RTSP/1.0\r\nCSeq: 1\r\n\r\n`)
  })
}
