import { pino } from 'pino'
import type { DestinationStream, Logger } from 'pino'

/** Ids, counts and states: never names, pictures, embeddings or secrets. */
export type LogFields = Record<string, unknown>

/** The little of a logger that rooms use; worker threads and child processes implement it by posting to main. */
export interface Log {
  debug(fields: LogFields, message: string): void
  info(fields: LogFields, message: string): void
  warn(fields: LogFields, message: string): void
  error(fields: LogFields, message: string): void
  child(name: string): Log
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** Keys whose values are struck out wherever they stand, should one slip into a log call. */
const redacted = ['password', 'secret', 'secrets', 'template', 'embedding', 'crop', 'body', 'siteKey', 'authorization']

/** A log over pino that writes JSON lines to `destination` (npm `pino` documents the format). */
export function createLog(destination: DestinationStream, level: LogLevel): Log {
  const paths = redacted.flatMap((key) => [key, `*.${key}`])
  return wrap(
    pino(
      { level, base: null, redact: { paths, censor: '***' }, timestamp: pino.stdTimeFunctions.isoTime },
      destination
    ),
    ''
  )
}

/** `root` makes every child, however deep: pino would repeat the key of a child's child in each line. */
function wrap(root: Logger, name: string): Log {
  const logger = name === '' ? root : root.child({ log: name })
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
    child: (child) => wrap(root, name === '' ? child : `${name}.${child}`)
  }
}

/** Where nobody listens: tests of things that log in passing. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLog
}
