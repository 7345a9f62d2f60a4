import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sighting } from '../../../../contracts/domain/attendance'
import type { OverlayFace } from '../../../../contracts/domain/face'
import { readModelPack } from '../../model-packs'
import { decodePhoto } from '../decode-photo'
import { detectAnySize } from './analyse-still'
import { CameraAnalyst } from './camera-analyst'
import { lookAtFace } from './look-at-face'
import type { GallerySnapshot } from './matcher'
import type { FaceModels } from './models'
import { openModels } from './models'
import type { Picture } from './picture'
import { plainConfig, plainSettings } from './plain-config'
import { plainGallery } from './plain-gallery'
import type { clips } from './real-pictures'
import { detectorFramesOf, framesOf, modelsDir } from './real-pictures'

// The three clips as a camera of five pictures a second sees them, before a gallery that is enrolled from photos.
type Clip = keyof typeof clips
const personIn: Record<Clip, string> = { franck: 'franck', cap12: 'cap', cap13: 'cap' }
const photos = resolve(import.meta.dirname, '../../../../resources/demo/people')

let models: FaceModels
let gallery: GallerySnapshot
beforeAll(async () => {
  models = await openModels(await readModelPack(modelsDir), { modelsDir, threads: 1, providers: ['cpu'] })
  const people: [string, Float32Array][] = []
  for (const person of ['franck', 'cap']) {
    for (const file of readdirSync(resolve(photos, person)).filter((name) => name.endsWith('.jpg'))) {
      const { width, height, data } = await decodePhoto('ffmpeg', readFileSync(resolve(photos, person, file)))
      const picture: Picture = { format: 'rgb24', width, height, data: new Uint8Array(data) }
      const [box] = await detectAnySize(models.detector, picture)
      people.push([person, (await lookAtFace(models, picture, box!, 24, true)).template!])
    }
  }
  gallery = plainGallery(1, ...people)
})
afterAll(() => models.release())

const config = plainConfig

type Shown = [full: Picture, detector: Picture]

function framesFrom(clip: Clip, from: number, count: number): Shown[] {
  const small = detectorFramesOf(clip, from, 5, count)
  return framesOf(clip, from, 5, count).map((full, i) => [full, small[i]!])
}

const watch = (clip: Clip, from: number, count: number) => look(framesFrom(clip, from, count))

/** What a new camera makes of pictures, five a second. */
async function look(shown: readonly Shown[]) {
  let n = 0
  const analyst = new CameraAnalyst(plainSettings, {
    models,
    newUlid: () => String(n++).padStart(26, '0'),
    now: () => 0
  })
  const seen: OverlayFace[][] = []
  const sightings: Sighting[] = []
  for (const [i, [full, detector]] of shown.entries()) {
    const frame = { full, detector, ptsMs: i * 200, capturedAt: i * 200 }
    const result = await analyst.analyse(frame, { config, gallery })
    seen.push(result.faces)
    sightings.push(...result.sightings)
  }
  return { seen, sightings }
}

describe('each track of the clips', () => {
  it.each(['cap12', 'cap13', 'franck'] as const)('%s: one track, the right name, no wrong one', async (clip) => {
    const { seen, sightings } = await watch(clip, 4, 45)
    expect(seen.every((faces) => faces.length === 1)).toBe(true)
    expect(new Set(seen.flat().map(({ trackId }) => trackId)).size).toBe(1)
    expect(seen.slice(4).every(([face]) => face?.personId === personIn[clip])).toBe(true)
    expect(sightings.length).toBeGreaterThanOrEqual(4)
    for (const { verdict, personId, liveness } of sightings) {
      expect([verdict, personId, liveness.isLive]).toEqual(['recognized', personIn[clip], true])
    }
  })

  it('who walks by is named at the third good picture, proven live', async () => {
    for (const clip of ['cap12', 'cap13', 'franck'] as const) {
      for (const from of [0, 9.4, 23.8]) {
        const { seen } = await watch(clip, from, 4)
        const named = seen.flat().find(({ name }) => name !== null)
        expect(named).toMatchObject({ personId: personIn[clip], goodFrames: 3, liveness: { isLive: true } })
      }
    }
  })

  it('keeps people apart who stand in the same place one right after the other', async () => {
    const order: Clip[] = ['franck', 'cap12', 'franck', 'cap13']
    const shown = order.flatMap((clip, i) => framesFrom(clip, 10 + 5 * i, 12))
    const { seen, sightings } = await look(shown)
    for (const [i, faces] of seen.entries()) {
      const person = personIn[order[Math.floor(i / 12)]!]
      for (const { name } of faces) expect([null, person]).toContain(name)
      if (i % 12 === 11) expect(faces).toMatchObject([{ name: person }])
    }
    const names = new Map<string, Set<string | null>>()
    for (const { trackId, personId } of sightings) names.set(trackId, (names.get(trackId) ?? new Set()).add(personId))
    expect([...names.values()].every((ofTrack) => ofTrack.size === 1)).toBe(true)
    // Who was away for longer than a track lasts comes back as a new one.
    expect(names.size).toBe(4)
  })
})
