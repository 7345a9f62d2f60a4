import type { Deviation } from './body-candidates'

export type KeyForm = 'utf8' | 'base64'

export interface OtherSecret {
  /** How the operator knows that endpoint. */
  endpoint: string
  secret: string
}

export interface KeyCandidate {
  key: Uint8Array
  deviations: Deviation[]
  /** One of those that sign now, other than the newest. */
  rotating: boolean
}

export const formWords: Record<KeyForm, string> = {
  utf8: 'all of the secret’s text in UTF-8, `whsec_` included',
  base64: 'what is base64 after `whsec_`'
}

function formsOf(secret: string): { form: KeyForm | null; key: Uint8Array; words: string }[] {
  const bare = secret.replace(/^whsec_/, '')
  const decoded = Buffer.from(bare, 'base64')
  const isBase64 = decoded.length > 0 && decoded.toString('base64').replace(/=+$/, '') === bare.replace(/=+$/, '')
  const made = (text: string, words: string) => ({ form: null, key: Buffer.from(text, 'utf8'), words })
  return [
    { form: 'utf8', key: Buffer.from(secret, 'utf8'), words: formWords.utf8 },
    ...(isBase64 ? [{ form: 'base64' as const, key: decoded, words: formWords.base64 }] : []),
    ...(bare === secret ? [] : [made(bare, 'the text after `whsec_`, not decoded')]),
    ...(/^(?:[0-9a-f]{2})+$/i.test(bare)
      ? [{ form: null, key: Buffer.from(bare, 'hex'), words: 'the secret decoded from hex' }]
      : []),
    made(`${secret}\n`, 'the secret with a line break after it'),
    made(`"${secret}"`, 'the secret with quotation marks around it')
  ]
}

/** Every key that may have signed, the right form of the newest secret first. */
export function keyCandidates(
  form: KeyForm,
  secrets: readonly string[],
  oldSecrets: readonly string[],
  others: readonly OtherSecret[]
): KeyCandidate[] {
  const of = (secret: string, ofWhom: Deviation[], rotating: boolean): KeyCandidate[] =>
    formsOf(secret)
      .map(({ form: made, key, words }) => ({
        key,
        rotating,
        deviations:
          made === form
            ? ofWhom
            : [
                ...ofWhom,
                {
                  code: 'wrong_key_form' as const,
                  detail: `The key was ${words}; this endpoint’s key is ${formWords[form]}.`
                }
              ]
      }))
      .sort((one, other) => one.deviations.length - other.deviations.length)
  const old: Deviation = { code: 'old_secret', detail: 'The signature was made with a secret that was replaced.' }
  return [
    ...secrets.flatMap((secret, index) => of(secret, [], index > 0)),
    ...oldSecrets.flatMap((secret) => of(secret, [old], false)),
    ...others.flatMap(({ endpoint, secret }) =>
      of(
        secret,
        [
          { code: 'other_endpoint', detail: `The signature was made with the secret of another endpoint: ${endpoint}.` }
        ],
        false
      )
    )
  ]
}
