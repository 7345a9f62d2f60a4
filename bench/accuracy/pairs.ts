import { dot } from '../../src-main/vision/process/worker/embedder'
import type { PairScores } from './error-rates'
import { notCompared } from './error-rates'

/** A picture's template; null where no face was found. */
export interface Sample {
  identity: number
  template: Float32Array | null
}

export interface Pairs extends PairScores {
  impostors: number
  genuines: number
  /** Of the impostor pairs every so many-th was taken. */
  impostorStep: number
}

/** More impostor pairs than these would need more memory than they add knowledge. */
const mostImpostors = 5_000_000

/** Compares every picture with every other, each pair once; a large set's impostors are thinned evenly. */
export function comparePairs(samples: readonly Sample[], limit = mostImpostors): Pairs {
  const { genuines, impostors: all } = countPairs(samples)
  const impostorStep = Math.max(1, Math.ceil(all / limit))
  const impostors = Math.ceil(all / impostorStep)
  const total = genuines + impostors
  const pairs = {
    score: new Float32Array(total),
    genuine: new Uint8Array(total),
    a: new Uint32Array(total),
    b: new Uint32Array(total)
  }
  let at = 0
  let impostor = 0
  samples.forEach((one, i) => {
    for (let j = i + 1; j < samples.length; j++) {
      const other = samples[j]!
      const same = one.identity === other.identity
      if (!same && impostor++ % impostorStep !== 0) continue
      pairs.score[at] = one.template && other.template ? dot(one.template, other.template) : notCompared
      pairs.genuine[at] = same ? 1 : 0
      pairs.a[at] = one.identity
      pairs.b[at] = other.identity
      at++
    }
  })
  return { ...pairs, impostors, genuines, impostorStep }
}

function countPairs(samples: readonly Sample[]): { genuines: number; impostors: number } {
  const sizes = new Map<number, number>()
  for (const { identity } of samples) sizes.set(identity, (sizes.get(identity) ?? 0) + 1)
  let genuines = 0
  for (const size of sizes.values()) genuines += (size * (size - 1)) / 2
  return { genuines, impostors: (samples.length * (samples.length - 1)) / 2 - genuines }
}
