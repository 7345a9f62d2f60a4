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
  const toPhoto = sceneToPhoto(photo, scene, hold)
  const data = new Uint8Array(width * height + 2 * chromaSide(width) * chromaSide(height))
  let start = 0
  for (const part of [0, 1, 2]) {
    const half = part === 0 ? 1 : 2
    const [columns, rows] = half === 1 ? [width, height] : [chromaSide(width), chromaSide(height)]
    const front = plane(photo, part)
    const back = plane(background, part)
    for (let v = 0; v < rows; v++) {
      for (let u = 0; u < columns; u++) {
        let sum = 0
        for (const dv of [0.25, 0.75]) {
          for (const du of [0.25, 0.75]) {
            const [px, py] = toPhoto((u + du) * half, (v + dv) * half)
            const inside = px >= 0 && py >= 0 && px < photo.width && py < photo.height
            sum += inside
              ? sample(front, px / half, py / half)
              : sample(back, ((u + du) * back.width) / columns, ((v + dv) * back.height) / rows)
          }
        }
        data[start + v * columns + u] = Math.round(sum / 4)
      }
    }
    start += columns * rows
  }
  return { format: 'yuv420p', width, height, data }
}

/** Casts the ray of a scene's point onto the held picture; answers the place in it, in its pixels. */
function sceneToPhoto(
  photo: Yuv,
  scene: { width: number; height: number },
  hold: Hold
): (x: number, y: number) => [number, number] {
  const [ya, pi, ro] = [hold.yaw, hold.pitch, hold.roll].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
    number
  ]
  const [cy, sy, cp, sp, cr, sr] = [Math.cos(ya), Math.sin(ya), Math.cos(pi), Math.sin(pi), Math.cos(ro), Math.sin(ro)]
  // The picture's axes in the camera's frame: roll first, then pitch, then yaw.
  const right = [cy * cr + sy * sp * sr, cp * sr, -sy * cr + cy * sp * sr] as const
  const down = [-cy * sr + sy * sp * cr, cp * cr, sy * sr + cy * sp * cr] as const
  const normal = cross(right, down)
  const distance = focal / hold.size
  const centre = [
    ((hold.x - 0.5) / focal) * distance,
    (((hold.y - 0.5) * scene.height) / scene.width / focal) * distance,
    distance
  ] as const
  const scale = photo.width
  return (x, y) => {
    const ray = [(x / scene.width - 0.5) / focal, (y - scene.height / 2) / scene.width / focal, 1] as const
    const along = dot(centre, normal) / dot(ray, normal)
    const hit = [ray[0] * along - centre[0], ray[1] * along - centre[1], along - centre[2]] as const
    return [photo.width / 2 + dot(hit, right) * scale, photo.height / 2 + dot(hit, down) * scale]
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

/** Bilinear; x and y with pixel centres at halves. */
function sample({ width, height, data }: Plane, x: number, y: number): number {
  const cx = Math.min(Math.max(x - 0.5, 0), width - 1)
  const cy = Math.min(Math.max(y - 0.5, 0), height - 1)
  const [x0, y0] = [Math.floor(cx), Math.floor(cy)]
  const [x1, y1] = [Math.min(x0 + 1, width - 1), Math.min(y0 + 1, height - 1)]
  const [fx, fy] = [cx - x0, cy - y0]
  const top = data[y0 * width + x0]! * (1 - fx) + data[y0 * width + x1]! * fx
  const bottom = data[y1 * width + x0]! * (1 - fx) + data[y1 * width + x1]! * fx
  return top * (1 - fy) + bottom * fy
}
