/** A picture as it goes on the wire: its NAL units without start codes, parameter sets included where the encoder put them. */
export type AccessUnit = readonly Buffer[]

/** An H.264 elementary stream taken apart, ready to be sent again and again at a constant rate. */
export interface H264Clip {
  readonly fps: number
  readonly accessUnits: readonly AccessUnit[]
  readonly sps: Buffer
  readonly pps: Buffer
}

const nalType = { slice: 1, idr: 5, sps: 7, pps: 8, delimiter: 9 } as const

const typeOf = (nal: Buffer) => (nal[0] ?? 0) & 31

/** A slice begins a new picture when `first_mb_in_slice`, an exp-Golomb number, is 0: its first bit is then 1 (H.264, 7.3.3). */
const beginsPicture = (slice: Buffer) => ((slice[1] ?? 0) & 0x80) !== 0

/** Whether decoding can begin at this picture. */
export const isKeyframe = (unit: AccessUnit): boolean => unit.some((nal) => typeOf(nal) === nalType.idr)

/** Splits Annex-B bytes at their start codes (`00 00 01`, with or without one more zero before). */
export function splitNalUnits(bytes: Buffer): Buffer[] {
  const units: Buffer[] = []
  let start = -1
  for (let at = bytes.indexOf('000001', 0, 'hex'); at >= 0; at = bytes.indexOf('000001', at + 3, 'hex')) {
    if (start >= 0) units.push(bytes.subarray(start, bytes[at - 1] === 0 ? at - 1 : at))
    start = at + 3
  }
  if (start >= 0) units.push(bytes.subarray(start))
  return units
}

/** Reads an Annex-B stream whose first picture is a keyframe. Throws where it has no parameter sets or no picture. */
export function parseH264Clip(bytes: Buffer, fps: number): H264Clip {
  const accessUnits: Buffer[][] = []
  let before: Buffer[] = []
  let sps: Buffer | undefined
  let pps: Buffer | undefined
  for (const nal of splitNalUnits(bytes)) {
    const type = typeOf(nal)
    if (type === nalType.delimiter) continue
    if (type === nalType.sps) sps ??= nal
    if (type === nalType.pps) pps ??= nal
    if (type !== nalType.slice && type !== nalType.idr) {
      before.push(nal)
      continue
    }
    const picture = accessUnits.at(-1)
    if (beginsPicture(nal) || picture === undefined) accessUnits.push([...before, nal])
    else picture.push(...before, nal)
    before = []
  }
  if (sps === undefined || pps === undefined) throw new Error('the H.264 stream has no parameter sets')
  if (accessUnits.length === 0) throw new Error('the H.264 stream has no pictures')
  return { fps, accessUnits, sps, pps }
}
