import { createHmac, timingSafeEqual } from 'node:crypto'
import type { BodyCandidate, Deviation } from './body-candidates'
import type { KeyCandidate } from './key-candidates'
import type { ReadSignature } from './read-signature'
import type { SignedPrefix } from './signed-prefix'

/** How a signature comes about, and each way in which that differs from what was pasted; none when it simply fits. */
export interface Cause {
  deviations: Deviation[]
  key: KeyCandidate
}

export interface Suspects {
  signatures: readonly ReadSignature[]
  keys: readonly KeyCandidate[]
  prefixes: readonly SignedPrefix[]
  bodies: readonly BodyCandidate[]
  /** Bytes that may still be hashed; counted down. */
  budget: { bytes: number }
}

/** Muster's bodies stay under 100 kB; a longer one can only be it with spaces added. */
const longestTried = 200_000

const plain = (one: { deviations: readonly Deviation[] }) => one.deviations.length === 0

/**
 * The simplest way to the signature. Tries what differs in one place before what differs in two, and gives up there: three
 * at once are too many to try, and a coincidence of HMAC-SHA256 is out of the question. It gives up early, too, when the budget
 * is spent: the looking must not hold up whoever asks.
 */
export function findCause({ signatures, keys, prefixes, bodies, budget }: Suspects): Cause | null {
  const made = (key: KeyCandidate, prefix: SignedPrefix, body: BodyCandidate): Cause | null => {
    const mac = createHmac('sha256', key.key).update(prefix.text).update(body.bytes).digest()
    const fitting = signatures.find(
      (signature) => signature.mac.length === mac.length && timingSafeEqual(signature.mac, mac)
    )
    return fitting === undefined
      ? null
      : { key, deviations: [...fitting.deviations, ...key.deviations, ...prefix.deviations, ...body.deviations] }
  }
  const short = bodies.filter((body, index) => index === 0 || body.bytes.length <= longestTried)
  const likely = keys.filter(({ deviations }) => deviations.length < 2)
  const rounds: [readonly KeyCandidate[], readonly SignedPrefix[], readonly BodyCandidate[]][] = [
    [keys, prefixes.filter(plain), bodies.filter(plain)],
    [keys.filter(plain), prefixes.filter(plain), short],
    [keys.filter(plain), prefixes, bodies.filter(plain)],
    [likely, prefixes.filter(plain), short],
    [likely, prefixes, bodies.filter(plain)],
    [keys.filter(plain), prefixes, short]
  ]
  for (const [someKeys, somePrefixes, someBodies] of rounds) {
    for (const key of someKeys) {
      for (const prefix of somePrefixes) {
        for (const body of someBodies) {
          budget.bytes -= body.bytes.length
          if (budget.bytes < 0) return null
          const cause = made(key, prefix, body)
          if (cause !== null) return cause
        }
      }
    }
  }
  return null
}
