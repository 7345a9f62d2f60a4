import type { CameraOptions, Zone } from '../../../../contracts/domain/camera-options'
import type { Point, Shapes } from './zone-shapes'
import { onPicture } from './zone-shapes'

/** How a picture is turned (degrees clockwise) and then mirrored. */
export type View = Pick<CameraOptions, 'rotation' | 'mirror'>

/** One clockwise quarter turn of the picture takes what is at (x, y) to (1 - y, x). */
function quarterTurns(point: Point, count: number): Point {
  let { x, y } = point
  for (let turn = 0; turn < ((count % 4) + 4) % 4; turn++) [x, y] = [1 - y, x]
  return { x, y }
}

/**
 * From one view to another: first a clockwise turn by `rotation` degrees, then left and right change places where
 * `mirror` is true. That is how a picture taken in the one view is shown in the other, too.
 */
export function viewChange(from: View, to: View): View {
  const turned = (to.rotation - from.rotation + 360) % 360
  // A mirror that is undone first turns the other way round.
  const rotation = (from.mirror ? (360 - turned) % 360 : turned) as View['rotation']
  return { rotation, mirror: from.mirror !== to.mirror }
}

const moved = (point: Point, { rotation, mirror }: View): Point => {
  const { x, y } = quarterTurns(point, rotation / 90)
  return onPicture({ x: mirror ? 1 - x : x, y })
}

/** Zones drawn in one view as they lie in another, over the same things. */
export function turnZones(shapes: Shapes, from: View, to: View): Shapes {
  const change = viewChange(from, to)
  const turned = (zone: Zone) => zone.map((corner) => moved(corner, change))
  return {
    regionOfInterest: shapes.regionOfInterest && turned(shapes.regionOfInterest),
    ignoreZones: shapes.ignoreZones.map(turned)
  }
}
