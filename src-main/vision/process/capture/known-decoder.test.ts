import { describe, expect, it } from 'vitest'
import type { Decoder } from './decoder-probe'
import { KnownDecoder } from './known-decoder'

const options = { rtspTimeout: 'timeout', scriptOptions: true, frameRateMode: 'fps_mode', autoscale: true } as const
const working = (path: string): Decoder => ({
  ...{ path, version: '7', licence: '', hostNames: true },
  options: { ...options, packetLines: true }
})

function openKnown() {
  let now = 0
  const probed: string[] = []
  const answers = new Map<string, Decoder | null>()
  const known = new KnownDecoder({
    probe: (path) => {
      probed.push(path)
      return Promise.resolve(answers.get(path) ?? null)
    },
    monotonic: () => now
  })
  return { known, probed, answers, pass: (ms: number) => (now += ms) }
}

describe('KnownDecoder', () => {
  it('is asked once, however many want to know', async () => {
    const { known, probed, answers } = openKnown()
    answers.set('/ffmpeg', working('/ffmpeg'))
    known.use('/ffmpeg')
    const found = await Promise.all([known.find(), known.find(), known.find()])
    expect(found.map((one) => one?.path)).toEqual(['/ffmpeg', '/ffmpeg', '/ffmpeg'])
    expect(probed).toEqual(['/ffmpeg'])
  })

  it('is none without a path', async () => {
    expect(await openKnown().known.find()).toBeNull()
  })

  it('is asked anew after a while when it could not be run, whoever of many asks then', async () => {
    const { known, probed, answers, pass } = openKnown()
    known.use('/broken')
    expect(await known.find()).toBeNull()
    pass(31_000)
    expect(await Promise.all([known.find(), known.find(), known.find()])).toEqual([null, null, null])
    answers.set('/broken', working('/broken'))
    expect((await known.find())?.path).toBe('/broken')
    expect(probed).toEqual(['/broken', '/broken'])
  })

  it('is not confused by a choice that changes while it is asked', async () => {
    const { known, answers, pass } = openKnown()
    answers.set('/other', working('/other'))
    known.use('/broken')
    await known.find()
    pass(31_000)
    const before = known.find()
    known.use('/other')
    expect(await before).toBeNull()
    expect((await known.find())?.path).toBe('/other')
  })
})
