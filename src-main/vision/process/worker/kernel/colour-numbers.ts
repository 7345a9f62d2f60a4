import type { TensorFormat } from '../crop-to-tensor'
import { targetOf } from '../crop-to-tensor'
import { lumaWeights } from '../picture'
import type { ColourNumber } from './colour-code'
import { colourNumbers } from './colour-code'

type Numbers = Partial<Record<ColourNumber, number>>

/** Limited range to full range. */
const gain = 255 / 219

/**
 * Of sums of limited-range YUV to what a model wants.
 *
 * @param height of the picture, which says which matrix it is coded with
 * @param lumaUnit how many times a byte a sum of Y is, `chromaUnit` of U and V
 */
export function colourNumbersOf(height: number, format: TensorFormat, lumaUnit: number, chromaUnit: number): Numbers {
  const weights = lumaWeights(height)
  const chroma = 255 / 224
  const green = 1 - weights.red - weights.blue
  const rv = 2 * (1 - weights.red) * chroma
  const bu = 2 * (1 - weights.blue) * chroma
  const gu = (-2 * weights.blue * (1 - weights.blue) * chroma) / green
  const gv = (-2 * weights.red * (1 - weights.red) * chroma) / green
  const black = -16 * gain
  return {
    luma: gain / lumaUnit,
    ...{ redV: rv / chromaUnit, redBias: black - 128 * rv },
    ...{ greenU: gu / chromaUnit, greenV: gv / chromaUnit, greenBias: black - 128 * (gu + gv) },
    ...{ blueU: bu / chromaUnit, blueBias: black - 128 * bu },
    ...fittedNumbersOf(format)
  }
}

/** Of brightness 0–255 to what a model wants. */
export function fittedNumbersOf(format: TensorFormat): Numbers {
  const { mean, scale } = targetOf(format)
  return {
    ...{ redScale: scale[0], redShift: -mean[0] * scale[0] },
    ...{ greenScale: scale[1], greenShift: -mean[1] * scale[1] },
    ...{ blueScale: scale[2], blueShift: -mean[2] * scale[2] }
  }
}

export function greyNumbersOf(lumaUnit: number, mean: number, scale: number): Numbers {
  return { luma: gain / lumaUnit, redBias: -16 * gain, redScale: scale, redShift: -mean * scale }
}

export function writeNumbers(to: Float32Array, numbers: Numbers): void {
  to.set(colourNumbers.map((name) => numbers[name] ?? 0))
}
