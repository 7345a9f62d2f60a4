import { describe, expect, it } from 'vitest'
import type { LookedAt } from './identity'
import { identify, identityRules, identityRulesIn } from './identity'
import type { FaceLook } from './look-at-face'
import type { Track } from './track'
import { beginTrack } from './track'
import { undecided } from './verdict'

// Templates in two dimensions: the angle between two people is what their cosine says.
const template = (degrees: number) => {
  const angle = (degrees * Math.PI) / 180
  return Float32Array.from([Math.cos(angle), Math.sin(angle)])
}
const quality = {
  ...{ eyeDistancePx: 60, sharpness: 300, brightness: 120, contrast: 40, darkShare: 0, brightShare: 0 },
  ...{ yaw: 0, pitch: 0, roll: 0, eyesOpen: null, occlusion: 0, cut: 0, score: 0.8 }
}
const box = { x1: 0, y1: 0, x2: 40, y2: 50, score: 0.9 }
const look = (degrees: number | null, poor = false): FaceLook => ({
  quality: { ...quality, reasons: poor ? ['blurred'] : [] },
  landmarks: [],
  template: degrees === null ? null : template(degrees)
})
const track = (id: string, degrees: number | null, named = true): Track => ({
  ...beginTrack(id, box, 0, 0),
  template: degrees === null ? null : template(degrees),
  standing: named ? { ...undecided, kind: 'recognized', personId: id, name: id } : undecided
})
const at = (byPlace: Track | null, one: FaceLook): LookedAt => ({ box, look: one, byPlace })
const idsOf = (looked: LookedAt[], lost: Track[] = []) => identify(looked, lost).map((one) => one.track?.id ?? null)

describe('identify', () => {
  it('keeps a face that looks like its track, and one that cannot be compared', () => {
    expect(idsOf([at(track('a', 0), look(20))])).toEqual(['a'])
    expect(idsOf([at(track('a', 0), look(null))])).toEqual(['a'])
    expect(idsOf([at(track('a', null, false), look(90))])).toEqual(['a'])
  })

  it('begins a track for a new face, and for one that took the place of another', () => {
    expect(idsOf([at(null, look(0))])).toEqual([null])
    expect(idsOf([at(track('a', 0), look(90))])).toEqual([null])
  })

  it('gives two who crossed back their own tracks', () => {
    const [a, b] = [track('a', 0), track('b', 90)]
    expect(idsOf([at(a, look(85)), at(b, look(5))])).toEqual(['b', 'a'])
  })

  it('lets one who hides the other take the box with them', () => {
    const [a, b] = [track('a', 0), track('b', 90)]
    expect(idsOf([at(a, look(85))], [b])).toEqual(['b'])
  })

  it('knows a lost face again, wherever it comes back', () => {
    expect(idsOf([at(null, look(10))], [track('b', 90), track('a', 0)])).toEqual(['a'])
    expect(idsOf([at(null, look(50))], [track('b', 120)])).toEqual([null])
  })

  it('goes on as the lost one once a track that had just begun turns out to be theirs', () => {
    const begun = track('new', 55, false)
    const [found] = identify([at(begun, look(30))], [track('a', 0)])
    expect([found?.track?.id, found?.absorbed?.id]).toEqual(['a', 'new'])
    // Who has a name of their own stays who they are.
    expect(idsOf([at(track('named', 55), look(30))], [track('a', 0)])).toEqual(['named'])
  })

  it('bears doubt once, and no vote comes of it', () => {
    const a = track('a', 0)
    expect(identify([at(a, look(75))], [])).toMatchObject([{ track: { id: 'a' }, counts: false }])
    expect(idsOf([at(a, look(10))])).toEqual(['a'])
    expect(a.doubts).toBe(0)
    expect(idsOf([at(a, look(75))])).toEqual(['a'])
    expect(idsOf([at(a, look(75))])).toEqual([null])
  })

  it('is more patient with poor pictures, but not for ever', () => {
    const a = track('a', 0)
    expect([1, 2, 3].map(() => idsOf([at(a, look(100, true))])[0])).toEqual(['a', 'a', null])
  })

  it('never gives one track to two faces', () => {
    const a = track('a', 0)
    expect(idsOf([at(a, look(40)), at(null, look(5))], [])).toEqual(['a', null])
    expect(idsOf([at(null, look(40)), at(null, look(5))], [a])).toEqual([null, 'a'])
  })
})

describe('the rules in another space', () => {
  it('are those of the default pack at its threshold, and lie between two people and one in dlib’s', () => {
    const { same, doubtful, another } = identityRules
    const here = identityRulesIn(doubtful)
    expect([here.same, here.doubtful, here.another].map((cosine) => cosine.toFixed(6))).toEqual(
      [same, doubtful, another].map((cosine) => cosine.toFixed(6))
    )
    // Measured on five people and the clips: two people at most .895, one at least .932.
    const dlib = identityRulesIn(0.927)
    expect(dlib.another).toBeGreaterThan(0.895)
    expect(dlib.same).toBeLessThan(0.965)
  })

  it('part a stranger whose cosine would be everybody’s friend in the default space', () => {
    const who = track('a', 0)
    const rules = identityRulesIn(0.927)
    // cos 27° = .891
    expect(identify([at(who, look(27))], [], rules).map((one) => one.track)).toEqual([null])
    expect(identify([at(who, look(12))], [], rules).map((one) => one.track?.id)).toEqual(['a'])
  })
})
