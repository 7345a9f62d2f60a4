import { randomBytes } from 'node:crypto'
import { computeRow, genesisTip, saltBytes } from '../../../webhooks/ledger/chain'
import type { LedgerEntry, LedgerKind, LedgerOutcome, LedgerTip } from '../../../webhooks/ledger/row'
import type { DeliveryRow } from '../queries/deliveries'
import { leadOf } from '../queries/deliveries'
import type { UseCaseContext } from '../use-cases/context'

export type LedgerContext = Pick<UseCaseContext, 'sql' | 'times' | 'site'>

export interface Noted {
  kind: LedgerKind
  /** All that travel together, in order; one alone. */
  rows: readonly Pick<DeliveryRow, 'seq' | 'lead_seq' | 'id' | 'endpoint_id' | 'sequence'>[]
  attempt?: number
  outcome?: LedgerOutcome | null
  status?: number | null
  body?: Uint8Array
  response?: string
}

const hex = (text: string | null): Uint8Array | null => (text === null ? null : Buffer.from(text, 'hex'))

export function ledgerTip({ sql, site }: Pick<LedgerContext, 'sql' | 'site'>): LedgerTip {
  const last = sql.get<{ seq: number; hash: Uint8Array }>('SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1')
  return last === undefined ? genesisTip(site) : { seq: last.seq, hash: Buffer.from(last.hash).toString('hex') }
}

/** Appends a row to the ledger, in the transaction of what it tells. */
export function note(context: LedgerContext, noted: Noted): void {
  const first = noted.rows[0]
  if (first === undefined) return
  const entry: LedgerEntry = {
    at: context.times.now,
    kind: noted.kind,
    endpointId: first.endpoint_id,
    deliveryId: first.id,
    sequence: first.sequence,
    through: noted.rows.at(-1)?.sequence ?? first.sequence,
    attempt: noted.attempt ?? 0,
    outcome: noted.outcome ?? null,
    status: noted.status ?? null
  }
  const vouches = noted.body !== undefined || noted.response !== undefined
  const salt = vouches ? randomBytes(saltBytes) : null
  const row = computeRow(
    ledgerTip(context),
    entry,
    salt === null ? null : { salt, body: noted.body ?? null, response: noted.response ?? null }
  )
  context.sql.run(
    `INSERT INTO ledger (seq, at, kind, delivery_seq, endpoint_id, delivery_id, sequence, through, attempt, outcome, status,
       body_mac, response_mac, hash, salt)
     VALUES (@seq, @at, @kind, @deliverySeq, @endpointId, @deliveryId, @sequence, @through, @attempt, @outcome, @status,
       @bodyMac, @responseMac, @hash, @salt)`,
    {
      seq: row.seq,
      ...entry,
      at: row.at,
      deliverySeq: leadOf(first),
      bodyMac: hex(row.bodyMac),
      responseMac: hex(row.responseMac),
      hash: Buffer.from(row.hash, 'hex'),
      salt
    }
  )
}

/** One row for each run of numbers without a gap, whatever travelled with what: for many that end at once. */
export function noteRuns(
  context: LedgerContext,
  kind: LedgerKind,
  rows: readonly Noted['rows'][number][],
  outcome: LedgerOutcome | null = null
): void {
  let run: Noted['rows'][number][] = []
  const end = () => {
    if (run.length > 0) note(context, { kind, rows: run, outcome })
    run = []
  }
  for (const row of rows) {
    const last = run.at(-1)
    if (last !== undefined && (last.endpoint_id !== row.endpoint_id || row.sequence !== last.sequence + 1)) end()
    run.push(row)
  }
  end()
}

/** Without its salts, nothing can be guessed from the MACs of a delivery. */
export function destroySalts({ sql }: Pick<LedgerContext, 'sql'>, leadSeq: number): void {
  sql.run('UPDATE ledger SET salt = NULL WHERE delivery_seq = @leadSeq AND salt IS NOT NULL', { leadSeq })
}
