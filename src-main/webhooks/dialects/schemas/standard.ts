import { z } from 'zod'
import type { EventType } from '../../../../contracts/domain/event'
import { eventDataSchemas } from '../../../../contracts/domain/event'
import { named, seconds } from './parts'

const envelope = (type: EventType) =>
  z.strictObject({ type: named(type), timestamp: seconds, data: eventDataSchemas[type] })

export const standardSchemas = Object.fromEntries(
  (Object.keys(eventDataSchemas) as EventType[]).map((type) => [type, envelope(type)])
)
