import type { LedgerState } from '../../../../contracts/domain/webhook'
import type { SignedCheckpoint } from '../../../webhooks/ledger/checkpoint'
import { genesisTip } from '../../../webhooks/ledger/chain'
import type { LedgerKind, LedgerOutcome } from '../../../webhooks/ledger/row'
import type { LedgerExportRow } from '../../api'
import type { Sql } from '../sql'
import type { Vault } from '../vault'
import { responsePlace } from './attempts'
import { bodyPlace, requestBody } from './request-bodies'
import { signingPublicKey } from './signing-keys'

interface StoredRow {
  seq: number
  at: number
  kind: LedgerKind
  delivery_seq: number
  endpoint_id: string
  delivery_id: string
  sequence: number
  through: number
  attempt: number
  outcome: LedgerOutcome | null
  status: number | null
  body_mac: Uint8Array | null
  response_mac: Uint8Array | null
  hash: Uint8Array
  salt: Uint8Array | null
}

type Site = { siteId: string; nodeId: string }

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const hexOrNull = (bytes: Uint8Array | null): string | null => (bytes === null ? null : hex(bytes))

export function ledgerState(sql: Sql, site: Site): LedgerState {
  const last = sql.get<{ seq: number; hash: Uint8Array }>('SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1')
  const checkpoint = sql.get<{ at: number }>('SELECT at FROM ledger_checkpoints ORDER BY id DESC LIMIT 1')
  return {
    rows: last?.seq ?? 0,
    head: last === undefined ? genesisTip(site).hash : hex(last.hash),
    publicKey: signingPublicKey(sql),
    lastCheckpointAt: checkpoint?.at ?? null
  }
}

/** Rows after `afterSeq`, each with what it vouches for, as far as that is kept. */
export function ledgerExportRows(
  sql: Sql,
  vault: Vault,
  site: Site,
  page: { afterSeq: number; limit: number }
): LedgerExportRow[] {
  let prev =
    page.afterSeq === 0
      ? genesisTip(site).hash
      : hex(
          sql.get<{ hash: Uint8Array }>('SELECT hash FROM ledger WHERE seq = @seq', { seq: page.afterSeq })?.hash ??
            Buffer.alloc(32)
        )
  const rows = sql.all<StoredRow>('SELECT * FROM ledger WHERE seq > @afterSeq ORDER BY seq LIMIT @limit', page)
  return rows.map((row) => {
    const exported: LedgerExportRow = {
      row: {
        seq: row.seq,
        at: row.at,
        kind: row.kind,
        endpointId: row.endpoint_id,
        deliveryId: row.delivery_id,
        sequence: row.sequence,
        through: row.through,
        attempt: row.attempt,
        outcome: row.outcome,
        status: row.status,
        bodyMac: hexOrNull(row.body_mac),
        responseMac: hexOrNull(row.response_mac),
        prev,
        hash: hex(row.hash)
      },
      contents: row.salt === null ? null : contentsOf(sql, vault, row, row.salt)
    }
    prev = exported.row.hash
    return exported
  })
}

function contentsOf(sql: Sql, vault: Vault, row: StoredRow, salt: Uint8Array): LedgerExportRow['contents'] {
  const body = row.body_mac === null ? undefined : requestBody(sql, row.delivery_seq)
  const answer =
    row.response_mac === null
      ? undefined
      : sql.get<{ response_body: Uint8Array | null }>(
          'SELECT response_body FROM attempts WHERE delivery_seq = @seq AND number = @attempt',
          { seq: row.delivery_seq, attempt: row.attempt }
        )
  return {
    salt,
    body: body === undefined ? null : vault.open(bodyPlace(row.delivery_id), body.body),
    response:
      answer === undefined
        ? null
        : answer.response_body === null
          ? ''
          : vault.openText(responsePlace(row.delivery_id, row.attempt), answer.response_body)
  }
}

/** Oldest first. */
export const ledgerCheckpoints = (sql: Sql): SignedCheckpoint[] =>
  sql
    .all<{ json: string }>('SELECT json FROM ledger_checkpoints ORDER BY id')
    .map(({ json }) => JSON.parse(json) as SignedCheckpoint)
