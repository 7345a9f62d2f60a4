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

export const responsePlace = (deliveryId: string, number: number): Place =>
  `attempts/${deliveryId}:${number}/response_body`

export interface OpenAttempt {
  deliveryId: string
  endpointId: string
  number: number
  leaseId: string
  now: number
  steady: number
}

export function insertAttempt(sql: Sql, attempt: OpenAttempt): void {
  sql.run(
    `INSERT INTO attempts (delivery_id, number, endpoint_id, lease_id, started_at, started_steady, outcome)
     VALUES (@deliveryId, @number, @endpointId, @leaseId, @now, @steady, 'open')`,
    { ...attempt }
  )
}

export interface FinishedAttempt {
  deliveryId: string
  number: number
  outcome: Exclude<AttemptOutcome, 'open'>
  now: number
  durationMs: number
  requestHeaders: Record<string, string>
  status: number | null
  responseHeaders: Record<string, string>
  /** Sealed by the caller. */
  responseBody: Uint8Array
  responseCut: boolean
  error: string | null
}

export function closeAttempt(sql: Sql, attempt: FinishedAttempt): void {
  sql.run(
    `UPDATE attempts SET finished_at = @now, outcome = @outcome, duration_ms = @durationMs, request_headers = @requestHeaders,
       status = @status, response_headers = @responseHeaders, response_body = @responseBody, response_cut = @responseCut,
       error = @error WHERE delivery_id = @deliveryId AND number = @number AND outcome = 'open'`,
    {
      ...attempt,
      requestHeaders: JSON.stringify(attempt.requestHeaders),
      responseHeaders: JSON.stringify(attempt.responseHeaders),
      responseCut: flag(attempt.responseCut)
    }
  )
}

/** For an attempt of which nobody will ever tell how it ended. */
export function closeAttemptUnknown(sql: Sql, deliveryId: string, now: number, error: string): void {
  sql.run(
    `UPDATE attempts SET finished_at = @now, outcome = 'unknown', error = @error
     WHERE delivery_id = @deliveryId AND outcome = 'open'`,
    { deliveryId, now, error }
  )
}

/** Oldest first. */
export const attemptsOf = (sql: Sql, vault: Vault, deliveryId: string): Attempt[] =>
  sql
    .all<AttemptRow>('SELECT * FROM attempts WHERE delivery_id = @deliveryId ORDER BY number', { deliveryId })
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
        row.response_body === null
          ? ''
          : (vault.openText(responsePlace(deliveryId, row.number), row.response_body) ?? ''),
      responseCut: row.response_cut === 1,
      error: row.error
    }))
