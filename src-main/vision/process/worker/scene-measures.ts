import type { Picture } from './picture'

/** What a picture shows as a whole, by a few thousand of its pixels. */
export interface SceneMeasures {
  /** Brightness of the middle one of all cells, 0–255. */
  median: number
  /** Brightness that only one cell in 1000 exceeds, 0–255. */
  brightest: number
  /** Share of neighbouring cells between which something ends or begins, 0–1. */
  detail: number
  /** The same number for the very same pixels; another, but for one chance in 4 milliard, when one of them has changed. */
  print: number
}

/** Cells that a picture is seen in, whatever its size, and points along each side of one. */
const columns = 64
const rows = 36
const points = 2
/** Cells that may be brighter than the brightest: hot pixels, the outliers of noise. */
const brighter = 2

/**
 * Neighbours differ by noise as well: of sensor noise nothing exceeds its own median sixfold, edges of a scene do many times.
 * Below the least nothing counts (a wall's shading); above the most everything does (foliage is texture, not noise).
 */
const noiseShare = 6
const leastStep = 6
const mostStep = 24

/** Measures the detector's pictures. Holds the places of its points for the size it saw last. */
export class SceneMeter {
  private size = { width: 0, height: 0 }
  private readonly places = new Int32Array(columns * rows * points * points)
  private readonly cells = new Uint8Array(columns * rows)
  private readonly levels = new Uint16Array(256)
  private readonly steps = new Uint16Array(256)

  /** @param picture rgb24; 0.05 ms, whatever its size */
  measure({ width, height, data }: Picture): SceneMeasures {
    if (width !== this.size.width || height !== this.size.height) this.lay(width, height)
    const { places, cells, levels, steps } = this
    levels.fill(0)
    steps.fill(0)
    let print = 0x811c9dc5
    for (let cell = 0, at = 0; cell < cells.length; cell++) {
      let sum = 0
      for (let point = 0; point < points * points; point++, at++) {
        const place = places[at]!
        const value = data[place]! + 2 * data[place + 1]! + data[place + 2]!
        print = Math.imul(print ^ value, 0x01000193)
        sum += value
      }
      const level = sum >> 4
      cells[cell] = level
      levels[level]!++
    }
    for (let row = 0, cell = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, cell++) {
        const level = cells[cell]!
        if (column + 1 < columns) steps[Math.abs(level - cells[cell + 1]!)]!++
        if (row + 1 < rows) steps[Math.abs(level - cells[cell + columns]!)]!++
      }
    }
    const count = columns * (rows - 1) + rows * (columns - 1)
    const noise = levelBelow(steps, count / 2)
    const step = Math.min(mostStep, Math.max(leastStep, noiseShare * noise))
    let edges = 0
    for (let value = step + 1; value < 256; value++) edges += steps[value]!
    return {
      median: levelBelow(levels, cells.length / 2),
      brightest: levelBelow(levels, cells.length - brighter),
      detail: edges / count,
      print
    }
  }

  private lay(width: number, height: number): void {
    this.size = { width, height }
    let at = 0
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        for (let point = 0; point < points * points; point++) {
          const x = Math.floor(((column * points + (point % points) + 0.5) * width) / (columns * points))
          const y = Math.floor(((row * points + Math.floor(point / points) + 0.5) * height) / (rows * points))
          this.places[at++] = (y * width + x) * 3
        }
      }
    }
  }
}

/** The least value at or below which so many lie. */
function levelBelow(histogram: Uint16Array, many: number): number {
  let sum = 0
  for (let value = 0; value < histogram.length; value++) {
    sum += histogram[value]!
    if (sum >= many) return value
  }
  return histogram.length - 1
}
