import type { Candidate } from '../../../../contracts/enrolment'

/** One picture with every face that was found in it. */
export interface Shot {
  id: string
  /** Camera or file that it came from. */
  source: string
  candidates: Candidate[]
}

/** What was captured so far and which faces are to be saved: at most one per picture. */
export interface Draft {
  shots: Shot[]
  chosen: string[]
}

export const emptyDraft: Draft = { shots: [], chosen: [] }

/** As many references as one call saves. */
export const mostReferences = 20

/** Adds a picture. A lone good face is taken; of several none is, until somebody says which one is meant. */
export function addShot(draft: Draft, shot: Shot): Draft {
  const [only, ...others] = shot.candidates
  const takesIt = only !== undefined && others.length === 0 && only.accepted && draft.chosen.length < mostReferences
  return { shots: [...draft.shots, shot], chosen: takesIt ? [...draft.chosen, only.id] : draft.chosen }
}

/** Takes a face or puts it back; taking one puts back another of the same picture. Refused faces are never taken. */
export function toggleFace(draft: Draft, candidateId: string): Draft {
  if (draft.chosen.includes(candidateId)) return { ...draft, chosen: draft.chosen.filter((id) => id !== candidateId) }
  const shot = draft.shots.find((one) => one.candidates.some((face) => face.id === candidateId))
  if (!shot?.candidates.find((face) => face.id === candidateId)?.accepted) return draft
  const others = draft.chosen.filter((id) => !shot.candidates.some((face) => face.id === id))
  return others.length >= mostReferences ? draft : { ...draft, chosen: [...others, candidateId] }
}

export function removeShot(draft: Draft, shotId: string): Draft {
  const gone = draft.shots.find((shot) => shot.id === shotId)?.candidates.map((face) => face.id) ?? []
  return {
    shots: draft.shots.filter((shot) => shot.id !== shotId),
    chosen: draft.chosen.filter((id) => !gone.includes(id))
  }
}

export const candidatesOf = (draft: Draft): Candidate[] => draft.shots.flatMap((shot) => shot.candidates)

/** True where several faces are in a picture and none was picked. */
export const needsPick = (shot: Shot, chosen: readonly string[]): boolean =>
  shot.candidates.length > 1 &&
  shot.candidates.some((face) => face.accepted) &&
  !shot.candidates.some((face) => chosen.includes(face.id))

/** Other enrolled people whom the chosen faces look like, each once with the best score, the likeliest first. */
export function lookalikesOf(draft: Draft, personId: string | null): NonNullable<Candidate['lookalike']>[] {
  const best = new Map<string, NonNullable<Candidate['lookalike']>>()
  for (const { id, lookalike } of candidatesOf(draft)) {
    if (!lookalike || !draft.chosen.includes(id) || lookalike.personId === personId) continue
    if (lookalike.score > (best.get(lookalike.personId)?.score ?? -1)) best.set(lookalike.personId, lookalike)
  }
  return [...best.values()].sort((a, b) => b.score - a.score)
}
