import type { ChallengeStep } from '../../contracts/domain/liveness'
import { stepNeedsFps } from '../../contracts/domain/liveness'

/**
 * Different steps in random order, of those that a camera of so many analysed pictures a second can see.
 *
 * @param randomInt a whole number from 0 up to, not including, its argument; unpredictable where it matters
 * @returns at most `count`; fewer, or none, where the camera is too slow for more
 */
export function drawSteps(
  allowed: readonly ChallengeStep[],
  count: number,
  fps: number,
  randomInt: (below: number) => number
): ChallengeStep[] {
  const left = [...new Set(allowed)].filter((step) => fps >= stepNeedsFps[step])
  const drawn: ChallengeStep[] = []
  while (drawn.length < count && left.length > 0) drawn.push(...left.splice(randomInt(left.length), 1))
  return drawn
}
