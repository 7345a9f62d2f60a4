import type { KeyObject } from 'node:crypto'
import { createHash, createPrivateKey, sign } from 'node:crypto'
import type { SignedCheckpoint } from './checkpoint'
import type { LedgerRow, LedgerTip } from './row'
import { publicKeyText } from './signing-key'

export const exportFormat = 'muster-ledger-export-1'

export interface ExportedContents {
  /** Null once it was destroyed: the row stands, and what it vouched for is gone. */
  salt: Uint8Array | null
  /** The bytes sent, UTF-8; null where the row has none or they are gone. */
  body: Uint8Array | null
  response: string | null
}

export interface LedgerExportParts {
  siteId: string
  nodeId: string
  /** Wall time, epoch milliseconds. */
  exportedAt: number
  /** The row before the first exported one: `genesisTip` for a whole ledger. */
  from: LedgerTip
  /** The site's ed25519 private key: PKCS#8 PEM or KeyObject. */
  key: string | KeyObject
}

/** Each method answers the next piece of the file, lines with their ends; pieces go into it in the order of the calls. */
export interface LedgerExport {
  header(): string
  /** In order of `seq`, without gaps. */
  row(row: LedgerRow, contents: ExportedContents | null): string
  /** Straight after the row that is its head; what was signed before the first exported row is left out. */
  checkpoint(signed: SignedCheckpoint): string
  /** Closes the file with a signed digest of everything before. */
  end(): string
}

/**
 * The ledger as NDJSON (docs/ledger.md): a header, rows with what they vouch for, checkpoints, and an end whose signature
 * covers every byte before it. Keeps nothing of what passed, so it streams.
 */
export function createLedgerExport({ siteId, nodeId, exportedAt, from, key }: LedgerExportParts): LedgerExport {
  const privateKey = typeof key === 'string' ? createPrivateKey(key) : key
  const digest = createHash('sha256')
  let tip = from
  let rows = 0
  const line = (value: object): string => {
    const text = `${JSON.stringify(value)}\n`
    digest.update(text)
    return text
  }
  return {
    header: () =>
      line({
        format: exportFormat,
        site_id: siteId,
        node_id: nodeId,
        exported_at: Math.floor(exportedAt),
        public_key: publicKeyText(privateKey),
        after: from.seq,
        prev: from.hash
      }),
    row(row, contents) {
      tip = { seq: row.seq, hash: row.hash }
      rows += 1
      return line(exportedRow(row, contents))
    },
    checkpoint: (signed) => line({ checkpoint: signed }),
    end() {
      const end = { rows, head: tip.hash, sha256: digest.digest('hex') }
      const signature = sign(null, Buffer.from(canonicalEnd(end)), privateKey).toString('base64')
      return `${JSON.stringify({ end: { ...end, signature } })}\n`
    }
  }
}

/** The text that the end of an export signs. */
const canonicalEnd = (end: { rows: number; head: string; sha256: string }): string =>
  JSON.stringify([exportFormat, end.rows, end.head, end.sha256])

function exportedRow(row: LedgerRow, contents: ExportedContents | null): object {
  const salt = contents?.salt ?? null
  const kept = salt === null ? null : contents
  return {
    seq: row.seq,
    at: row.at,
    kind: row.kind,
    endpoint_id: row.endpointId,
    delivery_id: row.deliveryId,
    sequence: row.sequence,
    through: row.through,
    attempt: row.attempt,
    outcome: row.outcome,
    status: row.status,
    body_mac: row.bodyMac,
    response_mac: row.responseMac,
    prev: row.prev,
    hash: row.hash,
    salt: salt === null ? null : Buffer.from(salt).toString('hex'),
    body: kept?.body ? Buffer.from(kept.body).toString('utf8') : null,
    response: kept?.response ?? null
  }
}
