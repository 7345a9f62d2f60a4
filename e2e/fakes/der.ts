/** DER (X.690): tag, length, content. */
export function der(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content)
  const { length } = body
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), body])
}

export const sequence = (...parts: Buffer[]) => der(0x30, ...parts)
export const setOf = (...parts: Buffer[]) => der(0x31, ...parts)
export const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
export const bits = (bytes: Buffer) => der(0x03, Buffer.from([0]), bytes)
export const octets = (...parts: Buffer[]) => der(0x04, ...parts)
export const text = (words: string) => der(0x0c, Buffer.from(words))
export const utcTime = (ms: number) =>
  der(0x17, Buffer.from(new Date(ms).toISOString().replace(/^..|[-:T]|\.\d+/g, ''), 'ascii'))

export const pem = (label: string, bytes: Buffer): string =>
  `-----BEGIN ${label}-----\n${bytes.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`
