/**
 * A decoded picture. `yuv420p` is limited-range (16–235) planar Y, U, V without padding, chroma sides rounded up, as
 * ffmpeg's rawvideo writes it; `rgb24` is interleaved full-range. `data` may lie over a SharedArrayBuffer.
 */
export type Picture =
  | { format: 'yuv420p'; width: number; height: number; data: Uint8Array }
  | { format: 'rgb24'; width: number; height: number; data: Uint8Array }

export const chromaSide = (side: number): number => (side + 1) >> 1

/** Bytes of one picture. */
export function pictureBytes(format: Picture['format'], width: number, height: number): number {
  if (format === 'rgb24') return width * height * 3
  return width * height + 2 * chromaSide(width) * chromaSide(height)
}

/** Luma weights of red and blue: ITU-R BT.601 for standard definition, BT.709 from 720 lines on, where cameras leave it unsaid. */
export function lumaWeights(height: number): { red: number; blue: number } {
  return height >= 720 ? { red: 0.2126, blue: 0.0722 } : { red: 0.299, blue: 0.114 }
}
