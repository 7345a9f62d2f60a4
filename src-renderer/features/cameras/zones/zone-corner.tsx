import { useEffect, useRef, type Dispatch, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { stepOf } from './zone-editor'
import styles from './zone-overlay.module.css'
import type { ZoneAction } from './zone-reducer'
import type { Point } from './zone-shapes'

export interface ZoneCornerProps {
  at: Point
  /** The corner after it: between the two another can be put. */
  next: Point
  number: number
  focused: boolean
  onChoose(): void
  onSplit(): void
  placeOf(event: { clientX: number; clientY: number }): Point
  edit: Dispatch<ZoneAction>
}

const placed = ({ x, y }: Point) => ({ left: `${x * 100}%`, top: `${y * 100}%` })

/** One corner of the chosen zone as a button: dragged, or moved by arrow keys. */
export function ZoneCorner({ at, next, number, focused, onChoose, onSplit, placeOf, edit }: ZoneCornerProps) {
  const { t } = useTranslation('cameras')
  const button = useRef<HTMLButtonElement>(null)
  const dragging = useRef(false)
  useEffect(() => {
    if (focused) button.current?.focus()
  }, [focused])

  const onKeyDown = (event: KeyboardEvent) => {
    const by = stepOf(event)
    const actions: Readonly<Record<string, () => void>> = {
      Delete: () => edit({ type: 'delete' }),
      Backspace: () => edit({ type: 'delete' }),
      Insert: onSplit,
      '+': onSplit
    }
    const act = by ? () => edit({ type: 'nudge', by }) : actions[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  const middle = { x: (at.x + next.x) / 2, y: (at.y + next.y) / 2 }
  return (
    <>
      <button
        ref={button}
        type="button"
        className={styles.corner}
        style={placed(at)}
        aria-label={t('zones.corner', { number, x: Math.round(at.x * 100), y: Math.round(at.y * 100) })}
        aria-describedby="zone-advice"
        data-chosen={focused || undefined}
        onFocus={onChoose}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          dragging.current = true
          onChoose()
          edit({ type: 'grab' })
        }}
        onPointerMove={(event) => dragging.current && edit({ type: 'drag', to: placeOf(event) })}
        onPointerUp={() => (dragging.current = false)}
        onPointerCancel={() => (dragging.current = false)}
      />
      {/* Keys add a corner by +; this handle is for the pointer. */}
      <span className={styles.split} style={placed(middle)} onPointerDown={onSplit} aria-hidden />
    </>
  )
}
