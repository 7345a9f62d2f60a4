/** The enrolled templates of one embedding space at one moment; never changed, only replaced. */
export interface GallerySnapshot {
  version: number
  dimension: number
  /** L2-normalised templates, row after row; may lie over a SharedArrayBuffer. */
  vectors: Float32Array
  /** Row -> index into `people`. */
  owners: Int32Array
  people: readonly { personId: string; name: string }[]
}

export interface Candidate {
  personId: string
  name: string
  /** Cosine of the person's best template, −1 to 1. */
  score: number
}

/** Best and second-best person; null where there is none. */
export interface Match {
  best: Candidate | null
  second: Candidate | null
}

/**
 * Exact cosine search (graph indexes lose strangers): each person counts with the best of their templates.
 *
 * @param probe L2-normalised, of the snapshot's dimension
 */
export function matchProbe(gallery: GallerySnapshot, probe: Float32Array): Match {
  const { dimension, vectors, owners, people } = gallery
  const scores = new Float32Array(people.length).fill(-2)
  for (let row = 0; row < owners.length; row++) {
    const start = row * dimension
    // Four sums at once: one alone would wait for every addition before.
    let s0 = 0
    let s1 = 0
    let s2 = 0
    let s3 = 0
    let i = 0
    for (; i + 3 < dimension; i += 4) {
      s0 += probe[i]! * vectors[start + i]!
      s1 += probe[i + 1]! * vectors[start + i + 1]!
      s2 += probe[i + 2]! * vectors[start + i + 2]!
      s3 += probe[i + 3]! * vectors[start + i + 3]!
    }
    for (; i < dimension; i++) s0 += probe[i]! * vectors[start + i]!
    const score = s0 + s1 + s2 + s3
    const owner = owners[row]!
    if (score > scores[owner]!) scores[owner] = score
  }
  let best = -1
  let second = -1
  for (let i = 0; i < scores.length; i++) {
    if (scores[i]! < -1.5) continue
    if (best < 0 || scores[i]! > scores[best]!) {
      second = best
      best = i
    } else if (second < 0 || scores[i]! > scores[second]!) {
      second = i
    }
  }
  const candidate = (index: number): Candidate | null => {
    const person = people[index]
    return person ? { ...person, score: Math.min(1, Math.max(-1, scores[index]!)) } : null
  }
  return { best: candidate(best), second: candidate(second) }
}
