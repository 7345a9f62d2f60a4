export type Point = readonly [x: number, y: number]

/** Maps a pixel (x, y) of the crop to the source: (a·x + b·y + c, d·x + e·y + f); whole numbers are pixel centres on both sides. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

/** The map that stretches a rectangle of the source over a crop of `width` × `height` pixels. */
export function stretch(
  box: { x1: number; y1: number; x2: number; y2: number },
  width: number,
  height: number
): Affine {
  const sx = (box.x2 - box.x1) / width
  const sy = (box.y2 - box.y1) / height
  return [sx, 0, box.x1 + sx / 2 - 0.5, 0, sy, box.y1 + sy / 2 - 0.5]
}

/**
 * Least-squares similarity (rotation, scale, shift; no reflection) that carries `template` points of the crop to
 * `points` of the source: Umeyama 1991 in two dimensions, written in complex numbers.
 *
 * @throws RangeError when the points of either side all coincide
 */
export function similarity(template: readonly Point[], points: readonly Point[]): Affine {
  const [tx, ty] = centre(template)
  const [px, py] = centre(points)
  let real = 0
  let imaginary = 0
  let spread = 0
  template.forEach(([u, v], index) => {
    const [x, y] = points[index] ?? [0, 0]
    const [du, dv, dx, dy] = [u - tx, v - ty, x - px, y - py]
    real += du * dx + dv * dy
    imaginary += du * dy - dv * dx
    spread += du * du + dv * dv
  })
  if (spread === 0 || (real === 0 && imaginary === 0)) throw new RangeError('points that coincide define no similarity')
  const a = real / spread
  const b = imaginary / spread
  return [a, -b, px - a * tx + b * ty, b, a, py - b * tx - a * ty]
}

/** Source pixels per crop pixel. */
export const scaleOf = (map: Affine): number => Math.sqrt(Math.abs(map[0] * map[4] - map[1] * map[3]))

function centre(points: readonly Point[]): Point {
  let x = 0
  let y = 0
  for (const point of points) {
    x += point[0]
    y += point[1]
  }
  return [x / points.length, y / points.length]
}
