import type { Box, FaceQuality, QualityReason } from '../../../../contracts/domain/face'
import type { AlignedFace } from './embedder'
import { exposureOf, greyFace, laplacianVariance } from './grey-face'
import type { Pose } from './head-pose'
import type { FivePoints } from './landmarks'
import { occlusionOf } from './occlusion'
import { estimatePose } from './pose-estimate'

/**
 * What the face is for: a vote on a live track, which averages over many, or a single picture that is kept as a reference
 * or compared on its own. Closed eyes and a hint at a covered face refuse the second earlier than the first.
 */
export type QualityPurpose = 'track' | 'reference'

export interface QualityInput {
  box: Box
  points: FivePoints
  aligned: AlignedFace
  pictureWidth: number
  pictureHeight: number
  /** Least distance of the eyes, in source pixels. */
  minEyeDistancePx: number
  purpose: QualityPurpose
  /** By the pack's models where they were asked; null leaves the pose to the five points and the eyes unknown. */
  pose: Pose | null
  eyesOpen: number | null
}

/**
 * A face beyond a limit is not counted and cannot be enrolled. What they rest on (clips, group photos and 55 press photos,
 * faces of 22 to 103 pixels between the eyes, changed step by step and compared with themselves):
 * - sharpness: 51 to 2,960 on all but two small faces of group photos
 * - dark: at a mean of 34 the cosine is still 0.90 (a tenth below 0.82), at 24 0.83 (0.68); unchanged faces have 64 to 181
 * - dark and bright share: with half of the face white 0.88 (0.60), with a twelfth 0.96; unchanged faces have up to 0.19
 * - contrast: at 6.4 the cosine is 0.80 (0.64), at 9.6 0.91 (0.82); unchanged faces have 8.9 and more
 * - eyes: 0 of 245 open-eyed pictures of two clips below, all 28 of blinks
 * - occlusion: see there
 */
const limits = {
  sharpness: 35,
  dark: 30,
  bright: 230,
  clipped: 0.35,
  contrast: 7,
  yaw: 35,
  pitch: 30,
  roll: 35,
  eyesOpen: 0.5,
  occlusion: { track: 0.75, reference: 0.5 },
  cut: 0.08
}

/** Brows to chin and cheek to cheek: what is left of the aligned face without hair and background. */
const core = { fromX: 26, toX: 86, fromY: 28, toY: 104 }

/** Judges one face of one picture: arithmetic over five points, the aligned grey face and what models said of it. */
export function judgeQuality(input: QualityInput): FaceQuality {
  const { box, points, purpose, eyesOpen, pictureWidth, pictureHeight, minEyeDistancePx } = input
  const face = greyFace(input.aligned)
  const eyeDistancePx = Math.hypot(points[1][0] - points[0][0], points[1][1] - points[0][1])
  const { yaw, pitch, roll } = input.pose ?? estimatePose(points)
  const { mean, contrast, darkShare, brightShare } = exposureOf(face, core)
  const sharpness = laplacianVariance(face)
  const occlusion = occlusionOf(face)
  const cut = cutShare(box, pictureWidth, pictureHeight)
  const turned = Math.abs(yaw) > limits.yaw || Math.abs(pitch) > limits.pitch || Math.abs(roll) > limits.roll
  const reasons: QualityReason[] = []
  if (eyeDistancePx < minEyeDistancePx) reasons.push('too_small')
  if (sharpness < limits.sharpness) reasons.push('blurred')
  if (mean < limits.dark || darkShare > limits.clipped) reasons.push('too_dark')
  if (mean > limits.bright || brightShare > limits.clipped) reasons.push('too_bright')
  if (contrast < limits.contrast) reasons.push('low_contrast')
  if (turned) reasons.push('turned_away')
  if (purpose === 'reference' && eyesOpen !== null && eyesOpen < limits.eyesOpen) reasons.push('eyes_closed')
  if (occlusion >= limits.occlusion[purpose]) reasons.push('occluded')
  if (cut > limits.cut) reasons.push('cut_by_border')
  const score =
    share(eyeDistancePx, minEyeDistancePx / 2, minEyeDistancePx * 2.5) *
    share(sharpness, 0, limits.sharpness * 4) *
    (1 - share(Math.abs(yaw), 10, 60)) *
    (1 - share(Math.abs(pitch), 15, 60)) *
    (1 - share(Math.abs(roll), 15, 60)) *
    share(Math.min(mean, 255 - mean), 10, 70) *
    (1 - share(Math.max(darkShare, brightShare), 0, 0.5)) *
    share(contrast, 0, 15) *
    (1 - share(occlusion, 0.3, 1) / 2) *
    (eyesOpen === null ? 1 : 0.5 + eyesOpen / 2)
  const brightness = Math.min(255, Math.max(0, mean))
  return {
    ...{ eyeDistancePx, sharpness, brightness, contrast, darkShare, brightShare, yaw, pitch, roll },
    ...{ eyesOpen, occlusion, cut, score, reasons }
  }
}

/** Share of the box that lies outside the picture, 0–1. */
function cutShare(box: Box, width: number, height: number): number {
  const whole = (box.x2 - box.x1) * (box.y2 - box.y1)
  const inside =
    Math.max(0, Math.min(box.x2, width) - Math.max(box.x1, 0)) *
    Math.max(0, Math.min(box.y2, height) - Math.max(box.y1, 0))
  return whole <= 0 ? 1 : Math.max(0, 1 - inside / whole)
}

/** Where `value` lies between two bounds, 0–1. */
const share = (value: number, from: number, to: number): number =>
  Math.min(1, Math.max(0, (value - from) / (to - from)))
