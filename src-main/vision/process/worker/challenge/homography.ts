import type { Point } from '../affine'

/** Row-major 3 × 3 with the last element 1; carries (x, y, 1) to a multiple of (x', y', 1). */
export type Homography = readonly [number, number, number, number, number, number, number, number, 1]

/**
 * Least-squares homography by the normalised direct linear transform (Hartley and Zisserman 2004, algorithm 4.2, in its
 * inhomogeneous form: h33 = 1 after normalising, which only a plane seen from behind its horizon breaks).
 *
 * @param weights one per pair, 0 leaves it out; all 1 when not given
 * @returns null for fewer than four usable pairs or points that fix no plane
 */
export function fitHomography(
  from: readonly Point[],
  to: readonly Point[],
  weights?: readonly number[]
): Homography | null {
  const a = normaliser(from)
  const b = normaliser(to)
  if (!a || !b) return null
  const normal = Array.from({ length: 8 }, () => new Float64Array(9))
  const row = new Float64Array(9)
  const add = (weight: number) => {
    for (let i = 0; i < 8; i++) for (let j = 0; j < 9; j++) normal[i]![j]! += weight * row[i]! * row[j]!
  }
  from.forEach((point, index) => {
    const weight = weights?.[index] ?? 1
    const other = to[index]
    if (!other || weight === 0) return
    const [x, y] = [(point[0] - a.x) * a.scale, (point[1] - a.y) * a.scale]
    const [u, v] = [(other[0] - b.x) * b.scale, (other[1] - b.y) * b.scale]
    row.set([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
    add(weight)
    row.set([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    add(weight)
  })
  const h = solve(normal)
  if (!h) return null
  const inner = [h[0]!, h[1]!, h[2]!, h[3]!, h[4]!, h[5]!, h[6]!, h[7]!, 1]
  // Undo both normalisations: B⁻¹ · H · A.
  const left = [1 / b.scale, 0, b.x, 0, 1 / b.scale, b.y, 0, 0, 1]
  const right = [a.scale, 0, -a.scale * a.x, 0, a.scale, -a.scale * a.y, 0, 0, 1]
  const full = times(times(left, inner), right)
  const last = full[8]!
  if (Math.abs(last) < 1e-12) return null
  const [h0, h1, h2, h3, h4, h5, h6, h7] = full.map((value) => value / last) as unknown as Homography
  return [h0, h1, h2, h3, h4, h5, h6, h7, 1]
}

/** Where a homography carries a point. */
export function carry(h: Homography, [x, y]: Point): Point {
  const w = h[6] * x + h[7] * y + 1
  return [(h[0] * x + h[1] * y + h[2]) / w, (h[3] * x + h[4] * y + h[5]) / w]
}

/** Distances from where the homography carries `from` to `to`, in the units of `to`. */
export const errorsOf = (h: Homography, from: readonly Point[], to: readonly Point[]): number[] =>
  from.map((point, index) => {
    const [x, y] = carry(h, point)
    const [u, v] = to[index] ?? [Infinity, Infinity]
    return Math.hypot(x - u, y - v)
  })

/** Shifts the points' centre to the origin and their mean distance from it to √2. */
function normaliser(points: readonly Point[]): { x: number; y: number; scale: number } | null {
  if (points.length < 4) return null
  let x = 0
  let y = 0
  for (const point of points) {
    x += point[0] / points.length
    y += point[1] / points.length
  }
  let spread = 0
  for (const point of points) spread += Math.hypot(point[0] - x, point[1] - y) / points.length
  return spread > 0 ? { x, y, scale: Math.SQRT2 / spread } : null
}

/** Gaussian elimination with partial pivoting of 8 equations; each row holds its right side last. Null when singular. */
function solve(rows: Float64Array[]): Float64Array | null {
  const n = rows.length
  for (let column = 0; column < n; column++) {
    let pivot = column
    for (let r = column + 1; r < n; r++) {
      if (Math.abs(rows[r]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = r
    }
    const top = rows[pivot]!
    if (Math.abs(top[column]!) < 1e-9) return null
    rows[pivot] = rows[column]!
    rows[column] = top
    for (let r = column + 1; r < n; r++) {
      const share = rows[r]![column]! / top[column]!
      for (let c = column; c <= n; c++) rows[r]![c]! -= share * top[c]!
    }
  }
  const out = new Float64Array(n)
  for (let r = n - 1; r >= 0; r--) {
    let sum = rows[r]![n]!
    for (let c = r + 1; c < n; c++) sum -= rows[r]![c]! * out[c]!
    out[r] = sum / rows[r]![r]!
  }
  return out
}

const times = (a: readonly number[], b: readonly number[]): number[] =>
  Array.from({ length: 9 }, (_, i) => {
    const r = Math.floor(i / 3) * 3
    return a[r]! * b[i % 3]! + a[r + 1]! * b[(i % 3) + 3]! + a[r + 2]! * b[(i % 3) + 6]!
  })
