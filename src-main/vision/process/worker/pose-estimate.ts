import type { Pose } from './head-pose'
import type { FivePoints } from './landmarks'

/** How far the tip of the nose stands out, as a share of the distance of the eyes: turns its shift into degrees. */
const noseDepth = 0.6

/**
 * Pose from five points alone, for live tracks, where a model's 5 ms per face are too dear. Against the default pack's pose
 * model on 154 faces: yaw agrees with a correlation of 0.71 (0.9 on clips), pitch, fitted to it, of 0.82 with a spread of 5°.
 */
export function estimatePose([left, right, nose, mouthLeft, mouthRight]: FivePoints): Pose {
  const across = [right[0] - left[0], right[1] - left[1]] as const
  const eyes = middle(left, right)
  const mouth = middle(mouthLeft, mouthRight)
  const down = [mouth[0] - eyes[0], mouth[1] - eyes[1]] as const
  const toNose = [nose[0] - eyes[0], nose[1] - eyes[1]] as const
  const shift = dot(toNose, across) / (dot(across, across) || 1)
  // Where between eyes (0) and mouth (1) the tip of the nose lies: the further up, the further the head is thrown back.
  const drop = dot(toNose, down) / (dot(down, down) || 1)
  return {
    yaw: degrees(Math.atan(shift / noseDepth)),
    pitch: Math.min(60, Math.max(-60, 25.4 - 57.7 * drop)),
    roll: degrees(Math.atan2(across[1], across[0]))
  }
}

type Pair = readonly [number, number]
const dot = (a: Pair, b: Pair): number => a[0] * b[0] + a[1] * b[1]
const middle = (a: Pair, b: Pair): Pair => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
const degrees = (radians: number): number => (radians * 180) / Math.PI
