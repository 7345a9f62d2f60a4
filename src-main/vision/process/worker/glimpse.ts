import type { Box } from '../../../../contracts/domain/face'
import type { Picture } from './picture'

/** Points per side of the grid that is laid over a face. */
const side = 12

/**
 * A face at a glance: brightness at 12 × 12 points of its box, centred and scaled to length 1. It costs next to nothing and
 * shows that something has come before or in place of a face long before its next full look is due.
 */
export function glimpseOf(picture: Picture, box: Box): Float32Array {
  const { width, height, data, format } = picture
  const [step, offset] = format === 'rgb24' ? [3, 1] : [1, 0]
  const values = new Float32Array(side * side)
  let sum = 0
  for (let row = 0; row < side; row++) {
    const y = clamp(Math.floor(box.y1 + ((row + 0.5) * (box.y2 - box.y1)) / side), height)
    for (let column = 0; column < side; column++) {
      const x = clamp(Math.floor(box.x1 + ((column + 0.5) * (box.x2 - box.x1)) / side), width)
      const value = data[(y * width + x) * step + offset] ?? 0
      values[row * side + column] = value
      sum += value
    }
  }
  const mean = sum / values.length
  let squares = 0
  for (const value of values) squares += (value - mean) ** 2
  const length = Math.sqrt(squares) || 1
  return values.map((value) => (value - mean) / length)
}

const clamp = (value: number, size: number): number => Math.min(size - 1, Math.max(0, value))
