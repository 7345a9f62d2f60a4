const codecNames: Readonly<Record<string, string>> = {
  h264: 'H.264',
  hevc: 'H.265',
  h265: 'H.265',
  mjpeg: 'MJPEG',
  mpeg4: 'MPEG-4',
  yuyv422: 'YUYV',
  av1: 'AV1',
  vp8: 'VP8',
  vp9: 'VP9'
}

/** A coding as people write it: "H.264"; the decoder's own word where it has no other name. */
export const codecName = (codec: string): string => codecNames[codec.toLowerCase()] ?? codec

/** Kilobits per second in words: "512 kbit/s", "1.8 Mbit/s". */
export const bitrateInWords = (kbps: number): string =>
  kbps < 1000 ? `${Math.round(kbps)} kbit/s` : `${(kbps / 1000).toFixed(1)} Mbit/s`

/** "1280 × 720"; null while a side is not known. */
export const sizeInWords = (width: number | null, height: number | null): string | null =>
  width && height ? `${width} × ${height}` : null

/** "25 fps", "12.5 fps". */
export const fpsInWords = (fps: number): string => `${Number(fps.toFixed(1))} fps`

/** What is known of a stream in one line: "1280 × 720 · 25 fps · H.264 · 1.8 Mbit/s". */
export function streamInWords(stream: {
  width: number | null
  height: number | null
  fps: number | null
  codec: string | null
  bitrateKbps?: number | null
}): string {
  const { width, height, fps, codec, bitrateKbps } = stream
  const parts = [
    sizeInWords(width, height),
    fps && fpsInWords(fps),
    codec && codecName(codec),
    bitrateKbps && bitrateInWords(bitrateKbps)
  ]
  return parts.filter(Boolean).join(' · ')
}
