import { createHmac, timingSafeEqual } from 'node:crypto'

const toleranceSeconds = 5 * 60

export interface SignedRequest {
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

/**
 * Null when the request was signed with one of the secrets and lately, else why not. A receiver's own reading of the
 * Standard Webhooks specification: it shares no code with the sender, so that both cannot be wrong in the same way.
 */
export function refusalOf(request: SignedRequest, secrets: readonly string[], nowSeconds: number): string | null {
  const header = (name: string): string => {
    const value = request.headers[name]
    return typeof value === 'string' ? value : ''
  }
  const id = header('webhook-id')
  const timestamp = header('webhook-timestamp')
  if (id === '' || header('webhook-signature') === '') return 'the signature headers are missing'
  if (!/^\d{1,12}$/.test(timestamp)) return 'the timestamp is not in seconds'
  if (Math.abs(nowSeconds - Number(timestamp)) > toleranceSeconds) return 'the timestamp is more than five minutes off'

  const given = header('webhook-signature')
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .map((part) => Buffer.from(part.slice('v1,'.length), 'base64'))
  const signedContent = Buffer.concat([Buffer.from(`${id}.${timestamp}.`, 'utf8'), request.body])
  const matches = secrets.some((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
    const expected = createHmac('sha256', key).update(signedContent).digest()
    return given.some((signature) => signature.length === expected.length && timingSafeEqual(signature, expected))
  })
  return matches ? null : 'the signature does not match'
}
