import type { Deviation } from './body-candidates'

/** A signature as the header holds it: 32 bytes, and what is unusual in how it is written. */
export interface ReadSignature {
  mac: Uint8Array
  deviations: Deviation[]
}

export type Scheme = 'hex' | 'standard'
/** What stands before the hex: `sha256=` must, must not, or may. */
export type PrefixRule = 'prefixed' | 'bare' | 'either'

const isBase64Of32 = (text: string) => /^[A-Za-z0-9+/]{43}=?$/.test(text)
const isUrlBase64Of32 = (text: string) => /^[A-Za-z0-9_-]{43}=?$/.test(text)

const because = (code: Deviation['code'], detail: string): Deviation => ({ code, detail })

/** Quotation marks, brackets and spaces that logs put around a value. */
function unwrapped(raw: string): { text: string; deviations: Deviation[] } {
  const text = raw.trim().replace(/^b?(['"])(.*)\1$/, '$2')
  return text === raw.trim()
    ? { text, deviations: [] }
    : { text, deviations: [because('malformed_header', 'The signature has quotation marks around it.')] }
}

/** The one signature of a hex header; null when it is none at all. */
export function readHexSignature(raw: string, prefix: PrefixRule): ReadSignature | null {
  const { text, deviations } = unwrapped(raw)
  const [, before = '', value = ''] = /^((?:sha-?256|hmac-sha256|v1)[=:,]\s*)?(.*)$/i.exec(text) ?? []
  const found = [...deviations]
  if (before !== '' && prefix === 'bare') {
    found.push(
      because('prefix_unexpected', `The header has ${before.trim()} before the signature; this endpoint sends none.`)
    )
  }
  if (before === '' && prefix === 'prefixed') {
    found.push(because('prefix_expected', 'The header lacks sha256= before the signature; this endpoint sends it.'))
  }
  if (/^[0-9a-f]{64}$/i.test(value)) {
    if (value !== value.toLowerCase()) {
      found.push(because('upper_case_hex', 'The hex has capital letters; Muster sends small ones.'))
    }
    return { mac: Buffer.from(value, 'hex'), deviations: found }
  }
  if (!isBase64Of32(value) && !isUrlBase64Of32(value)) return null
  found.push(because('base64_for_hex', 'The signature is base64; this dialect writes it in hex.'))
  return { mac: Buffer.from(value, 'base64'), deviations: found }
}

/** All HMAC signatures of a `webhook-signature` header; those of ed25519 (`v1a`) are passed over. */
export function readStandardSignatures(raw: string): ReadSignature[] {
  const { text, deviations } = unwrapped(raw)
  return text.split(/,?\s+/).flatMap((entry): ReadSignature[] => {
    const [, before = '', value = ''] = /^((?:v\d+a?|sha256)[,=:])?(.*)$/.exec(entry) ?? []
    if (before === 'v1a,') return []
    const found = [...deviations]
    if (before === '') found.push(because('prefix_expected', 'The signature lacks v1, before it.'))
    else if (before === 'sha256=') {
      found.push(
        because('prefix_unexpected', 'The signature has sha256= before it; Standard Webhooks writes v1, there.')
      )
    } else if (before !== 'v1,') {
      found.push(
        because('malformed_header', `The signature has ${before} before it; Standard Webhooks writes v1, there.`)
      )
    }
    if (isBase64Of32(value)) return [{ mac: Buffer.from(value, 'base64'), deviations: found }]
    const otherSpelling = /^[0-9a-f]{64}$/i.test(value)
      ? { encoding: 'hex' as const, words: 'hex' }
      : isUrlBase64Of32(value)
        ? { encoding: 'base64url' as const, words: 'the base64 of web addresses' }
        : null
    if (otherSpelling === null) return []
    found.push(because('malformed_header', `The signature is ${otherSpelling.words}; Standard Webhooks writes base64.`))
    return [{ mac: Buffer.from(value, otherSpelling.encoding), deviations: found }]
  })
}

/** Why a value is no signature. */
export function whyUnreadable(raw: string, scheme: Scheme): string {
  if (raw.trim() === '') return 'It is empty.'
  if (/^(?:\*+|…|\.{3}|\[?redacted\]?|\[filtered\])$/i.test(raw.trim()) || raw.includes('***')) {
    return 'Its value was struck out, as logs do: paste the value that came.'
  }
  const value = raw.trim().replace(/^(?:sha256=|v1,)/, '')
  if (/^[0-9a-f]+$/i.test(value)) return `It has ${value.length} hex digits; HMAC-SHA256 has 64.`
  return scheme === 'hex'
    ? `It is no hex: ${value.length} characters where 64 hex digits belong.`
    : 'It holds no v1, signature of 32 bytes in base64.'
}
