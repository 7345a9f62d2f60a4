import { randomFillSync } from 'node:crypto'

const poolBytes = 8192

/**
 * Random bytes of the system's generator, drawn many at a time: a draw of its own costs more than what it is for. What comes
 * out is never handed out twice. Draws of more than the pool are made for themselves.
 */
export function randomPool(): (size: number) => Uint8Array {
  let pool = new Uint8Array(0)
  let used = 0
  return (size) => {
    if (size > poolBytes) return randomFillSync(new Uint8Array(size))
    if (used + size > pool.length) {
      pool = randomFillSync(new Uint8Array(poolBytes))
      used = 0
    }
    used += size
    return pool.slice(used - size, used)
  }
}

/** The same as numbers 0 ≤ r < 1 of 8 bits, which is what ids in base 32 are drawn from. */
export function randomFractions(draw: (size: number) => Uint8Array): () => number {
  return () => (draw(1)[0] ?? 0) / 256
}
