/**
 * The pairs of the greatest total worth (Hungarian method with potentials, O(rows² × columns)). A pair of worth 0 or less
 * is no pair: its row stays alone.
 *
 * @param worth rows × columns, each at most 1
 * @returns per row its column, or null
 */
export function assignPairs(worth: readonly (readonly number[])[]): (number | null)[] {
  const rows = worth.length
  const columns = worth[0]?.length ?? 0
  if (rows === 0 || columns === 0) return worth.map(() => null)
  // As many columns of no worth as there are rows, so that each row may stay alone.
  const width = columns + rows
  const cost = (row: number, column: number) => (column < columns ? -Math.max(0, worth[row]![column]!) : 0)
  const rowPotential = new Float64Array(rows + 1)
  const columnPotential = new Float64Array(width + 1)
  /** Column -> its row; all counted from 1, 0 is none. */
  const rowOf = new Int32Array(width + 1)
  const came = new Int32Array(width + 1)
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row
    let column = 0
    const least = new Float64Array(width + 1).fill(Infinity)
    const used = new Uint8Array(width + 1)
    do {
      used[column] = 1
      const current = rowOf[column]!
      let delta = Infinity
      let next = 0
      for (let j = 1; j <= width; j++) {
        if (used[j]) continue
        const slack = cost(current - 1, j - 1) - rowPotential[current]! - columnPotential[j]!
        if (slack < least[j]!) {
          least[j] = slack
          came[j] = column
        }
        if (least[j]! < delta) {
          delta = least[j]!
          next = j
        }
      }
      for (let j = 0; j <= width; j++) {
        if (used[j]) {
          rowPotential[rowOf[j]!]! += delta
          columnPotential[j]! -= delta
        } else least[j]! -= delta
      }
      column = next
    } while (rowOf[column] !== 0)
    while (column !== 0) {
      const before = came[column]!
      rowOf[column] = rowOf[before]!
      column = before
    }
  }
  const found = worth.map((): number | null => null)
  for (let j = 1; j <= columns; j++) {
    const row = rowOf[j]! - 1
    if (row >= 0 && worth[row]![j - 1]! > 0) found[row] = j - 1
  }
  return found
}
