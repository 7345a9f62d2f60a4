import { z } from 'zod'
import { MusterError } from '../../../../contracts/result'

/** A JSON column as its type; throws `storage_corrupt` when it does not hold what was written. */
export function parseColumn<T extends z.ZodType>(schema: T, column: string, text: string): z.output<T> {
  const parsed = schema.safeParse(jsonOrUndefined(text))
  if (parsed.success) return parsed.data
  throw new MusterError('storage_corrupt', 'A record in the database cannot be read.', { column })
}

export const headersSchema = z.record(z.string(), z.string())

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
