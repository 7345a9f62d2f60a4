import { useEffect, useRef, type Dispatch, type KeyboardEvent, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Zone } from '../../../../contracts/domain/camera-options'
import { ZoneCorner } from './zone-corner'
import { stepOf } from './zone-editor'
import styles from './zone-overlay.module.css'
import type { ZoneAction, ZoneEditing } from './zone-reducer'
import { cornerOf, middleOf, zoneAt, type Point, type ZoneRef } from './zone-shapes'

/** Width of the drawing in its own units; its height follows the picture's shape, so that circles are round. */
const width = 1000

const path = (zone: readonly Point[], height: number) =>
  zone.map(({ x, y }) => `${(x * width).toFixed(1)},${(y * height).toFixed(1)}`).join(' ')

/** The zones over the picture: lines with a dark edge, so that they show on any picture, and a hatch on what is ignored. */
export function ZoneOverlay({
  editing,
  edit,
  ratio
}: {
  editing: ZoneEditing
  edit: Dispatch<ZoneAction>
  ratio: number
}) {
  const { t } = useTranslation('cameras')
  const root = useRef<HTMLDivElement>(null)
  const { shapes, drawing, chosen } = editing
  const height = width / ratio
  const isDrawing = drawing !== null
  const chosenZone = chosen && zoneAt(shapes, chosen.zone)

  useEffect(() => {
    if (isDrawing) root.current?.focus()
  }, [isDrawing])

  const placeOf = (event: { clientX: number; clientY: number }): Point => {
    const box = root.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1)
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!drawing) return
    const by = stepOf(event)
    const actions: Readonly<Record<string, ZoneAction>> = {
      ' ': { type: 'set' },
      Enter: { type: 'close' },
      Backspace: { type: 'unset' },
      Delete: { type: 'unset' }
    }
    const action: ZoneAction | undefined = by ? { type: 'aimBy', by } : actions[event.key]
    if (!action) return
    event.preventDefault()
    edit(action)
  }
  const polygon = (zone: Zone, ref: ZoneRef) => (
    <g
      key={ref}
      className={styles.zone}
      data-kind={ref === 'region' ? 'region' : 'ignore'}
      data-chosen={chosen?.zone === ref || undefined}
      onPointerDown={() => isDrawing || edit({ type: 'choose', chosen: { zone: ref, corner: null } })}
    >
      <polygon className={styles.edge} points={path(zone, height)} />
      <polygon
        className={styles.line}
        points={path(zone, height)}
        fill={ref === 'region' ? 'none' : 'url(#zone-hatch)'}
      />
    </g>
  )
  const label = (zone: Zone, text: string, kind: 'region' | 'ignore') => {
    const { x, y } = kind === 'region' ? cornerOf(zone) : middleOf(zone)
    return (
      <span
        key={text}
        className={styles.label}
        data-kind={kind}
        style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
        aria-hidden
      >
        {text}
      </span>
    )
  }
  return (
    <div
      ref={root}
      className={styles.overlay}
      data-drawing={isDrawing || undefined}
      {...(isDrawing
        ? { role: 'application', tabIndex: 0, 'aria-label': t(`zones.draw.${drawing.kind}`) }
        : { role: 'group', 'aria-label': t('zones.on') })}
      aria-describedby="zone-advice"
      onKeyDown={onKeyDown}
      onPointerMove={(event: PointerEvent) => isDrawing && edit({ type: 'aim', at: placeOf(event) })}
      onClick={(event) => isDrawing && edit({ type: 'set', at: placeOf(event) })}
      onDoubleClick={() => edit({ type: 'close' })}
    >
      <svg className={styles.drawing} viewBox={`0 0 ${width} ${height}`} aria-hidden>
        <defs>
          <pattern id="zone-hatch" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="14" height="14" className={styles.hatchGround} />
            <rect width="4" height="14" className={styles.hatchLine} />
          </pattern>
        </defs>
        {shapes.regionOfInterest && (
          <path
            className={styles.outside}
            fillRule="evenodd"
            d={`M0 0H${width}V${height}H0Z M${path(shapes.regionOfInterest, height).split(' ').join('L')}Z`}
          />
        )}
        {shapes.regionOfInterest && polygon(shapes.regionOfInterest, 'region')}
        {shapes.ignoreZones.map(polygon)}
        {drawing && (
          <g className={styles.zone} data-kind={drawing.kind} data-chosen>
            <polyline className={styles.edge} points={path([...drawing.corners, drawing.cross], height)} />
            <polyline className={styles.line} points={path([...drawing.corners, drawing.cross], height)} />
            {drawing.corners.map(({ x, y }, index) => (
              <circle key={index} className={styles.dot} cx={x * width} cy={y * height} r={7} />
            ))}
            <path
              className={styles.cross}
              d={`M${drawing.cross.x * width - 16} ${drawing.cross.y * height}h32 M${drawing.cross.x * width} ${drawing.cross.y * height - 16}v32`}
            />
          </g>
        )}
      </svg>
      {shapes.regionOfInterest && label(shapes.regionOfInterest, t('zones.region'), 'region')}
      {shapes.ignoreZones.map((zone, index) => label(zone, String(index + 1), 'ignore'))}
      {chosen &&
        chosenZone?.map((at, index) => (
          <ZoneCorner
            key={index}
            at={at}
            next={chosenZone[(index + 1) % chosenZone.length] ?? at}
            number={index + 1}
            focused={chosen.corner === index}
            onChoose={() => edit({ type: 'choose', chosen: { zone: chosen.zone, corner: index } })}
            onSplit={() => edit({ type: 'split', zone: chosen.zone, corner: index })}
            placeOf={placeOf}
            edit={edit}
          />
        ))}
    </div>
  )
}
