import { useMemo, useState } from 'react'
import type { Person } from '../../../../contracts/domain/person'
import type { Ticks } from './ticks'

/** Which people are ticked. Those whom a filter took out of the list are not acted on. */
export function useTicks(rows: readonly Person[]): Ticks & { chosen: string[]; clear: () => void } {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  return useMemo(() => {
    const chosen = rows.map(({ id }) => id).filter((id) => ids.has(id))
    const all = rows.length > 0 && chosen.length === rows.length
    return {
      ids,
      chosen,
      all,
      toggle: (id) =>
        setIds((before) => {
          const next = new Set(before)
          if (!next.delete(id)) next.add(id)
          return next
        }),
      toggleAll: () => setIds(all ? new Set() : new Set(rows.map(({ id }) => id))),
      clear: () => setIds(new Set())
    }
  }, [rows, ids])
}
