import type { Refusal } from '../../../../contracts/domain/face'
import type { Match } from './matcher'

/** What one good picture of a track says. */
export interface Vote {
  match: Match
  /** Quality of the face in this picture, 0–1: its weight. */
  weight: number
}

export interface VerdictRules {
  matchThreshold: number
  margin: number
  /** Null where nobody asks for liveness, or no model can tell. */
  livenessThreshold: number | null
}

export interface Evidence {
  votes: readonly Vote[]
  /** Liveness of single pictures, 0–1, oldest first. */
  liveness: readonly number[]
  /** Templates in the gallery that the votes were cast over. */
  galleryEmpty: boolean
}

export interface Verdict {
  kind: 'checking' | 'recognized' | 'stranger' | 'spoof'
  personId: string | null
  name: string | null
  /** Weighted means over the pictures that speak for the person; of the leading person while there is none. */
  score: number | null
  secondScore: number | null
  refusal: Refusal | null
  liveness: { score: number | null; isLive: boolean | null; frames: number }
}

/** What is said of a face before any picture has voted. */
export const undecided: Verdict = {
  kind: 'checking',
  personId: null,
  name: null,
  score: null,
  secondScore: null,
  refusal: 'too_few_good_frames',
  liveness: { score: null, isLive: null, frames: 0 }
}

export const verdictNeeds = {
  /** Good pictures that agree on a person. */
  agreeing: 3,
  /** Share of all votes' weight that must speak for that person. */
  share: 0.6,
  /** Good pictures without a person before a stranger is reported. */
  stranger: 8,
  livenessToName: 3,
  livenessToRefuse: 5,
  /** Newest pictures that count, so that a track which lasts all day follows what is seen now. */
  votesKept: 15,
  livenessKept: 7
} as const

/**
 * The verdict over a track: a name is what several good pictures agree on, weighed by their quality, with a lead over
 * the second-best person in each of them; ties are refused. Nobody is named before the face counts as live.
 */
export function decideVerdict(evidence: Evidence, rules: VerdictRules): Verdict {
  const liveness = judgeLiveness(evidence.liveness, rules.livenessThreshold)
  const tally = countVotes(evidence.votes, rules)
  const base = {
    personId: null,
    name: null,
    score: tally.leader?.score ?? null,
    secondScore: tally.leader?.second ?? null,
    liveness: { score: liveness.score, isLive: liveness.isLive, frames: evidence.liveness.length }
  }
  if (liveness.isLive === false) return { ...base, kind: 'spoof', refusal: 'spoof' }
  const { winner } = tally
  if (winner) {
    const named = {
      ...base,
      personId: winner.personId,
      name: winner.name,
      score: winner.score,
      secondScore: winner.second
    }
    if (rules.livenessThreshold === null || liveness.isLive) return { ...named, kind: 'recognized', refusal: null }
    return { ...base, kind: 'checking', refusal: 'liveness_unknown' }
  }
  const enough = evidence.votes.length >= verdictNeeds.stranger
  const refusal = evidence.galleryEmpty ? 'gallery_empty' : tally.refusal
  if (enough && tally.silentShare > 0.5) return { ...base, kind: 'stranger', refusal }
  // Pictures that name several people say that this is one of them, not which.
  if (enough)
    return { ...base, secondScore: tally.runnerUp?.score ?? base.secondScore, kind: 'checking', refusal: 'low_margin' }
  return { ...base, kind: 'checking', refusal: 'too_few_good_frames' }
}

function judgeLiveness(
  scores: readonly number[],
  threshold: number | null
): { score: number | null; isLive: boolean | null } {
  if (scores.length === 0) return { score: null, isLive: null }
  const score = scores.reduce((sum, value) => sum + value, 0) / scores.length
  if (threshold === null) return { score, isLive: null }
  if (score >= threshold) return { score, isLive: scores.length >= verdictNeeds.livenessToName ? true : null }
  return { score, isLive: scores.length >= verdictNeeds.livenessToRefuse ? false : null }
}

interface Tally {
  weight: number
  frames: number
  score: number
  second: number | null
  personId: string
  name: string
}

interface Count {
  winner: Tally | null
  leader: Tally | null
  runnerUp: Tally | null
  /** Share of the weight that speaks for nobody. */
  silentShare: number
  refusal: Refusal
}

function countVotes(votes: readonly Vote[], rules: VerdictRules): Count {
  const tallies = new Map<string, Tally>()
  const leaders = new Map<string, Tally>()
  let total = 0
  let silent = 0
  let lowMargin = 0
  for (const { match, weight: raw } of votes) {
    const weight = Math.max(raw, 0.01)
    total += weight
    const { best, second } = match
    const reaches = best !== null && best.score >= rules.matchThreshold
    const leads = best !== null && (second === null || best.score - second.score >= rules.margin)
    if (reaches && !leads) lowMargin += weight
    if (!reaches || !leads) silent += weight
    for (const map of reaches && leads ? [tallies, leaders] : [leaders]) {
      if (best !== null) add(map, best, second?.score ?? null, weight)
    }
  }
  const leader = heaviest(leaders)
  if (leader) leaders.delete(leader.personId)
  const top = heaviest(tallies)
  const wins =
    top !== null && top.frames >= verdictNeeds.agreeing && top.weight > 0 && top.weight / total >= verdictNeeds.share
  return {
    winner: wins ? top : null,
    leader,
    runnerUp: heaviest(leaders),
    silentShare: total === 0 ? 0 : silent / total,
    refusal: lowMargin > silent / 2 ? 'low_margin' : 'low_score'
  }
}

function add(
  map: Map<string, Tally>,
  { personId, name, score }: { personId: string; name: string; score: number },
  second: number | null,
  weight: number
): void {
  const old = map.get(personId) ?? { personId, name, weight: 0, frames: 0, score: 0, second: null }
  const sum = old.weight + weight
  const mean = (a: number, b: number) => (a * old.weight + b * weight) / sum
  map.set(personId, {
    personId,
    name,
    weight: sum,
    frames: old.frames + 1,
    score: mean(old.score, score),
    second: second === null ? old.second : mean(old.second ?? second, second)
  })
}

function heaviest(map: Map<string, Tally>): Tally | null {
  let best: Tally | null = null
  for (const tally of map.values()) if (best === null || tally.weight > best.weight) best = tally
  return best
}
