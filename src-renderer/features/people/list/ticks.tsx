import { createContext, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../../contracts/domain/person'
import { Checkbox } from '../../../ui'

export interface Ticks {
  ids: ReadonlySet<string>
  toggle: (id: string) => void
  /** Everybody who is loaded. */
  all: boolean
  toggleAll: () => void
}

const nothing = () => undefined
const TicksContext = createContext<Ticks>({ ids: new Set(), toggle: nothing, all: false, toggleAll: nothing })
export const TicksProvider = TicksContext.Provider
export const useTicked = (): Ticks => useContext(TicksContext)

export function Tick({ person }: { person: Pick<Person, 'id' | 'name'> }) {
  const { t } = useTranslation('people')
  const { ids, toggle } = useTicked()
  return (
    <Checkbox
      checked={ids.has(person.id)}
      onChange={() => toggle(person.id)}
      hiddenLabel={t('bulk.one', { name: person.name })}
    />
  )
}

export function TickAll() {
  const { t } = useTranslation('people')
  const { all, toggleAll } = useTicked()
  return <Checkbox checked={all} onChange={toggleAll} hiddenLabel={t('bulk.all')} />
}
