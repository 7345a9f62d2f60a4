/** Dot product of two L2-normalised templates of one model: their cosine, −1 to 1. */
export function cosine(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new RangeError(`templates of ${a.length} and ${b.length} numbers cannot be compared`)
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/**
 * Splits pictures offered for one person into those that belong together and those that do not. The first is the anchor;
 * another joins when it is close enough to any that joined before, so that turned heads find their neighbours. One wrong
 * reference poisons a gallery, so the doubtful ones stay out. `threshold` is the model's verification cosine.
 */
export function splitSamePerson<T extends { template: Float32Array }>(
  offered: readonly T[],
  threshold: number
): { same: T[]; other: T[] } {
  const same = offered.slice(0, 1)
  let other = offered.slice(1)
  for (let grew = true; grew;) {
    const joins = other.filter((face) => same.some((kept) => cosine(kept.template, face.template) >= threshold))
    grew = joins.length > 0
    same.push(...joins)
    other = other.filter((face) => !joins.includes(face))
  }
  return { same, other }
}
