import type { KeyObject } from 'node:crypto'
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { bits, der, octets, oid, pem, sequence, setOf, text, utcTime } from './der'

const dayMs = 86_400_000
const commonName = '550403'
const ecdsaWithSha256 = '2a8648ce3d040302'
const basicConstraints = '551d13'
const subjectAltName = '551d11'
const yes = der(0x01, Buffer.from([0xff]))

/** Certificate and key, both PEM. */
export interface Identity {
  cert: string
  key: string
}

export interface IssueOptions {
  /** Host names that it is for. */
  names?: string[]
  /** IPv4 addresses that it is for. */
  addresses?: string[]
  /** Days from now on, negative for the past. */
  from?: number
  until?: number
}

/** An authority of its own with a root of its own (RFC 5280, version 3, P-256), made anew at each run: no key lies in the project. */
export class CertificateAuthority {
  /** What a client must trust. */
  readonly certificate: string
  private readonly key: KeyObject
  private readonly name: Buffer

  constructor(
    name = 'Test authority',
    private readonly now = Date.now()
  ) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.key = privateKey
    this.name = named(name)
    const constraints = sequence(oid(basicConstraints), yes, octets(sequence(yes)))
    this.certificate = this.signed({ subject: this.name, publicKey, from: -1, until: 30, extensions: [constraints] })
  }

  issue({ names = ['localhost'], addresses = ['127.0.0.1'], from = -1, until = 30 }: IssueOptions = {}): Identity {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const alternatives = [
      ...names.map((name) => der(0x82, Buffer.from(name))),
      ...addresses.map((address) => der(0x87, Buffer.from(address.split('.').map(Number))))
    ]
    const extensions = [sequence(oid(subjectAltName), octets(sequence(...alternatives)))]
    const subject = named(names[0] ?? 'nobody')
    return {
      cert: this.signed({ subject, publicKey, from, until, extensions }),
      key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    }
  }

  private signed(parts: { subject: Buffer; publicKey: KeyObject; from: number; until: number; extensions: Buffer[] }) {
    const algorithm = sequence(oid(ecdsaWithSha256))
    const serial = randomBytes(8)
    // A number of DER is signed: one that began with a set bit would be negative, with a zero byte too long.
    serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40
    const body = sequence(
      der(0xa0, der(0x02, Buffer.from([2]))),
      der(0x02, serial),
      algorithm,
      this.name,
      sequence(utcTime(this.now + parts.from * dayMs), utcTime(this.now + parts.until * dayMs)),
      parts.subject,
      parts.publicKey.export({ type: 'spki', format: 'der' }),
      der(0xa3, sequence(...parts.extensions))
    )
    return pem('CERTIFICATE', sequence(body, algorithm, bits(sign('sha256', body, this.key))))
  }
}

const named = (name: string): Buffer => sequence(setOf(sequence(oid(commonName), text(name))))
