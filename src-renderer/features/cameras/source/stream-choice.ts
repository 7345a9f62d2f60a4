import type { OnvifProfile } from '../../../../contracts/cameras'
import type { UsbFormat } from '../../../../contracts/domain/camera-source'

type Size = { width: number | null; height: number | null }

/** Lines that are enough for faces at a door; more costs time and finds no more. */
const enoughLines = 720

/** Of what a camera offers, that nearest to 720 lines from above; the largest when all are smaller. -1 for nothing. */
function nearest(offers: readonly Size[]): number {
  const lines = offers.map(({ width, height }) => (width && height ? Math.min(width, height) : 0))
  const enough = lines.filter((count) => count >= enoughLines)
  return lines.indexOf(enough.length > 0 ? Math.min(...enough) : Math.max(...lines))
}

/** The stream to take unless there are reasons for another; null where sizes are not told. */
export function recommendedProfile(profiles: readonly OnvifProfile[]): OnvifProfile | null {
  const sized = profiles.filter(({ width, height }) => width && height)
  return sized[nearest(sized)] ?? null
}

/** The format to ask a USB camera for; null, when it lists none, lets it choose. */
export function recommendedFormat(formats: readonly UsbFormat[]): UsbFormat | null {
  // They come best first: at one size the first is the one that costs least.
  return formats[nearest(formats)] ?? null
}

/** A format as one string, for lists of choices. */
export const formatKey = ({ codec, width, height, fps }: UsbFormat): string =>
  [codec, width, height, fps ?? ''].join('/')
