import { DateTime } from 'luxon'

/** No file system takes more than 255 bytes, and letters can take four. */
const longest = 48

/**
 * A file name for a camera's picture, good on every system: `Main gate 2026-11-28 07.15.03.jpg`.
 *
 * @param capturedAt epoch ms
 * @param timeZone of the site
 */
export function snapshotName(cameraName: string, capturedAt: number, timeZone: string): string {
  const name = [...cameraName.normalize('NFC').replace(/[^\p{L}\p{M}\p{N} ._()-]+/gu, ' ')]
    .slice(0, longest)
    .join('')
    .replace(/\s+/g, ' ')
    // A name that begins with a dot is hidden.
    .replace(/^[ .]+|[ .]+$/g, '')
  const time = DateTime.fromMillis(capturedAt, { zone: timeZone }).toFormat('yyyy-MM-dd HH.mm.ss', { locale: 'en' })
  return `${name || 'Camera'} ${time}.jpg`
}
