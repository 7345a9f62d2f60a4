import { useVirtualizer } from '@tanstack/react-virtual'
import type { KeyboardEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Person } from '../../../../contracts/domain/person'
import type { Paged } from '../../../data/use-channel'
import { Avatar, Skeleton, StatePill, useHotkeys } from '../../../ui'
import { StandingPill } from '../details/standing-pill'
import styles from './people-cards.module.css'
import { Tick, useTicked } from './ticks'
import { useColumns } from './use-columns'

const rowHeight = 116
const minWidth = 264

/** People as cards; only the rows in sight are in the document. Arrows and j, k move, Enter opens, x ticks. */
export function PeopleCards({ people }: { people: Paged<Person> }) {
  const { t } = useTranslation('people')
  const { toggle } = useTicked()
  const scroller = useRef<HTMLDivElement>(null)
  const columns = useColumns(scroller, minWidth)
  const [at, setAt] = useState(-1)
  const { rows } = people
  const virtual = useVirtualizer({
    count: Math.ceil(rows.length / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 4
  })
  const items = virtual.getVirtualItems()
  const lastShown = (items.at(-1)?.index ?? -1) * columns
  useEffect(() => {
    if (people.hasMore && !people.loadingMore && lastShown >= rows.length - columns * 5) people.loadMore()
  }, [people, lastShown, rows.length, columns])

  const move = (by: number) => {
    const next = Math.min(rows.length - 1, Math.max(0, at + by))
    const person = rows[next]
    if (!person) return
    setAt(next)
    virtual.scrollToIndex(Math.floor(next / columns))
    // The card may only now be drawn.
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-card="${person.id}"] a`)?.focus())
  }
  const tick = () => {
    const person = rows[at]
    if (person) toggle(person.id)
  }
  useHotkeys({ j: () => move(1), k: () => move(-1), x: tick })
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }
    const step = steps[event.key]
    if (step === undefined) return
    move(step)
    event.preventDefault()
  }

  if (people.loading) {
    return (
      <div className={styles.loading} aria-busy>
        {Array.from({ length: 6 }, (_, index) => (
          <Skeleton key={index} height="100px" />
        ))}
      </div>
    )
  }
  return (
    <div ref={scroller} className={styles.scroller}>
      <ul
        className={styles.cards}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
        aria-label={t('title')}
      >
        {items.flatMap((item) =>
          rows.slice(item.index * columns, (item.index + 1) * columns).map((person, column) => (
            <li
              key={person.id}
              data-card={person.id}
              className={styles.card}
              aria-setsize={people.total ?? rows.length}
              aria-posinset={item.index * columns + column + 1}
              onFocus={() => setAt(item.index * columns + column)}
              style={{
                width: `calc(${100 / columns}% - var(--space-3))`,
                transform: `translateY(${item.start}px)`,
                insetInlineStart: `${(100 / columns) * column}%`
              }}
            >
              <Avatar name={person.name} cropId={person.photoCropId} size="large" />
              <div className={styles.words}>
                <Link to={`/people/${person.id}`} className={styles.name} dir="auto" title={person.name}>
                  {person.name}
                </Link>
                <span className={styles.soft} dir="auto">
                  {[person.externalId, person.team].filter(Boolean).join(' · ') || '–'}
                </span>
                <span className={styles.pills}>
                  <StandingPill person={person} />
                  {!person.consent && <StatePill tone="warning">{t('noConsent')}</StatePill>}
                  {person.consent && person.referenceCount === 0 && (
                    <StatePill tone="warning">{t('without.references')}</StatePill>
                  )}
                </span>
              </div>
              <span className={styles.tick}>
                <Tick person={person} />
              </span>
            </li>
          ))
        )}
      </ul>
    </div>
  )
}
