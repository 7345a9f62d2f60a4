import type { KeyObject } from 'node:crypto'
import { createPrivateKey, sign, verify } from 'node:crypto'

export const checkpointFormat = 'muster-checkpoint-1'

/** How far a chain had come, to be kept by others: a chain alone cannot show that its own tail was cut. */
export interface Checkpoint {
  siteId: string
  nodeId: string
  /** Wall time, epoch milliseconds. */
  at: number
  /** Rows in the chain: the head's place. */
  count: number
  /** Hash of the newest row, or the genesis of an empty chain. */
  head: string
  /** By endpoint: the last number given to a delivery, whether or not it was sent. */
  sequences: Readonly<Record<string, number>>
}

/** As it travels and is kept: by these names in events, exports and on the receiver's disk. */
export interface SignedCheckpoint {
  format: typeof checkpointFormat
  site_id: string
  node_id: string
  at: number
  count: number
  head: string
  /** In order of the endpoints' ids. */
  sequences: Record<string, number>
  /** Base64 of the ed25519 signature over `canonicalCheckpoint`. */
  signature: string
}

const inOrder = (sequences: Checkpoint['sequences']): [string, number][] =>
  Object.entries(sequences).sort(([one], [other]) => (one < other ? -1 : 1))

/** The text that is signed: a JSON array without spaces, its members in this order, endpoints in order of their ids. */
export const canonicalCheckpoint = (checkpoint: Checkpoint): string =>
  JSON.stringify([
    checkpointFormat,
    checkpoint.siteId,
    checkpoint.nodeId,
    checkpoint.at,
    checkpoint.count,
    checkpoint.head,
    inOrder(checkpoint.sequences)
  ])

/** `key` is the site's ed25519 private key: PKCS#8 PEM or KeyObject. */
export function signCheckpoint(checkpoint: Checkpoint, key: string | KeyObject): SignedCheckpoint {
  const privateKey = typeof key === 'string' ? createPrivateKey(key) : key
  const signature = sign(null, Buffer.from(canonicalCheckpoint(checkpoint)), privateKey).toString('base64')
  const { siteId, nodeId, at, count, head, sequences } = checkpoint
  return {
    format: checkpointFormat,
    site_id: siteId,
    node_id: nodeId,
    at,
    count,
    head,
    sequences: Object.fromEntries(inOrder(sequences)),
    signature
  }
}

export function verifyCheckpoint(signed: SignedCheckpoint, publicKey: KeyObject): boolean {
  const checkpoint = {
    siteId: signed.site_id,
    nodeId: signed.node_id,
    at: signed.at,
    count: signed.count,
    head: signed.head,
    sequences: signed.sequences
  }
  const signature = Buffer.from(signed.signature, 'base64')
  // Base64 has spare bits: only one spelling of a signature is taken for it.
  if (signature.toString('base64') !== signed.signature) return false
  return verify(null, Buffer.from(canonicalCheckpoint(checkpoint)), publicKey, signature)
}
