import { z } from 'zod'
import { named, seconds, foreign } from './parts'

const known = {
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable()
}
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])

const data = {
  new_lead: z.strictObject({ ...known, source: z.string().nullable() }),
  lead_update: z.strictObject({
    ...known,
    changes: z.record(z.string(), scalar).describe('New value of each field that changed')
  }),
  ...foreign
}

export const leadSchemas = Object.fromEntries(
  Object.entries(data).map(([name, schema]) => [
    name,
    z.strictObject({ event: named(name), timestamp: seconds, data: schema })
  ])
)
