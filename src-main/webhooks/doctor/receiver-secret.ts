import type { Deviation } from './body-candidates'
import type { KeyForm, OtherSecret } from './key-candidates'

export interface KnownSecrets {
  secrets: readonly string[]
  oldSecrets: readonly string[]
  otherSecrets: readonly OtherSecret[]
}

const bare = (secret: string) => secret.replace(/^whsec_/, '')

/** What is wrong with the secret that the receiver has; null when it is one of those that sign, or was not told. */
export function wrongReceiverSecret(given: string, form: KeyForm, known: KnownSecrets): Deviation | null {
  const { secrets, oldSecrets, otherSecrets } = known
  if (given === '' || secrets.includes(given)) return null
  const trimmed = given.trim().replace(/^(['"])(.*)\1$/, '$2')
  if (secrets.includes(trimmed)) {
    return {
      code: 'wrong_key_form',
      detail: 'The receiver’s secret has spaces, a line break or quotation marks around it.'
    }
  }
  if (secrets.some((secret) => bare(secret) === bare(trimmed))) {
    // What is base64 after the prefix is the same without it.
    if (form === 'base64' && trimmed === given) return null
    return {
      code: 'wrong_key_form',
      detail: 'The receiver’s secret differs from this endpoint’s by its prefix whsec_.'
    }
  }
  if (oldSecrets.includes(trimmed)) {
    return { code: 'old_secret', detail: 'The receiver still has a secret that was replaced.' }
  }
  const owner = otherSecrets.find(({ secret }) => secret === trimmed)
  if (owner !== undefined) {
    return { code: 'other_endpoint', detail: `The receiver has the secret of another endpoint: ${owner.endpoint}.` }
  }
  return {
    code: 'old_secret',
    detail: 'The receiver’s secret is none that signs here: it was replaced, or was not copied whole.'
  }
}
