import { describe, expect, it } from 'vitest'
import { MusterError } from '../../contracts/result'
import { describeFailure } from './failure-words'

const coded = (code: string, message = '') => Object.assign(new Error(message), { code })
const describeUnreached = (thrown: unknown) => describeFailure(thrown, { timeoutMs: 5000, reached: false })

describe('describeFailure', () => {
  it.each(['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL'])(
    'calls %s unreachable, and not once something was reached',
    (code) => {
      expect(describeUnreached(coded(code))).toMatchObject({ failure: 'network', unreachable: true })
      expect(describeFailure(coded(code), { timeoutMs: 5000, reached: true }).unreachable).toBe(false)
    }
  )

  it.each(['ECONNREFUSED', 'ECONNRESET', 'CERT_HAS_EXPIRED', 'UND_ERR_SOCKET'])(
    'calls %s an answer of the host',
    (code) => {
      expect(describeUnreached(coded(code))).toMatchObject({ failure: 'network', unreachable: false })
    }
  )

  it('takes several addresses together: one that refuses is one that was reached', () => {
    const all = (...codes: string[]) => new AggregateError(codes.map((code) => coded(code)))
    expect(describeUnreached(all('ENETUNREACH', 'EHOSTUNREACH'))).toMatchObject({
      unreachable: true,
      error: expect.stringContaining('the network is unreachable')
    })
    expect(describeUnreached(all('ENETUNREACH', 'ECONNREFUSED')).unreachable).toBe(false)
  })

  it('tells a silent receiver from one that is not there', () => {
    const late = coded('UND_ERR_CONNECT_TIMEOUT')
    expect(describeUnreached(late)).toMatchObject({ failure: 'timeout', unreachable: true })
    expect(describeFailure(late, { timeoutMs: 5000, reached: true })).toMatchObject({ unreachable: false })
  })

  it.each([
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'may ask for a client certificate'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'asks for a client certificate'],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'does not accept the client certificate'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'TLS version'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'does not speak TLS at this port'],
    ['ERR_SSL_SOMETHING_ELSE', 'TLS with the receiver failed'],
    ['HPE_INVALID_CONSTANT', 'does not speak HTTP']
  ])('has words for %s', (code, words) => {
    const { error } = describeUnreached(coded(code, 'library words'))
    expect(error).toContain(words)
    expect(error).toContain(`(${code})`)
  })

  it('keeps the words of a refusal and of what has none of its own', () => {
    expect(describeUnreached(new MusterError('destination_refused', 'No.'))).toEqual({
      failure: 'refused_destination',
      error: 'No.',
      unreachable: false
    })
    expect(describeUnreached(new Error('odd')).error).toBe('odd')
    expect(describeUnreached(coded('EODD')).error).toBe('EODD')
  })
})
