import type { ErrorCode } from './errors'

/** What an edge (IPC, API, a worker) answers: custom error classes do not survive structured clone, plain values do. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure }

/** `message` is a sentence that an operator can act on; `details` is for the log and the diagnostics, never secret. */
export interface Failure {
  code: ErrorCode
  message: string
  details?: Record<string, string | number | boolean | null>
}

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

export const fail = (
  code: ErrorCode,
  message: string,
  details?: Failure['details']
): { ok: false; error: Failure } => ({
  ok: false,
  error: details ? { code, message, details } : { code, message }
})

/** Carries a Failure through code that throws; the edge turns it back into a Result. */
export class MusterError extends Error {
  readonly code: ErrorCode
  readonly details: Failure['details']

  constructor(code: ErrorCode, message: string, details?: Failure['details']) {
    super(message)
    this.name = 'MusterError'
    this.code = code
    this.details = details
  }
}

/** Any thrown value as a Failure: an unknown one becomes `internal`, its text kept for the log. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof MusterError) {
    return thrown.details
      ? { code: thrown.code, message: thrown.message, details: thrown.details }
      : { code: thrown.code, message: thrown.message }
  }
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  return {
    code: 'internal',
    message: 'Something went wrong inside Muster. The log has the details.',
    details: { text }
  }
}

/** The value of a Result, or its Failure thrown: for callers that have an edge of their own above them. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new MusterError(result.error.code, result.error.message, result.error.details)
}
