import { signCheckpoint } from '../../../webhooks/ledger/checkpoint'
import type { Written } from '../../api'
import { ledgerTip } from '../outbox/ledger'
import { endpointRows, optionsOf } from '../queries/endpoints'
import { signingKeyPem, signingPublicKey } from '../queries/signing-keys'
import { appendEventTo } from './append-event'
import type { UseCaseContext } from './context'

/**
 * Signs how far the chain has come, keeps that, and delivers it to the endpoints that want it: what a receiver holds, nobody
 * can cut off here. Null when no row is new since the last.
 */
export function checkpointLedger(context: UseCaseContext): Written<{ rows: number } | null> {
  const { sql, vault, times, site } = context
  const tip = ledgerTip(context)
  const last = sql.get<{ rows: number }>('SELECT rows FROM ledger_checkpoints ORDER BY id DESC LIMIT 1')
  if (tip.seq <= (last?.rows ?? 0)) return { value: null, deliveriesDue: false }
  const sequences = sql.all<{ id: string; n: number }>('SELECT id, last_sequence AS n FROM endpoints')
  const signed = signCheckpoint(
    {
      ...site,
      at: times.now,
      count: tip.seq,
      head: tip.hash,
      sequences: Object.fromEntries(sequences.map(({ id, n }) => [id, n]))
    },
    signingKeyPem(sql, vault)
  )
  sql.run('INSERT INTO ledger_checkpoints (at, rows, json) VALUES (@at, @rows, @json)', {
    at: times.now,
    rows: tip.seq,
    json: JSON.stringify(signed)
  })
  const targets = endpointRows(sql).filter((row) => row.enabled === 1 && optionsOf(sql, row).checkpoints)
  if (targets.length > 0) {
    const data = { ...signed, public_key: signingPublicKey(sql) }
    const event = { occurredAt: times.now, personId: null, cameraId: null, data }
    appendEventTo(context, { type: 'ledger.checkpoint' as const, ...event }, targets)
  }
  return { value: { rows: tip.seq }, deliveriesDue: targets.length > 0 }
}
