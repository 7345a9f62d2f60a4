import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execFileSync } from 'node:child_process'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { cameraSchema } from '../../../../contracts/domain/camera'
import type { CameraStatus } from '../../../../contracts/domain/camera'
import { systemClock } from '../../../platform/clock'
import type { CameraSourceDeps } from './camera-source'
import { CameraSource } from './camera-source'
import { probeDecoder } from './decoder-probe'
import type { PreviewPicture } from './decoder-run'
import type { FrameSlots } from './frame-slots'

const folder = mkdtempSync(join(tmpdir(), 'muster-capture-'))
const clip = join(folder, "a clip; $(touch x) 'quoted'.mp4")
beforeAll(() => {
  const args = [
    '-f',
    'lavfi',
    '-i',
    'testsrc=size=322x242:rate=24',
    '-t',
    '1.5',
    '-pix_fmt',
    'yuv420p',
    '-c:v',
    'libx264',
    '-bf',
    '2',
    clip
  ]
  execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', ...args])
})
afterAll(() => rmSync(folder, { recursive: true }))

const sources: CameraSource[] = []
afterEach(async () => {
  await Promise.all(sources.splice(0).map((source) => source.stop()))
})

/** A source with its events as promises. */
function open(source: { path: string; loop: boolean }, over: Partial<CameraSourceDeps> = {}) {
  const camera = cameraSchema.parse({
    id: 'gate',
    name: 'Gate',
    direction: 'in',
    enabled: true,
    analysisFps: 5,
    matchThreshold: null,
    livenessRequired: true,
    source: { kind: 'file', ...source },
    createdAt: 0,
    updatedAt: 0
  })
  const statuses: CameraStatus[] = []
  const waiters: { test: (status: CameraStatus) => boolean; resolve: (status: CameraStatus) => void }[] = []
  const previews: PreviewPicture[] = []
  const analysed: { ptsMs: number; width: number; lag: number }[] = []
  let slots: FrameSlots | null = null
  const started = new CameraSource(
    { camera, password: null },
    {
      decoder: () => probeDecoder('ffmpeg'),
      detector: { width: 320, height: 240 },
      clock: systemClock,
      random: () => 0.5,
      timing: { firstFrameMs: 5000, frameMs: 1500, killMs: 300 },
      backoff: { firstMs: 50, maxMs: 100, jitter: 0 },
      onStatus: (status) => {
        statuses.push(status)
        for (const waiter of waiters) if (waiter.test(status)) waiter.resolve(status)
      },
      onSlots: (given) => (slots = given),
      onReady: () => {
        const frame = slots?.takeLatest()
        if (!frame || !slots) return
        analysed.push({ ptsMs: frame.ptsMs, width: slots.layout.width, lag: Date.now() - frame.capturedAt })
        slots.release(frame.slot)
      },
      wantsPreview: () => true,
      onPreview: (picture) => previews.push(picture),
      onChild: () => undefined,
      ...over
    }
  )
  sources.push(started)
  started.start()
  const reached = (test: (status: CameraStatus) => boolean) =>
    new Promise<CameraStatus>((resolve) => waiters.push({ test, resolve }))
  return { source: started, statuses, previews, analysed, reached }
}

describe('CameraSource on a clip', () => {
  it('plays it through in its own time and then is off, every analysed picture among the previewed ones', async () => {
    const { statuses, previews, analysed, reached } = open({ path: clip, loop: false })
    const live = await reached((status) => status.state === 'live')
    expect(live.problem).toBeNull()
    const off = await reached((status) => status.state === 'off')
    expect(off).toMatchObject({ problem: 'disconnected', retryAt: null, width: 322, height: 242 })
    expect(statuses[0]?.state).toBe('connecting')
    const times = new Set(previews.map((picture) => picture.ptsMs))
    expect(previews.length).toBeGreaterThanOrEqual(14)
    expect(analysed.length).toBeGreaterThanOrEqual(6)
    expect(analysed.every((frame) => times.has(frame.ptsMs) && frame.width === 322)).toBe(true)
    expect(analysed.map((frame) => frame.ptsMs)).toEqual(
      [...analysed.map((frame) => frame.ptsMs)].sort((a, b) => a - b)
    )
    expect([previews[0]!.jpeg[0], previews[0]!.width]).toEqual([0xff, 640])
  })

  it('comes back after its decoder was killed, without losing count', async () => {
    const { source, reached } = open({ path: clip, loop: true })
    await reached((status) => status.state === 'live')
    const first = source.pid!
    const retrying = reached((status) => status.state === 'retrying')
    process.kill(first, 'SIGKILL')
    expect(await retrying).toMatchObject({ problem: 'disconnected', reconnectsLastHour: 1 })
    const again = await reached((status) => status.state === 'live')
    expect(again.reconnectsLastHour).toBe(1)
    expect(source.pid).not.toBe(first)
  })

  it('sees a decoder that stands still before ffmpeg says anything', async () => {
    const { source, reached } = open({ path: clip, loop: true })
    await reached((status) => status.state === 'live')
    const retrying = reached((status) => status.state === 'retrying')
    process.kill(source.pid!, 'SIGSTOP')
    expect(await retrying).toMatchObject({ problem: 'stalled' })
  })

  it('loops without a gap', async () => {
    const { analysed, reached } = open({ path: clip, loop: true })
    await reached((status) => status.state === 'live' && analysed.length >= 12)
    expect(analysed.at(-1)!.ptsMs).toBeGreaterThan(1500)
  })
})

describe('CameraSource without pictures', () => {
  it.each([
    ['a clip that is missing', { path: join(folder, 'none.mp4'), loop: true }, {}, 'file_missing'],
    ['no decoder', { path: clip, loop: true }, { decoder: () => Promise.resolve(null) }, 'decoder_missing'],
    [
      'a decoder that went away',
      { path: clip, loop: true },
      { decoder: async () => ({ ...(await probeDecoder('ffmpeg'))!, path: join(folder, 'no-ffmpeg') }) },
      'decoder_missing'
    ]
  ])('%s', async (_name, source, over, problem) => {
    const { reached } = open(source, over)
    const status = await reached((one) => one.state === 'retrying')
    expect(status.problem).toBe(problem)
    expect(status.retryAt).not.toBeNull()
  })
})
