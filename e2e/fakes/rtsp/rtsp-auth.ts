import { createHash } from 'node:crypto'
import type { RtspRequest } from './rtsp-message'

export interface RtspCredentials {
  username: string
  password: string
  scheme: 'digest' | 'basic'
}

const realm = 'camera'
const md5 = (text: string) => createHash('md5').update(text, 'utf8').digest('hex')

/** What a 401 asks for. `nonce` belongs to one connection. */
export function challenge(credentials: RtspCredentials, nonce: string): string {
  return credentials.scheme === 'digest' ? `Digest realm="${realm}", nonce="${nonce}"` : `Basic realm="${realm}"`
}

/** Whether the request proves the credentials by the scheme that was asked for (RFC 2617 without `qop`; RFC 7617); also HTTP's. */
export function isAuthorized(
  request: Pick<RtspRequest, 'method' | 'headers'>,
  credentials: RtspCredentials,
  nonce: string
): boolean {
  const header = request.headers.get('authorization') ?? ''
  if (credentials.scheme === 'basic') {
    const given = /^basic\s+(\S+)$/i.exec(header)?.[1] ?? ''
    return Buffer.from(given, 'base64').toString('utf8') === `${credentials.username}:${credentials.password}`
  }
  if (!/^digest\s/i.test(header)) return false
  const field = (name: string) => new RegExp(`[ ,]${name}="([^"]*)"`, 'i').exec(header)?.[1]
  const user = md5(`${credentials.username}:${realm}:${credentials.password}`)
  const expected = md5(`${user}:${nonce}:${md5(`${request.method}:${field('uri') ?? ''}`)}`)
  return field('username') === credentials.username && field('nonce') === nonce && field('response') === expected
}
