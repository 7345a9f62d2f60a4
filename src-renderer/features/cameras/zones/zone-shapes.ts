import type { CameraOptions, Zone } from '../../../../contracts/domain/camera-options'

/** A place on the picture in shares of its width and height, as it is shown: 0 to 1. */
export type Point = Zone[number]

/** Where faces are looked for, and where not. */
export type Shapes = Pick<CameraOptions, 'regionOfInterest' | 'ignoreZones'>

/** The region of interest, or an ignore zone by its place in the list. */
export type ZoneRef = 'region' | number

export const mostIgnoreZones = 16
export const mostCorners = 32
export const fewestCorners = 3

const share = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000

/** Inside the picture, to a hundredth of a per cent. */
export const onPicture = ({ x, y }: Point): Point => ({ x: share(x), y: share(y) })

export const zoneAt = (shapes: Shapes, ref: ZoneRef): Zone | null =>
  (ref === 'region' ? shapes.regionOfInterest : shapes.ignoreZones[ref]) ?? null

/** The shapes with one zone put in place of its older self; null takes it away. */
export function withZone(shapes: Shapes, ref: ZoneRef, zone: Zone | null): Shapes {
  if (ref === 'region') return { ...shapes, regionOfInterest: zone }
  const ignoreZones = shapes.ignoreZones.flatMap((one, index) => (index === ref ? (zone ? [zone] : []) : [one]))
  return { ...shapes, ignoreZones }
}

/** All corners moved together, as far as the whole zone stays on the picture. */
export function shifted(zone: Zone, by: Point): Zone {
  const room = (axis: 'x' | 'y') => {
    const [from, to] = span(zone, axis)
    return Math.min(1 - to, Math.max(-from, by[axis]))
  }
  const step = { x: room('x'), y: room('y') }
  return zone.map(({ x, y }) => onPicture({ x: x + step.x, y: y + step.y }))
}

/** Least and greatest of its corners along an axis. */
function span(zone: Zone, axis: 'x' | 'y'): [from: number, to: number] {
  const values = zone.map((corner) => corner[axis])
  return [Math.min(...values), Math.max(...values)]
}

/** Middle of the box around a zone: where an ignore zone's number stands. */
export function middleOf(zone: Zone): Point {
  const between = ([from, to]: [number, number]) => (from + to) / 2
  return { x: between(span(zone, 'x')), y: between(span(zone, 'y')) }
}

/** Upper left corner of the box around a zone. */
export const cornerOf = (zone: Zone): Point => ({ x: span(zone, 'x')[0], y: span(zone, 'y')[0] })
