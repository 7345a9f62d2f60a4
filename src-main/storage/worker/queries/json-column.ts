import { z } from 'zod'
import { MusterError } from '../../../../contracts/result'
import type { Sql } from '../sql'

/** A JSON column as its type; throws `storage_corrupt` when it does not hold what was written. */
export function parseColumn<T extends z.ZodType>(schema: T, column: string, text: string): z.output<T> {
  const parsed = schema.safeParse(jsonOrUndefined(text))
  if (parsed.success) return parsed.data
  throw new MusterError('storage_corrupt', 'A record in the database cannot be read.', { column })
}

/** The same for a column that is read over and over and seldom changes. What comes out is shared: never change it. */
export const parseRemembered = <T extends z.ZodType>(sql: Sql, schema: T, column: string, text: string): z.output<T> =>
  sql.remember(`${column}:${text}`, () => parseColumn(schema, column, text)) as z.output<T>

export const headersSchema = z.record(z.string(), z.string())

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
