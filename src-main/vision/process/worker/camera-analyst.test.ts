import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OverlayFace } from '../../../../contracts/domain/face'
import type { Sighting } from '../../../../contracts/domain/attendance'
import { readModelPack } from '../../model-packs'
import { CameraAnalyst } from './camera-analyst'
import type { ObservedFace } from './face-observer'
import type { SiteKnowledge } from './judging'
import { lookAtFace } from './look-at-face'
import type { Effort } from './look-plan'
import type { FaceModels } from './models'
import { openModels } from './models'
import type { Picture } from './picture'
import { plainConfig, plainSettings } from './plain-config'
import { plainGallery } from './plain-gallery'
import { detectorFramesOf, framesOf, modelsDir } from './real-pictures'
import type { AnalysisSettings } from './worker-messages'

let models: FaceModels
let franck: Float32Array
beforeAll(async () => {
  models = await openModels(await readModelPack(modelsDir), { modelsDir, threads: 1, providers: ['cpu'] })
  const [picture] = framesOf('franck', 100, 1, 1)
  const [box] = await models.detector.detectRegion(picture!, { x1: 0, y1: 0, x2: 360, y2: 288 })
  franck = (await lookAtFace(models, picture!, box!, 24, true)).template!
})
afterAll(() => models.release())

const config = { ...plainConfig, keepCrops: true }

/** A camera whose pictures the test shows one by one, five a second. */
function camera(livenessRequired = true, more: Partial<AnalysisSettings> = {}) {
  let n = 0
  const analyst = new CameraAnalyst(
    { ...plainSettings, livenessRequired, ...more },
    {
      models,
      newUlid: () => String(n++).padStart(26, '0'),
      now: () => 5_000_000
    }
  )
  const sightings: Sighting[] = []
  let ptsMs = 0
  const searched: boolean[] = []
  const show = async (site: Partial<SiteKnowledge>, pairs: [full: Picture, detector: Picture][], effort?: Effort) => {
    let faces: OverlayFace[] = []
    for (const [full, detector] of pairs) {
      const frame = { full, detector, ptsMs, capturedAt: 1_000_000 + ptsMs }
      const result = await analyst.analyse(frame, { config, gallery: null, ...site }, effort)
      searched.push(result.boxes !== null)
      sightings.push(...result.sightings)
      faces = result.faces
      ptsMs += 200
    }
    return faces
  }
  return { analyst, show, sightings, searched, wait: (ms: number) => (ptsMs += ms) }
}

const pairs = (clip: 'franck' | 'cap12', from: number, count: number): [Picture, Picture][] => {
  const small = detectorFramesOf(clip, from, 5, count)
  return framesOf(clip, from, 5, count).map((full, i) => [full, small[i]!])
}

/** A zone from edge to edge between two heights. */
const corners = (from: number, to: number) => [
  { x: 0, y: from },
  { x: 1, y: from },
  { x: 1, y: to },
  { x: 0, y: to }
]

describe('CameraAnalyst on real pictures', () => {
  it('names a person at the third good picture, once, and again after two seconds', async () => {
    const gate = camera()
    const gallery = plainGallery(7, ['franck', franck])
    expect((await gate.show({ gallery }, pairs('franck', 10, 2)))[0]).toMatchObject({ status: 'checking', name: null })
    const faces = await gate.show({ gallery }, pairs('franck', 10.4, 1))
    expect(faces).toMatchObject([{ status: 'recognized', personId: 'franck', name: 'franck' }])
    expect(gate.sightings).toMatchObject([
      {
        verdict: 'recognized',
        personId: 'franck',
        secondScore: null,
        capturedAt: 1_000_400,
        firstSeenAt: 1_000_000,
        framePtsMs: 400,
        galleryVersion: 7
      }
    ])
    expect(gate.sightings[0]).toMatchObject({
      decidedAt: 5_000_000,
      threshold: 0.45,
      liveness: { isLive: true, frames: 3 }
    })
    await gate.show({ gallery }, pairs('franck', 10.6, 9))
    expect(gate.sightings).toHaveLength(1)
    await gate.show({ gallery }, pairs('franck', 12.4, 4))
    expect(gate.sightings).toHaveLength(2)
    expect(new Set(gate.sightings.map((one) => one.trackId)).size).toBe(1)
  })

  it('calls a stranger once, and only when there is a gallery to know', async () => {
    const gate = camera()
    await gate.show({}, pairs('cap12', 3, 10))
    expect(gate.sightings).toEqual([])
    await gate.show({ gallery: plainGallery(1, ['franck', franck]) }, pairs('cap12', 5, 16))
    expect(gate.sightings).toMatchObject([{ verdict: 'stranger', personId: null, refusal: 'low_score' }])
  })

  it('sees that another person has taken the place of the first, though the box hardly moves', async () => {
    const gate = camera()
    const gallery = plainGallery(1, ['franck', franck])
    const [first] = await gate.show({ gallery }, pairs('franck', 10, 4))
    const [second] = await gate.show({ gallery }, pairs('cap12', 3, 4))
    expect(first?.personId).toBe('franck')
    expect(second).toMatchObject({ personId: null, status: 'checking' })
    expect(second?.trackId).not.toBe(first?.trackId)
  })

  it('keeps the track over a gap, and begins anew after a long one', async () => {
    const gate = camera(false)
    const [a] = await gate.show({}, pairs('franck', 10, 1))
    gate.wait(1200)
    const [b] = await gate.show({}, pairs('franck', 11, 1))
    gate.wait(2500)
    const [c] = await gate.show({}, pairs('franck', 13, 1))
    expect(b?.trackId).toBe(a?.trackId)
    expect(c?.trackId).not.toBe(a?.trackId)
  })

  it('forgets an erased person with the next gallery, and knows one who was enrolled meanwhile', async () => {
    const gate = camera(false)
    await gate.show({ gallery: plainGallery(1, ['franck', franck]) }, pairs('franck', 10, 4))
    const [erased] = await gate.show({ gallery: plainGallery(2) }, pairs('franck', 11, 1))
    expect(erased).toMatchObject({ status: 'checking', personId: null })
    const [anew] = await gate.show({ gallery: plainGallery(3, ['other', franck]) }, pairs('franck', 11.2, 4))
    expect(anew).toMatchObject({ status: 'recognized', personId: 'other' })
  })

  it('takes low liveness for a spoof where liveness is asked for', async () => {
    const strict = { ...config, livenessThreshold: 1 }
    const gallery = plainGallery(1, ['franck', franck])
    const gate = camera()
    await gate.show({ gallery, config: strict }, pairs('franck', 10, 7))
    expect(gate.sightings).toMatchObject([{ verdict: 'spoof', personId: null, liveness: { isLive: false } }])
    const open = camera(false)
    await open.show({ gallery, config: strict }, pairs('franck', 10, 4))
    expect(open.sightings).toMatchObject([
      { verdict: 'recognized', liveness: { score: null, isLive: null, frames: 0 } }
    ])
  })

  it('keeps no picture where the site wants none', async () => {
    const gate = camera(false)
    const site = { gallery: plainGallery(1, ['franck', franck]), config: { ...config, keepCrops: false } }
    await gate.show(site, pairs('franck', 10, 3))
    expect(gate.sightings[0]?.crop).toBeNull()
  })

  it('shows an observer each picture of the face that it follows, with liveness, and who is there', async () => {
    const gate = camera(false)
    const gallery = plainGallery(1, ['franck', franck])
    const [face] = await gate.show({ gallery }, pairs('franck', 10, 4))
    const told: ObservedFace[] = []
    const present: string[] = []
    const observer = {
      wants: (trackId: string) => trackId === face?.trackId,
      observe: (one: ObservedFace) => void told.push(one),
      pictureDone: (_ptsMs: number, trackIds: readonly string[]) => void present.push(trackIds.join())
    }
    gate.analyst.observers.add(observer)
    await gate.show({ gallery }, pairs('franck', 10.8, 3), 'short')
    expect(told.map(({ ptsMs }) => ptsMs)).toEqual([800, 1000, 1200])
    expect(present).toEqual([face?.trackId, face?.trackId, face?.trackId])
    for (const { landmarks68, template, liveness } of told) {
      expect([landmarks68?.length, template?.length]).toEqual([68, 512])
      expect(liveness).toBeGreaterThan(0.5)
    }
    gate.analyst.observers.delete(observer)
    await gate.show({ gallery }, pairs('franck', 11.4, 3), 'short')
    expect(told).toHaveLength(3)
  })

  it('spends less on the named where time is short, and says which pictures were not searched', async () => {
    const gate = camera(false)
    const gallery = plainGallery(1, ['franck', franck])
    await gate.show({ gallery }, pairs('franck', 10, 3), 'short')
    expect(gate.searched).toEqual([true, true, true])
    const faces = await gate.show({ gallery }, pairs('franck', 10.6, 6), 'short')
    expect(gate.searched.slice(3)).toEqual([false, false, true, false, false, true])
    expect(faces).toMatchObject([{ status: 'recognized', name: 'franck' }])
  })

  it('looks at nobody whose middle lies in an ignored zone or outside the region, from the next picture on', async () => {
    const gallery = plainGallery(1, ['franck', franck])
    const shown = pairs('franck', 10, 3)
    const above = corners(0, 0.2)
    const everywhere = { ignoreZones: [], regionOfInterest: null }
    for (const zones of [{ ignoreZones: [corners(0, 1)] }, { regionOfInterest: above }]) {
      const gate = camera(false, zones)
      expect(await gate.show({ gallery }, shown)).toEqual([])
      expect(gate.sightings).toEqual([])
      // The operator draws anew: who stands there is seen at once.
      gate.analyst.settings = { ...gate.analyst.settings, ...everywhere }
      expect(await gate.show({ gallery }, shown)).toMatchObject([{ status: 'recognized' }])
    }
  })

  it('ends the track of somebody who comes into an ignored zone, in drawn pictures as well', async () => {
    const gate = camera(false)
    const gallery = plainGallery(1, ['franck', franck])
    await gate.show({ gallery }, pairs('franck', 10, 4))
    gate.analyst.settings = { ...gate.analyst.settings, ignoreZones: [corners(0, 1)] }
    expect(await gate.show({ gallery }, pairs('franck', 10.8, 1), 'short')).toEqual([])
    expect(gate.searched.at(-1)).toBe(false)
    expect(await gate.show({ gallery }, pairs('franck', 11, 3))).toEqual([])
    gate.wait(2000)
    gate.analyst.settings = { ...gate.analyst.settings, ignoreZones: [] }
    const [face] = await gate.show({ gallery }, pairs('franck', 11.6, 1))
    expect(face).toMatchObject({ status: 'checking' })
    expect(gate.sightings).toHaveLength(1)
  })

  it('counts only faces as large as the camera asks, whatever the site does', async () => {
    const gallery = plainGallery(1, ['franck', franck])
    const shown = pairs('franck', 10, 3)
    const picky = camera(false, { minEyeDistancePx: 200 })
    expect(await picky.show({ gallery }, shown)).toMatchObject([{ status: 'poor', name: null }])
    const far = camera(false, { minEyeDistancePx: 24 })
    const strict = { gallery, config: { ...config, minEyeDistancePx: 200 } }
    expect(await far.show(strict, shown)).toMatchObject([{ status: 'recognized' }])
  })
})
