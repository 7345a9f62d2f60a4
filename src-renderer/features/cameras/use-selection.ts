import { useState } from 'react'
import type { Camera } from '../../../contracts/domain/camera'

export interface Selection {
  /** Cards show a box to tick. */
  active: boolean
  /** Those that are ticked and in sight of the filter: nothing happens to what is not shown. */
  chosen: readonly Camera[]
  has(id: string): boolean
  begin(): void
  end(): void
  toggle(id: string): void
  /** All that are shown, or none. */
  setAll(all: boolean): void
}

/** Which of the shown cameras are ticked, for what is done to several at once. */
export function useSelection(shown: readonly Camera[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string> | null>(null)
  return {
    active: ids !== null,
    chosen: ids ? shown.filter(({ id }) => ids.has(id)) : [],
    has: (id) => ids?.has(id) ?? false,
    begin: () => setIds(new Set()),
    end: () => setIds(null),
    toggle: (id) =>
      setIds((before) => {
        const next = new Set(before)
        if (!next.delete(id)) next.add(id)
        return next
      }),
    setAll: (all) => setIds(new Set(all ? shown.map(({ id }) => id) : []))
  }
}
