import { X509Certificate } from 'node:crypto'
import type { SecureContext, SecureVersion } from 'node:tls'
import { createSecureContext, rootCertificates } from 'node:tls'
import { MusterError } from '../../contracts/result'

/** What an endpoint asks of TLS; all as PEM. */
export interface TlsSettings {
  minVersion: SecureVersion
  /** Trusted instead of the well-known authorities. */
  ca: string | null
  /** Shown to the receiver, with its chain; its key beside it. */
  certificate: string | null
  clientKey: string | null
}

/** Reads them once for all connections of an endpoint. Throws `invalid_input` with words that name the part that is wrong. */
export function receiverTls({ minVersion, ca, certificate, clientKey }: TlsSettings): SecureContext {
  if ((certificate === null) !== (clientKey === null)) {
    const [there, missing] = certificate === null ? ['key', 'certificate'] : ['certificate', 'key']
    throw new MusterError('invalid_input', `The client ${there} is there and its ${missing} is not.`)
  }
  const read = (what: string, options: Parameters<typeof createSecureContext>[0]): SecureContext => {
    try {
      return createSecureContext({ minVersion, ...options })
    } catch (thrown) {
      throw new MusterError('invalid_input', what, { text: thrown instanceof Error ? thrown.message : String(thrown) })
    }
  }
  const trust = ca === null ? {} : { ca }
  if (ca !== null && !areCertificates(ca))
    throw new MusterError('invalid_input', 'The certificates to trust cannot be read: PEM, one after another.')
  if (certificate === null || clientKey === null) return read('TLS cannot be set up.', trust)
  read('The client certificate cannot be read: PEM, its chain behind it.', { cert: certificate })
  return read('The client key cannot be read, has a passphrase, or does not belong to the certificate.', {
    ...trust,
    cert: certificate,
    key: clientKey
  })
}

/** TLS itself passes over what it cannot read, and then trusts nobody. */
function areCertificates(pem: string): boolean {
  const blocks = pem.match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/g) ?? []
  try {
    return blocks.length > 0 && blocks.every((block) => new X509Certificate(block).raw.length > 0)
  } catch {
    return false
  }
}

/** For a proxy that speaks TLS itself: the well-known authorities, and those that the endpoint trusts. */
export const proxyTls = ({ minVersion, ca }: Pick<TlsSettings, 'minVersion' | 'ca'>): SecureContext =>
  createSecureContext({ minVersion, ...(ca !== null && { ca: [...rootCertificates, ca] }) })
