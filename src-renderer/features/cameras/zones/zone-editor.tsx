import { Scan, ShieldOff, Trash2, Undo2 } from 'lucide-react'
import { useEffect, useEffectEvent, type Dispatch, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../../../ui'
import styles from './zone-editor.module.css'
import { ZoneOverlay } from './zone-overlay'
import { ZonePicture, type ZonePictureProps } from './zone-picture'
import type { ZoneAction, ZoneEditing } from './zone-reducer'
import { mostIgnoreZones, type Point, type ZoneRef } from './zone-shapes'

/** Shares of the picture by which an arrow key moves, and with Shift. */
const [step, largeStep] = [0.01, 0.05]

const directions: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 }
}

/** By how much a key press moves what it is about; null for other keys. */
export function stepOf(event: Pick<KeyboardEvent, 'key' | 'shiftKey'>): Point | null {
  const direction = directions[event.key]
  const length = event.shiftKey ? largeStep : step
  return direction ? { x: direction.x * length, y: direction.y * length } : null
}

/** Zones on the picture and as a list beside it; all of it by mouse or by keys. */
export function ZoneEditor({
  editing,
  edit,
  picture
}: {
  editing: ZoneEditing
  edit: Dispatch<ZoneAction>
  picture: Omit<ZonePictureProps, 'children'>
}) {
  const { t } = useTranslation('cameras')
  const { shapes, drawing, chosen, past } = editing
  const undoable = past.length > 0 || (drawing?.corners.length ?? 0) > 0

  // Before the dialog hears of it, which would close: Escape is about the drawing first.
  const leaveFirst = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (event.key !== 'Escape' || (!drawing && !chosen)) return
    event.stopImmediatePropagation()
    event.preventDefault()
    edit({ type: 'leave' })
  })
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => leaveFirst(event)
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    edit({ type: 'undo' })
  }
  const advice = drawing ? 'zones.drawing' : chosen ? 'zones.editing' : 'zones.lead'
  const rows: [ref: ZoneRef, name: string][] = [
    ...(shapes.regionOfInterest ? ([['region', t('zones.region')]] as [ZoneRef, string][]) : []),
    ...shapes.ignoreZones.map((_zone, index): [ZoneRef, string] => [index, t('zones.ignore', { number: index + 1 })])
  ]
  return (
    <div className={styles.editor} onKeyDown={onKeyDown}>
      <div className={styles.main}>
        <ZonePicture {...picture}>{(ratio) => <ZoneOverlay editing={editing} edit={edit} ratio={ratio} />}</ZonePicture>
        <p className={styles.advice} id="zone-advice">
          {t(advice)}
        </p>
        <p className="visually-hidden" role="status">
          {said(t, editing)}
        </p>
      </div>
      <div className={styles.side}>
        <div className={styles.buttons}>
          <Button
            icon={<Scan aria-hidden />}
            disabled={shapes.regionOfInterest !== null}
            aria-pressed={drawing?.kind === 'region'}
            onClick={() => edit({ type: 'begin', kind: 'region' })}
          >
            {t('zones.addRegion')}
          </Button>
          <Button
            icon={<ShieldOff aria-hidden />}
            disabled={shapes.ignoreZones.length >= mostIgnoreZones}
            aria-pressed={drawing?.kind === 'ignore'}
            onClick={() => edit({ type: 'begin', kind: 'ignore' })}
          >
            {t('zones.addIgnore')}
          </Button>
          <Button icon={<Undo2 aria-hidden />} kind="ghost" disabled={!undoable} onClick={() => edit({ type: 'undo' })}>
            {t('zones.undo')}
          </Button>
        </div>
        {rows.length === 0 ? (
          <p className={styles.empty}>{t('zones.none')}</p>
        ) : (
          <ul className={styles.list} aria-label={t('zones.list')}>
            {rows.map(([ref, name]) => (
              <li
                key={ref}
                className={styles.row}
                data-chosen={chosen?.zone === ref || undefined}
                data-kind={ref === 'region' ? 'region' : 'ignore'}
              >
                <button
                  type="button"
                  className={styles.choose}
                  aria-pressed={chosen?.zone === ref}
                  aria-describedby="zone-advice"
                  onClick={() => edit({ type: 'choose', chosen: { zone: ref, corner: null } })}
                  onKeyDown={(event) => {
                    const by = stepOf(event)
                    if (chosen?.zone !== ref || (!by && event.key !== 'Delete' && event.key !== 'Backspace')) return
                    event.preventDefault()
                    edit(by ? { type: 'nudge', by } : { type: 'remove', zone: ref })
                  }}
                >
                  <span className={styles.mark} aria-hidden />
                  {name}
                </button>
                <IconButton
                  size="small"
                  label={t('zones.remove', { name })}
                  icon={<Trash2 />}
                  onClick={() => edit({ type: 'remove', zone: ref })}
                />
              </li>
            ))}
          </ul>
        )}
        <p className={styles.count}>{t('zones.count', { count: shapes.ignoreZones.length, most: mostIgnoreZones })}</p>
      </div>
    </div>
  )
}

type Translate = ReturnType<typeof useTranslation<'cameras'>>['t']

const percent = (value: number) => Math.round(value * 100)

/** What a screen reader says of the latest step. */
function said(t: Translate, { drawing, chosen, shapes }: ZoneEditing): string {
  if (drawing) {
    const { corners, cross } = drawing
    return t('zones.said', { count: corners.length, x: percent(cross.x), y: percent(cross.y) })
  }
  const zone = chosen && (chosen.zone === 'region' ? shapes.regionOfInterest : shapes.ignoreZones[chosen.zone])
  const corner = chosen?.corner == null ? null : zone?.[chosen.corner]
  if (corner) return t('zones.at', { x: percent(corner.x), y: percent(corner.y) })
  return zone ? t('zones.corners', { count: zone.length }) : ''
}
