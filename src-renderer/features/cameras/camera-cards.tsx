import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Camera } from '../../../contracts/domain/camera'
import type { CameraStatus } from '../../../contracts/domain/camera-status'
import { useHotkeys } from '../../ui'
import { CameraCard } from './card/camera-card'
import styles from './cameras-screen.module.css'
import type { EditTab } from './edit/edit-camera-dialog'
import type { Selection } from './use-selection'
import type { Timeline } from './use-timelines'

/** Cards are no narrower than this, and as far apart; pixels. */
const [narrowest, gap] = [312, 16]
const usualHeight = 480

export interface CameraCardsProps {
  cameras: readonly Camera[]
  statusOf(id: string): CameraStatus | undefined
  timelineOf(id: string): Timeline | null
  selection: Selection
  onEdit(camera: Camera, tab?: EditTab): void
  onRemove(camera: Camera): void
}

/** Cards in rows; only rows in sight are in the document. j and k (or the arrows) go from card to card, Enter edits. */
export function CameraCards({ cameras, statusOf, timelineOf, selection, onEdit, onRemove }: CameraCardsProps) {
  const { t } = useTranslation('cameras')
  const scroller = useRef<HTMLDivElement>(null)
  const columns = useColumns(scroller)
  const virtual = useVirtualizer({
    count: Math.ceil(cameras.length / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => usualHeight,
    getItemKey: (row) => cameras[row * columns]?.id ?? row,
    overscan: 1
  })
  const move = (by: number) => {
    const focused = document.activeElement?.closest<HTMLElement>('[data-card]')?.dataset['card']
    const from = cameras.findIndex(({ id }) => id === focused)
    const to = from < 0 ? 0 : Math.min(cameras.length - 1, Math.max(0, from + by))
    const next = cameras[to]
    if (!next) return
    virtual.scrollToIndex(Math.floor(to / columns))
    // The row may only now be drawn.
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(next.id)}"]`)?.focus()
    )
  }
  useHotkeys({ j: () => move(1), k: () => move(-1) })
  const onKeyDown = (event: KeyboardEvent) => {
    // On the card itself, never in one of its controls.
    if (!(event.target instanceof HTMLElement) || event.target.dataset['card'] === undefined) return
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: columns,
      ArrowUp: -columns
    }
    const step = steps[event.key]
    const { card } = event.target.dataset
    const camera = cameras.find(({ id }) => id === card)
    if (step !== undefined) move(step)
    else if (event.key === 'Enter' && camera) onEdit(camera)
    else if (event.key === ' ' && card && selection.active) selection.toggle(card)
    else return
    event.preventDefault()
  }
  return (
    <div ref={scroller} className={styles.scroller} onKeyDown={onKeyDown}>
      <div className={styles.body} role="list" aria-label={t('list.label')} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => (
          <div
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            className={styles.row}
            role="presentation"
            style={{
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
              transform: `translateY(${start}px)`
            }}
          >
            {cameras.slice(index * columns, (index + 1) * columns).map((camera, column) => (
              <div
                key={camera.id}
                role="listitem"
                aria-setsize={cameras.length}
                aria-posinset={index * columns + column + 1}
              >
                <CameraCard
                  camera={camera}
                  status={statusOf(camera.id)}
                  timeline={timelineOf(camera.id)}
                  selection={selection}
                  onEdit={(tab) => onEdit(camera, tab)}
                  onRemove={() => onRemove(camera)}
                />
              </div>
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}

/** How many cards stand beside one another. */
function useColumns(element: RefObject<HTMLElement | null>): number {
  const [columns, setColumns] = useState(1)
  useEffect(() => {
    const target = element.current
    if (!target) return
    const observer = new ResizeObserver(([entry]) => {
      const width = entry?.contentRect.width ?? 0
      setColumns(Math.max(1, Math.floor((width + gap) / (narrowest + gap))))
    })
    observer.observe(target)
    return () => observer.disconnect()
  }, [element])
  return columns
}
