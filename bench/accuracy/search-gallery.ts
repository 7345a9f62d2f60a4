import { galleryOfRows } from '../../src-main/vision/process/gallery/gallery-view'
import { matchProbe } from '../../src-main/vision/process/worker/matcher'
import type { Search } from './identification'
import type { Sample } from './pairs'

/**
 * Enrols the first pictures of the enrolled identities and searches for all the other pictures with the app's matcher.
 * A gallery picture without a face enrols nothing, as in the app; an identity of which nothing could be enrolled still
 * counts as mated, since an operator would expect to find it.
 */
export function searchGallery(samples: readonly Sample[], enrolled: readonly boolean[], gallerySize: number): Search[] {
  const taken = new Map<number, number>()
  const gallery: { identity: number; template: Float32Array }[] = []
  const probes: Sample[] = []
  for (const sample of samples) {
    const count = taken.get(sample.identity) ?? 0
    if (enrolled[sample.identity] && count < gallerySize) {
      taken.set(sample.identity, count + 1)
      if (sample.template) gallery.push({ identity: sample.identity, template: sample.template })
    } else probes.push(sample)
  }
  const snapshot = snapshotOf(gallery)
  return probes.map(({ identity, template }) => {
    const best = template && gallery.length > 0 ? matchProbe(snapshot, template).best : null
    return {
      identity,
      mated: enrolled[identity] ?? false,
      best: best && { identity: Number(best.personId), score: best.score }
    }
  })
}

function snapshotOf(gallery: readonly { identity: number; template: Float32Array }[]) {
  const dimension = gallery[0]?.template.length ?? 1
  const identities = [...new Set(gallery.map(({ identity }) => identity))]
  const vectors = new Float32Array(gallery.length * dimension)
  gallery.forEach(({ template }, row) => vectors.set(template, row * dimension))
  return galleryOfRows({
    version: 1,
    dimension,
    vectors,
    owners: Int32Array.from(gallery, ({ identity }) => identities.indexOf(identity)),
    people: identities.map((identity) => ({ personId: String(identity), name: String(identity) }))
  })
}
