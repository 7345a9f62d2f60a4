import { eventNameIn } from '../../../../contracts/domain/dialect-events'
import type { EventType } from '../../../../contracts/domain/event'
import type { DialectName } from '../../../../contracts/domain/webhook'

/** What a dialect calls these events, each name once: several of ours may be one of a guide's. */
export const namesIn = (dialect: DialectName, types: readonly EventType[]): string[] => [
  ...new Set(types.map((type) => eventNameIn(dialect, type) ?? type))
]

/** An event in a choice: by the dialect's name, and by ours where that is another. */
export function eventLabel(dialect: DialectName, type: EventType): string {
  const name = eventNameIn(dialect, type) ?? type
  return name === type ? type : `${name} (${type})`
}
