/** The value below which a share `q` (0–1) of the samples lies, by nearest rank; null of none. */
export function quantile(samples: readonly number[], q: number): number | null {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))] ?? null
}

export const median = (samples: readonly number[]): number | null => quantile(samples, 0.5)

export const rounded = (value: number | null, digits = 0): number | null =>
  value === null || Number.isNaN(value) ? null : Number(value.toFixed(digits))

/** Both figures that the aims speak of, in whole milliseconds. */
export const percentiles = (samples: readonly number[]) => ({
  p50: rounded(quantile(samples, 0.5)),
  p95: rounded(quantile(samples, 0.95))
})
