import { describe, expect, it } from 'vitest'
import { faceQualitySchema } from '../../../../contracts/domain/face'
import type { Candidate } from '../../../../contracts/enrolment'
import { addShot, emptyDraft, lookalikesOf, mostReferences, needsPick, removeShot, toggleFace } from './enrol-draft'

const face = (id: string, change: Partial<Candidate> = {}): Candidate => ({
  id,
  preview: new Uint8Array(),
  box: { x1: 0, y1: 0, x2: 1, y2: 1 },
  quality: faceQualitySchema.parse({
    ...{ eyeDistancePx: 60, sharpness: 90, brightness: 120, yaw: 0, roll: 0, score: 1, reasons: [] }
  }),
  accepted: true,
  lookalike: null,
  ...change
})
const shot = (id: string, ...candidates: Candidate[]) => ({ id, source: `${id}.jpg`, candidates })

describe('addShot', () => {
  it('takes the face of a picture with one good face', () => {
    expect(addShot(emptyDraft, shot('a', face('1'))).chosen).toEqual(['1'])
  })
  it('takes nobody from a group until somebody picks', () => {
    const group = shot('a', face('1'), face('2'))
    const draft = addShot(emptyDraft, group)
    expect(draft.chosen).toEqual([])
    expect(needsPick(group, draft.chosen)).toBe(true)
    expect(needsPick(group, toggleFace(draft, '2').chosen)).toBe(false)
  })
  it('does not take a refused face', () => {
    expect(addShot(emptyDraft, shot('a', face('1', { accepted: false }))).chosen).toEqual([])
  })
  it('stops at as many as can be saved', () => {
    let draft = emptyDraft
    for (let i = 0; i < mostReferences + 3; i++) draft = addShot(draft, shot(`s${i}`, face(`f${i}`)))
    expect(draft.chosen).toHaveLength(mostReferences)
    expect(toggleFace(draft, `f${mostReferences}`)).toBe(draft)
  })
})

describe('toggleFace', () => {
  const draft = addShot(
    addShot(emptyDraft, shot('a', face('1'), face('2'), face('3', { accepted: false }))),
    shot('b', face('4'))
  )
  it('lets one face per picture be chosen', () => {
    expect(toggleFace(toggleFace(draft, '1'), '2').chosen).toEqual(['4', '2'])
  })
  it('puts a chosen face back', () => expect(toggleFace(draft, '4').chosen).toEqual([]))
  it('never takes a refused face', () => expect(toggleFace(draft, '3').chosen).toEqual(['4']))
})

it('forgets the choice together with its picture', () => {
  const draft = addShot(addShot(emptyDraft, shot('a', face('1'))), shot('b', face('2')))
  expect(removeShot(draft, 'a')).toEqual({ shots: [shot('b', face('2'))], chosen: ['2'] })
})

describe('lookalikesOf', () => {
  const like = (personId: string, score: number) => ({ lookalike: { personId, name: personId, score } })
  const draft = [
    shot('a', face('1', like('anna', 0.6))),
    shot('b', face('2', like('anna', 0.8))),
    shot('c', face('3', like('bea', 0.9)), face('4', like('cleo', 0.95)))
  ].reduce(addShot, emptyDraft)

  it('names each other person once, of chosen faces only', () => {
    expect(lookalikesOf(draft, null)).toEqual([{ personId: 'anna', name: 'anna', score: 0.8 }])
    expect(lookalikesOf(toggleFace(draft, '3'), null).map((one) => one.personId)).toEqual(['bea', 'anna'])
  })
  it('expects a person to look like themselves', () => expect(lookalikesOf(draft, 'anna')).toEqual([]))
})
