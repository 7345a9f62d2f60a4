import type { Attempt, AttemptOutcome } from '../../../../contracts/domain/webhook'
import type { Place } from '../sealing'
import type { Sql } from '../sql'
import { flag } from '../sql'
import type { Vault } from '../vault'
import { headersSchema, parseColumn } from './json-column'

interface AttemptRow {
  number: number
  started_at: number
  finished_at: number | null
  outcome: AttemptOutcome
  duration_ms: number | null
  request_headers: string
  status: number | null
  response_headers: string
  response_body: Uint8Array | null
  response_cut: number
  error: string | null
}

/** `deliveryId` is the delivery alone, or the first of its batch. */
export const responsePlace = (deliveryId: string, number: number): Place =>
  `attempts/${deliveryId}:${number}/response_body`

export function insertAttempt(
  sql: Sql,
  attempt: { deliverySeq: number; number: number; now: number; steady: number }
): void {
  sql.run(
    `INSERT INTO attempts (delivery_seq, number, started_at, started_steady, outcome)
     VALUES (@deliverySeq, @number, @now, @steady, 'open')`,
    { ...attempt }
  )
}

export interface FinishedAttempt {
  deliverySeq: number
  number: number
  outcome: Exclude<AttemptOutcome, 'open'>
  now: number
  durationMs: number
  requestHeaders: Record<string, string>
  status: number | null
  responseHeaders: Record<string, string>
  /** Sealed by the caller; null for an empty one. */
  responseBody: Uint8Array | null
  responseCut: boolean
  error: string | null
}

export function closeAttempt(sql: Sql, attempt: FinishedAttempt): void {
  sql.run(
    `UPDATE attempts SET finished_at = @now, outcome = @outcome, duration_ms = @durationMs, request_headers = @requestHeaders,
       status = @status, response_headers = @responseHeaders, response_body = @responseBody, response_cut = @responseCut,
       error = @error WHERE delivery_seq = @deliverySeq AND number = @number AND outcome = 'open'`,
    {
      ...attempt,
      requestHeaders: JSON.stringify(attempt.requestHeaders),
      responseHeaders: JSON.stringify(attempt.responseHeaders),
      responseCut: flag(attempt.responseCut)
    }
  )
}

/** For an attempt of which nobody will ever tell how it ended. */
export function closeAttemptUnknown(sql: Sql, deliverySeq: number, now: number, error: string): void {
  sql.run(
    `UPDATE attempts SET finished_at = @now, outcome = 'unknown', error = @error
     WHERE delivery_seq = @deliverySeq AND outcome = 'open'`,
    { deliverySeq, now, error }
  )
}

/** Oldest first. `lead` is the delivery, or the first of its batch. Without a vault, answers stay sealed and come out empty. */
export const attemptsOf = (sql: Sql, vault: Vault | null, lead: { seq: number; id: string }): Attempt[] =>
  sql
    .all<AttemptRow>('SELECT * FROM attempts WHERE delivery_seq = @seq ORDER BY number', { seq: lead.seq })
    .map((row) => ({
      number: row.number,
      startedAt: row.started_at,
      finishedAt: row.finished_at,
      outcome: row.outcome,
      durationMs: row.duration_ms,
      requestHeaders: parseColumn(headersSchema, 'attempts.request_headers', row.request_headers),
      status: row.status,
      responseHeaders: parseColumn(headersSchema, 'attempts.response_headers', row.response_headers),
      responseBody:
        row.response_body === null || vault === null
          ? ''
          : (vault.openText(responsePlace(lead.id, row.number), row.response_body) ?? ''),
      responseCut: row.response_cut === 1,
      error: row.error
    }))
