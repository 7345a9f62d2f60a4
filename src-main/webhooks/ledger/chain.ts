import { createHmac, hash } from 'node:crypto'
import type { LedgerEntry, LedgerRow, LedgerTip } from './row'

/** Names the form of what is hashed. It stands inside, so that bytes hashed for one purpose never pass for another. */
const rowFormat = 'muster-ledger-row-1'
const genesisFormat = 'muster-ledger-1'

/** Bytes of the random salt that keys a row's MACs. Once it is destroyed, nothing can be guessed from them. */
export const saltBytes = 16

/** Salts one by one out of random bytes drawn by the block, which costs a tenth of drawing each. */
export function createSaltSource(randomBytes: (size: number) => Uint8Array): () => Uint8Array {
  const perBlock = 256
  let block: Uint8Array = new Uint8Array(0)
  let used = 0
  return () => {
    if (used === block.length) {
      block = randomBytes(perBlock * saltBytes)
      used = 0
    }
    used += saltBytes
    return block.subarray(used - saltBytes, used)
  }
}

const sha256 = (text: string): string => hash('sha256', text)

const mac = (salt: Uint8Array, content: Uint8Array | string): string =>
  createHmac('sha256', salt).update(content).digest('hex')

/** The tip of a chain without rows. Each node of a site has a chain of its own. */
export const genesisTip = (owner: { siteId: string; nodeId: string }): LedgerTip => ({
  seq: 0,
  hash: sha256(JSON.stringify([genesisFormat, owner.siteId, owner.nodeId]))
})

/**
 * The text whose SHA-256 is a row's hash: a JSON array without spaces, its members in this order. Its strings are ids, kinds
 * and hex, which need no escapes, and its numbers are integers: every JSON writer makes the same bytes of them.
 */
export const canonicalRow = (row: Omit<LedgerRow, 'hash'>): string =>
  JSON.stringify([
    rowFormat,
    row.seq,
    row.at,
    row.kind,
    row.endpointId,
    row.deliveryId,
    row.sequence,
    row.through,
    row.attempt,
    row.outcome,
    row.status,
    row.bodyMac,
    row.responseMac,
    row.prev
  ])

/** What a row vouches for without holding it. */
export interface RowContents {
  /** Bytes drawn for this row alone; kept beside the contents and destroyed with them, never in the row. */
  salt: Uint8Array
  /** The exact bytes sent. */
  body?: Uint8Array | null
  /** The text of the answer, as it is kept. */
  response?: string | null
}

/** The row that follows `tip`; its own tip is `tipOf(row)`. `contents` is null where there is nothing to vouch for. */
export function computeRow(tip: LedgerTip, entry: LedgerEntry, contents: RowContents | null): LedgerRow {
  const { body = null, response = null } = contents ?? {}
  const open = {
    seq: tip.seq + 1,
    at: Math.floor(entry.at),
    kind: entry.kind,
    endpointId: entry.endpointId,
    deliveryId: entry.deliveryId,
    sequence: entry.sequence,
    through: entry.through,
    attempt: entry.attempt,
    outcome: entry.outcome,
    status: entry.status,
    bodyMac: contents === null || body === null ? null : mac(contents.salt, body),
    responseMac: contents === null || response === null ? null : mac(contents.salt, response),
    prev: tip.hash
  }
  return { ...open, hash: sha256(canonicalRow(open)) }
}

export const tipOf = (row: LedgerRow): LedgerTip => ({ seq: row.seq, hash: row.hash })

/** Why `row` does not stand after `tip`; null when it does. Contents that are at hand are compared as well. */
export function verifyRow(tip: LedgerTip, row: LedgerRow, contents: RowContents | null = null): string | null {
  if (row.seq !== tip.seq + 1) return `row ${tip.seq + 1} was expected and row ${row.seq} is here`
  if (row.prev !== tip.hash) return 'it does not follow the row before it'
  if (sha256(canonicalRow(row)) !== row.hash) return 'its fields do not give its hash'
  if (contents === null) return null
  const { salt, body = null, response = null } = contents
  if (body !== null && mac(salt, body) !== row.bodyMac) return 'the body is not the one that was sent'
  if (response !== null && mac(salt, response) !== row.responseMac) return 'the answer is not the one that came'
  return null
}

export interface ChainFault {
  /** Place at which the first wrong row was found. */
  seq: number
  why: string
}

/** Follows a chain row by row, however long it is. Answers its new tip, or the first fault. */
export async function verifyChain(
  from: LedgerTip,
  rows: AsyncIterable<LedgerRow> | Iterable<LedgerRow>
): Promise<{ tip: LedgerTip; fault: ChainFault | null }> {
  let tip = from
  for await (const row of rows) {
    const why = verifyRow(tip, row)
    if (why !== null) return { tip, fault: { seq: row.seq, why } }
    tip = tipOf(row)
  }
  return { tip, fault: null }
}
