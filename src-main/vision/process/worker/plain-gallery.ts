import { dot } from './embedder'
import type { GallerySnapshot } from './matcher'

/** For tests: a gallery of a few people, searched without any of the real one's speed. */
export function plainGallery(
  version: number,
  ...people: [personId: string, template: Float32Array][]
): GallerySnapshot {
  const ids = new Set(people.map(([personId]) => personId))
  return {
    version,
    model: { id: 'faceplugin-feature', version: '1' },
    dimension: people[0]?.[1].length ?? 512,
    size: ids.size,
    has: (personId) => ids.has(personId),
    nearest: (probe, most) =>
      [...ids]
        .map((personId) => {
          const own = people.filter(([id]) => id === personId)
          return { personId, name: personId, score: Math.max(...own.map(([, template]) => dot(template, probe))) }
        })
        .sort((a, b) => b.score - a.score)
        .slice(0, most)
  }
}
