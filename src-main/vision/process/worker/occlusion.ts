import type { GreyFace, Part } from './grey-face'
import { exposureOf, laplacianVariance } from './grey-face'

/** Parts of the aligned face. The middle is what masks and sunglasses end at: eyes' lower lids, nose, its wings. */
const mouth: Part = { fromX: 36, toX: 76, fromY: 82, toY: 102 }
const middle: Part = { fromX: 36, toX: 76, fromY: 50, toY: 75 }
const eyes: readonly Part[] = [
  { fromX: 28, toX: 50, fromY: 44, toY: 58 },
  { fromX: 62, toX: 84, fromY: 44, toY: 58 }
]
const cheeks: readonly Part[] = [
  { fromX: 26, toX: 44, fromY: 62, toY: 76 },
  { fromX: 68, toX: 86, fromY: 62, toY: 76 }
]

/**
 * Hint at a covered face, 0–1, from two ratios: how little texture the mouth has beside the middle of the face (a mask
 * has no lips), and how dark the eyes are beside the cheeks (sunglasses).
 *
 * On 154 faces of clips, group photos and press photos the highest was 0.45. Painted over 125 of them, plain masks of four
 * colours reached 0.5 in 94 to 100 % and sunglasses in 97 %, but a hand's even skin in 70 % only, and with grain seldom. A
 * patterned mask has texture, and a face from the side only one cheek: a hint, no more.
 */
export function occlusionOf(face: GreyFace): number {
  // The 1 keeps noise on a flat picture from deciding.
  const texture = Math.log((laplacianVariance(face, mouth) + 1) / (laplacianVariance(face, middle) + 1))
  const shade = Math.log((meanOf(face, eyes) + 4) / (meanOf(face, cheeks) + 4))
  return Math.min(1, Math.max(0, -texture / 2, -shade - 0.3))
}

const meanOf = (face: GreyFace, parts: readonly Part[]): number =>
  parts.reduce((sum, part) => sum + exposureOf(face, part).mean, 0) / parts.length
