import type { ModelThresholds } from '../../contracts/domain/model-pack'
import type { PairScores, RatePoint, Spread } from './error-rates'
import { decidability, equalErrorRate, pointAtFmr, pointAtThreshold, spreadOf } from './error-rates'
import type { Reading } from './face-templates'
import type { Counted, IdentificationCounts } from './identification'
import type { Interval } from './intervals'
import { bootstrapEer, canTell, seededRandom, wilson } from './intervals'

export interface Measured {
  pairs: { sorted: PairScores; genuines: number; impostors: number; impostorStep: number }
  points: readonly RatePoint[]
  reading: Pick<Reading, 'samples' | 'failedToDetect' | 'unreadable'>
  identities: number
  enrolled: number
  counts: IdentificationCounts
  thresholds: Pick<ModelThresholds, 'identify' | 'verify'>
}

/** A bootstrap walks every pair once per draw; large sets get fewer draws, none less than 100. */
const drawsFor = (pairs: number): number => Math.min(1000, Math.max(100, Math.floor(2e8 / Math.max(1, pairs))))

/** The figures as they are printed: rates 0–1, each beside its 95 % interval under `ci95`, null where the set cannot tell. */
export function report({ pairs, points, reading, identities, enrolled, counts, thresholds }: Measured) {
  const { genuines, impostors, impostorStep, sorted } = pairs
  const eer = equalErrorRate(points)
  const draws = drawsFor(sorted.score.length)
  const atFmr = (fmr: number) => (canTell(impostors, fmr) && genuines > 0 ? pointAtFmr(points, fmr) : null)
  const at1e3 = atFmr(1e-3)
  const at1e4 = atFmr(1e-4)
  const atVerify = pointAtThreshold(points, thresholds.verify)
  const rate = ({ hits, of }: Counted) => (of === 0 ? null : rounded(hits / of))
  const interval = ({ hits, of }: Counted) => ends(wilson(hits, of))
  const ofGenuines = (share: number | undefined) =>
    share === undefined ? null : ends(wilson(Math.round(share * genuines), genuines))
  return {
    images: reading.samples.length,
    failedToDetect: reading.failedToDetect.length,
    eer: eer === null ? null : rounded(eer),
    tmrAtFmr1e3: at1e3 && rounded(1 - at1e3.fnmr),
    tmrAtFmr1e4: at1e4 && rounded(1 - at1e4.fnmr),
    rank1: rate(counts.rank1),
    tpirAtThreshold: rate(counts.tpir),
    fpirAtThreshold: rate(counts.fpir),
    threshold: thresholds.identify,
    ci95: {
      eer: eer === null ? null : ends(bootstrapEer(sorted, identities, draws, seededRandom(1))),
      tmrAtFmr1e3: ofGenuines(at1e3 ? 1 - at1e3.fnmr : undefined),
      tmrAtFmr1e4: ofGenuines(at1e4 ? 1 - at1e4.fnmr : undefined),
      rank1: interval(counts.rank1),
      tpirAtThreshold: interval(counts.tpir),
      fpirAtThreshold: interval(counts.fpir)
    },
    ci95Method: `eer: bootstrap over identities, ${draws} draws; others: Wilson`,
    wrongAtThreshold: rate(counts.wrong),
    cosineAtFmr: { '1e-3': at1e3 && rounded(at1e3.threshold), '1e-4': at1e4 && rounded(at1e4.threshold) },
    verify: {
      threshold: thresholds.verify,
      fmr: atVerify && rounded(atVerify.fmr),
      fnmr: atVerify && rounded(atVerify.fnmr)
    },
    cosine: cosines(sorted),
    unreadable: reading.unreadable.length,
    identities,
    enrolled,
    pairs: { genuine: genuines, impostor: impostors, impostorEvery: impostorStep },
    probes: { mated: counts.rank1.of, strangers: counts.fpir.of }
  }
}

/** What tells two models apart where both make no error: the worst pair of either kind, and how far the kinds lie apart. */
function cosines(sorted: PairScores) {
  const genuine = spreadOf(sorted, 'genuine')
  const impostor = spreadOf(sorted, 'impostor')
  const words = (spread: Spread | null) =>
    spread && { least: rounded(spread.least), mean: rounded(spread.mean), most: rounded(spread.most) }
  return {
    genuine: words(genuine),
    impostor: words(impostor),
    decidability: genuine && impostor ? rounded(decidability(genuine, impostor)) : null
  }
}

const rounded = (value: number): number => Number(value.toFixed(6))

const ends = (interval: Interval | null): Interval | null => interval && [rounded(interval[0]), rounded(interval[1])]
