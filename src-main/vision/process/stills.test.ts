import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MusterError } from '../../../contracts/result'
import type { StillFace } from '../protocol'
import type { StillsDeps } from './stills'
import { Stills } from './stills'

const face = (score: number, ...reasons: string[]) => ({ quality: { score, reasons } }) as unknown as StillFace
const ask = { liveness: false, top: 0 }

describe('Stills', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function open(over: Partial<StillsDeps> = {}) {
    const answers: [number, Parameters<StillsDeps['answer']>[1]][] = []
    const photo = { width: 1, height: 1, data: new SharedArrayBuffer(3) }
    const analyse = vi.fn()
    const stills = new Stills({
      decode: async () => photo,
      analyse,
      answer: (id, result) => answers.push([id, result]),
      isLive: () => true,
      takeShot: () => null,
      ...over
    })
    return { stills, answers, analyse, photo }
  }

  it('decodes a photo, has it analysed and answers under the same number', async () => {
    const { stills, answers, analyse, photo } = open()
    await stills.analyse(7, new Uint8Array(1), ask)
    expect(analyse).toHaveBeenCalledWith(7, photo, ask)
    stills.analysed(7, [face(1)])
    expect(answers).toMatchObject([[7, { ok: true }]])
  })

  it('answers what decoding failed of', async () => {
    const { stills, answers } = open({
      decode: () => Promise.reject(new MusterError('image_unreadable', 'no picture'))
    })
    await stills.analyse(1, new Uint8Array(1), ask)
    expect(answers).toEqual([[1, { ok: false, error: { code: 'image_unreadable', message: 'no picture' } }]])
  })

  it('decodes two photos at a time, and goes on after one that failed', async () => {
    const waiting: ((failure?: Error) => void)[] = []
    const { stills, answers, analyse, photo } = open({
      decode: () =>
        new Promise((resolve, reject) => waiting.push((failure) => (failure ? reject(failure) : resolve(photo))))
    })
    const all = [1, 2, 3, 4, 5].map((id) => stills.analyse(id, new Uint8Array(1), ask))
    await vi.advanceTimersByTimeAsync(0)
    expect(waiting).toHaveLength(2)
    waiting[0]!(new Error('damaged'))
    waiting[1]!()
    await vi.advanceTimersByTimeAsync(0)
    expect(waiting).toHaveLength(4)
    for (const go of waiting) go()
    await vi.advanceTimersByTimeAsync(0)
    waiting[4]!()
    await Promise.all(all)
    expect(answers.map(([id]) => id)).toEqual([1])
    expect(analyse.mock.calls.map(([id]) => id as number).sort()).toEqual([2, 3, 4, 5])
  })

  it('takes the picture with the best face of one and a half seconds', () => {
    const { stills, answers } = open()
    stills.capture(3, 'gate')
    expect([stills.wants('gate'), stills.wants('door')]).toEqual([true, false])
    stills.seen('gate', [])
    stills.seen('door', [face(1)])
    stills.seen('gate', [face(0.9, 'turned_away')])
    stills.seen('gate', [face(0.1), face(0.6)])
    stills.seen('gate', [face(0.5)])
    vi.advanceTimersByTime(1499)
    expect(answers).toEqual([])
    vi.advanceTimersByTime(1)
    expect(answers).toEqual([[3, { ok: true, value: [face(0.1), face(0.6)] }]])
    expect(stills.wants('gate')).toBe(false)
  })

  it('answers no faces when there were pictures without any', () => {
    const { stills, answers } = open()
    stills.capture(3, 'gate')
    stills.seen('gate', [])
    vi.advanceTimersByTime(1500)
    expect(answers).toEqual([[3, { ok: true, value: [] }]])
  })

  it('says so when the camera gives no picture', () => {
    const dark = open({ isLive: () => false })
    dark.stills.capture(1, 'gate')
    expect(dark.answers).toMatchObject([[1, { ok: false, error: { code: 'camera_unreachable' } }]])
    const silent = open()
    silent.stills.capture(2, 'gate')
    vi.advanceTimersByTime(4000)
    expect(silent.answers).toMatchObject([[2, { ok: false, error: { code: 'camera_unreachable' } }]])
  })
})
