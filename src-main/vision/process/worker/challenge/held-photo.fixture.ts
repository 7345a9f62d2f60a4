import type { Picture } from '../picture'
import { chromaSide } from '../picture'

/** Where a flat picture is held before the camera. Angles in degrees; place and size in shares of the scene's width. */
export interface Hold {
  /** Turned about the upright axis, tipped forward, rolled in the picture's plane. */
  yaw: number
  pitch: number
  roll: number
  /** Centre of the picture in the scene, 0–1 of its width and height. */
  x: number
  y: number
  /** Width of the picture when it faces the camera, in shares of the scene's width. */
  size: number
}

type Yuv = Extract<Picture, { format: 'yuv420p' }>

/** Focal length in scene widths: a webcam's 60° or so; what bends parallels when a picture is tilted. */
const focal = 0.9

/**
 * For tests and benches: a scene in which somebody holds up a flat picture, by the pinhole camera's own homography,
 * with 2 × 2 samples per pixel. What lies outside of the picture is the background, stretched over the scene.
 */
export function holdUp(photo: Yuv, background: Yuv, scene: { width: number; height: number }, hold: Hold): Yuv {
  const { width, height } = scene
  const cast = castOf(photo, scene, hold)
  const data = new Uint8Array(width * height + 2 * chromaSide(width) * chromaSide(height))
  let start = 0
  for (const part of [0, 1, 2]) {
    const half = part === 0 ? 1 : 2
    const [columns, rows] = half === 1 ? [width, height] : [chromaSide(width), chromaSide(height)]
    const into = data.subarray(start, start + columns * rows)
    paint(into, columns, rows, half, plane(photo, part), plane(background, part), cast)
    start += columns * rows
  }
  return { format: 'yuv420p', width, height, data }
}

/** One plane of the scene; flat and without calls per sample, since there are millions of them. */
function paint(into: Uint8Array, columns: number, rows: number, half: number, front: Plane, back: Plane, cast: Cast) {
  const { across, down, away } = cast
  for (let v = 0; v < rows; v++) {
    for (let u = 0; u < columns; u++) {
      let sum = 0
      for (let corner = 0; corner < 4; corner++) {
        const su = u + (corner & 1 ? 0.75 : 0.25)
        const sv = v + (corner & 2 ? 0.75 : 0.25)
        const [x, y] = [su * half, sv * half]
        const depth = away[0] + away[1] * x + away[2] * y
        let px = (cast.x + (across[0] + across[1] * x + across[2] * y) / depth) / half
        let py = (cast.y + (down[0] + down[1] * x + down[2] * y) / depth) / half
        let from = front
        if (!(px >= 0 && py >= 0 && px < front.width && py < front.height)) {
          from = back
          px = (su * back.width) / columns
          py = (sv * back.height) / rows
        }
        // Bilinear, with pixel centres at halves.
        const cx = Math.min(Math.max(px - 0.5, 0), from.width - 1.001)
        const cy = Math.min(Math.max(py - 0.5, 0), from.height - 1.001)
        const at = (cy | 0) * from.width + (cx | 0)
        const [fx, fy] = [cx - (cx | 0), cy - (cy | 0)]
        const top = from.data[at]! * (1 - fx) + from.data[at + 1]! * fx
        const bottom = from.data[at + from.width]! * (1 - fx) + from.data[at + from.width + 1]! * fx
        sum += top * (1 - fy) + bottom * fy
      }
      into[v * columns + u] = Math.round(sum / 4)
    }
  }
}

/** Place in the picture of a scene's point (x, y): x + (across · (1, x, y)) / (away · (1, x, y)), and so for y with `down`. */
interface Cast {
  x: number
  y: number
  across: Vector
  down: Vector
  away: Vector
}

/** The ray of each of the scene's points, cast onto the held picture. */
function castOf(photo: Yuv, scene: { width: number; height: number }, hold: Hold): Cast {
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const [cy, sy] = [Math.cos(radians(hold.yaw)), Math.sin(radians(hold.yaw))]
  const [cp, sp] = [Math.cos(radians(hold.pitch)), Math.sin(radians(hold.pitch))]
  const [cr, sr] = [Math.cos(radians(hold.roll)), Math.sin(radians(hold.roll))]
  // The picture's axes in the camera's frame: roll first, then pitch, then yaw.
  const right: Vector = [cy * cr + sy * sp * sr, cp * sr, -sy * cr + cy * sp * sr]
  const low: Vector = [-cy * sr + sy * sp * cr, cp * cr, sy * sr + cy * sp * cr]
  const normal = cross(right, low)
  const distance = focal / hold.size
  const centre: Vector = [
    ((hold.x - 0.5) / focal) * distance,
    (((hold.y - 0.5) * scene.height) / scene.width / focal) * distance,
    distance
  ]
  /** A ray's share along an axis, as factors of 1, x and y. */
  const share = (axis: Vector, factor: number): Vector => [
    factor * (axis[2] - (0.5 * axis[0] + (0.5 * scene.height * axis[1]) / scene.width) / focal),
    (factor * axis[0]) / scene.width / focal,
    (factor * axis[1]) / scene.width / focal
  ]
  const reach = dot(centre, normal) * photo.width
  return {
    x: photo.width / 2 - dot(centre, right) * photo.width,
    y: photo.height / 2 - dot(centre, low) * photo.width,
    across: share(right, reach),
    down: share(low, reach),
    away: share(normal, 1)
  }
}

type Vector = readonly [number, number, number]
const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0]
]

interface Plane {
  width: number
  height: number
  data: Uint8Array
}

function plane({ width, height, data }: Yuv, part: number): Plane {
  const [w, h] = [chromaSide(width), chromaSide(height)]
  if (part === 0) return { width, height, data: data.subarray(0, width * height) }
  const from = width * height + (part - 1) * w * h
  return { width: w, height: h, data: data.subarray(from, from + w * h) }
}
