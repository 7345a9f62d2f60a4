import { readdirSync } from 'node:fs'
import { extname, join } from 'node:path'

export interface Identity {
  name: string
  /** Paths of pictures, by file name. */
  pictures: string[]
}

const endings = new Set(['.jpg', '.jpeg', '.png', '.pgm', '.ppm', '.webp', '.bmp'])

/** Order that does not depend on the machine's language: by code units, runs of digits as numbers (2 before 10). */
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'variant' })

/**
 * A folder with one folder per identity. Other files are passed over.
 *
 * @throws Error when there is no picture in it
 */
export function readDataset(folder: string): Identity[] {
  const identities = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      name,
      pictures: readdirSync(join(folder, name))
        .filter((file) => endings.has(extname(file).toLowerCase()))
        .sort(collator.compare)
        .map((file) => join(folder, name, file))
    }))
    .filter(({ pictures }) => pictures.length > 0)
    .sort((a, b) => collator.compare(a.name, b.name))
  if (identities.length > 0) return identities
  throw new Error(
    `${folder} holds no pictures: there must be one folder per identity with JPEG, PNG or PGM files in it.`
  )
}

export interface Split {
  /** Pictures of every enrolled identity that go into the gallery. */
  gallerySize: number
  /** Every so many-th identity is nobody in the gallery. */
  strangerEvery: number
}

/** Words for the report: what was enrolled and what was searched for. */
export const describeSplit = ({ gallerySize, strangerEvery }: Split): string =>
  `gallery: the first ${gallerySize} pictures by file name of every identity that has more, but for every ` +
  `${strangerEvery}th of those, which stay strangers; probes: all other pictures. A picture without a face in it is ` +
  'a probe that matches nobody. Verification: all pairs of pictures.'

/** Which identities are enrolled: those with pictures to spare, but for every k-th of them. */
export function enrolledOf(counts: readonly number[], { gallerySize, strangerEvery }: Split): boolean[] {
  let able = 0
  return counts.map((count) => count > gallerySize && ++able % strangerEvery !== 0)
}
