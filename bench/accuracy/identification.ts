/** What a search of the gallery said about one probe. */
export interface Search {
  /** The identity that the probe shows. */
  identity: number
  /** Whether that identity is in the gallery. */
  mated: boolean
  /** Best candidate; null where the picture has no face or the gallery is empty. */
  best: { identity: number; score: number } | null
}

export interface Counted {
  hits: number
  of: number
}

export interface IdentificationCounts {
  /** Mated probes whose best candidate is right, whatever its score. */
  rank1: Counted
  /** Mated probes whose best candidate is right and at or above the threshold (ISO/IEC 19795-1: TPIR at rank 1). */
  tpir: Counted
  /** Mated probes that would have been taken for somebody else. */
  wrong: Counted
  /** Probes of strangers for whom somebody was named. */
  fpir: Counted
}

export function countIdentification(searches: readonly Search[], threshold: number): IdentificationCounts {
  const mated = searches.filter((search) => search.mated)
  const strangers = searches.filter((search) => !search.mated)
  const right = mated.filter(({ best, identity }) => best?.identity === identity)
  const above = ({ best }: Search) => best !== null && best.score >= threshold
  return {
    rank1: { hits: right.length, of: mated.length },
    tpir: { hits: right.filter(above).length, of: mated.length },
    wrong: {
      hits: mated.filter((search) => above(search) && search.best?.identity !== search.identity).length,
      of: mated.length
    },
    fpir: { hits: strangers.filter(above).length, of: strangers.length }
  }
}
