import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execFileSync } from 'node:child_process'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { CameraOptions } from '../../../../contracts/domain/camera-options'
import type { CameraSourceDeps } from './camera-source'
import { probeDecoder } from './decoder-probe'
import { createSourceRig } from './source-rig'

const folder = mkdtempSync(join(tmpdir(), 'muster-capture-'))
const clip = join(folder, "a clip (ünï) [1] #2 'quoted' %d.mp4")
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

const rig = createSourceRig()
afterEach(() => rig.stopAll())
const open = (
  source: { path: string; loop: boolean },
  over: Partial<CameraSourceDeps> = {},
  options: Partial<CameraOptions> = {}
) => rig.open({ source: { kind: 'file', ...source }, options }, over)

const isRunning = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('CameraSource on a clip', () => {
  it('plays it through in its own time and then is off, every analysed picture among the previewed ones', async () => {
    const { news } = open({ path: clip, loop: false })
    const live = await news.next((status) => status.state === 'live')
    expect(live.problem).toBeNull()
    const off = await news.next((status) => status.state === 'off')
    expect(off).toMatchObject({ problem: 'ended', retryAt: null, lastError: null, width: 322, height: 242 })
    expect(news.statuses[0]?.state).toBe('connecting')
    const times = new Set(news.previews.map((picture) => picture.ptsMs))
    expect(news.previews.length).toBeGreaterThanOrEqual(14)
    expect(news.analysed.length).toBeGreaterThanOrEqual(6)
    expect(news.analysed.every((frame) => times.has(frame.ptsMs) && frame.width === 322)).toBe(true)
    expect(news.analysed.map((frame) => frame.ptsMs)).toEqual(
      [...news.analysed.map((frame) => frame.ptsMs)].sort((a, b) => a - b)
    )
    expect([news.previews[0]!.jpeg[0], news.previews[0]!.width]).toEqual([0xff, 640])
  })

  it('comes back after its decoder was killed, without losing count', async () => {
    const { source, news } = open({ path: clip, loop: true })
    await news.next((status) => status.state === 'live')
    const first = source.pid!
    const retrying = news.next((status) => status.state === 'retrying')
    process.kill(first, 'SIGKILL')
    const { lastError } = await retrying
    expect(lastError).toMatchObject({ problem: 'disconnected' })
    expect(news.statuses.at(-1)).toMatchObject({ problem: 'disconnected', reconnectsLastHour: 1, codec: null })
    const again = await news.next((status) => status.state === 'live')
    expect(again).toMatchObject({ reconnectsLastHour: 1, problem: null, lastError })
    expect(source.pid).not.toBe(first)
  })

  it('lets one that pauses go on', async () => {
    const timing = { firstFrameMs: 20_000, frameMs: 20_000, killMs: 300 }
    const { source, news } = open({ path: clip, loop: true }, { timing })
    await news.next((status) => status.state === 'live')
    process.kill(source.pid!, 'SIGSTOP')
    // Published every second.
    await news.next((status) => status.fpsIn < 10 && status.state === 'live')
    const before = news.previews.length
    process.kill(source.pid!, 'SIGCONT')
    await news.next(() => news.previews.length > before + 5)
    expect(news.statuses.some(({ state }) => state === 'retrying')).toBe(false)
  })

  it('waits longer after each failure, and begins anew after 25 good pictures', async () => {
    const path = join(folder, 'late.mp4')
    const { source, news } = open({ path, loop: true }, { backoff: { firstMs: 40, maxMs: 300, jitter: 0 } })
    const failures = () => news.statuses.filter(({ state }) => state === 'retrying')
    await news.next(() => failures().length >= 5)
    copyFileSync(clip, path)
    await news.next(({ state }) => state === 'live' && news.previews.length >= 30)
    const missing = failures().length
    const gone = news.next(() => failures().length > missing)
    process.kill(source.pid!, 'SIGKILL')
    await gone
    const waits = failures().map(({ retryAt, lastError }) => retryAt! - lastError!.at)
    expect(waits.slice(0, 5)).toEqual([40, 80, 160, 300, 300])
    expect(waits.at(-1)).toBe(40)
  })

  it('sees a decoder that stands still before ffmpeg says anything', async () => {
    const { source, news } = open({ path: clip, loop: true })
    await news.next((status) => status.state === 'live')
    const retrying = news.next((status) => status.state === 'retrying')
    process.kill(source.pid!, 'SIGSTOP')
    expect(await retrying).toMatchObject({ problem: 'stalled' })
  })

  it('leaves no process behind', async () => {
    const { source, news } = open({ path: clip, loop: true })
    await news.next((status) => status.state === 'live')
    const pid = source.pid!
    expect(isRunning(pid)).toBe(true)
    await source.stop()
    expect(isRunning(pid)).toBe(false)
    expect(news.statuses.at(-1)?.state).toBe('off')
  })

  it('tells what the file is coded in and how fast, and decodes it in software', async () => {
    const { news } = open({ path: clip, loop: true })
    const status = await news.next(({ bitrateKbps, fpsIn }) => bitrateKbps !== null && fpsIn > 15 && fpsIn < 30)
    expect(status).toMatchObject({ codec: 'h264', capture: 'stream', hardware: null, hardwareRefused: null })
  })

  it('turns and mirrors what it shows and what is looked at', async () => {
    const { news } = open({ path: clip, loop: true }, {}, { rotation: 90, mirror: true })
    const status = await news.next(({ state, width }) => state === 'live' && width !== null)
    expect(status).toMatchObject({ width: 242, height: 322 })
  })

  it.each([
    ['a method that this machine does not have', 'nonesuch'],
    ['one that fits no picture of this clip', 'drm']
  ])('goes on in software at once, and says why, with %s', async (_name, hardwareDecoding) => {
    const { news } = open({ path: clip, loop: true }, {}, { hardwareDecoding })
    const status = await news.next(({ state }) => state === 'live')
    expect(status.hardware).toBeNull()
    expect(status.hardwareRefused).toMatch(/nonesuch|drm/)
    expect(status).toMatchObject({ reconnectsLastHour: 0, lastError: null })
  })

  it('loops without a gap', async () => {
    const { news } = open({ path: clip, loop: true })
    await news.next((status) => status.state === 'live' && news.analysed.length >= 12)
    expect(news.analysed.at(-1)!.ptsMs).toBeGreaterThan(1500)
  })
})

describe('CameraSource without pictures', () => {
  const text = join(folder, 'words.mp4')
  beforeAll(() => writeFileSync(text, 'no pictures in here\n'.repeat(100)))

  it.each([
    ['a file that is no clip', { path: text, loop: false }, {}, 'no_video'],
    ['a folder', { path: folder, loop: false }, {}, 'file_missing'],
    ['a clip that is missing', { path: join(folder, 'none.mp4'), loop: true }, {}, 'file_missing'],
    ['no decoder', { path: clip, loop: true }, { decoder: () => Promise.resolve(null) }, 'decoder_missing'],
    [
      'a decoder that went away',
      { path: clip, loop: true },
      { decoder: async () => ({ ...(await probeDecoder('ffmpeg'))!, path: join(folder, 'no-ffmpeg') }) },
      'decoder_missing'
    ],
    [
      'a decoder that the system will not start',
      { path: clip, loop: true },
      { decoder: async () => ({ ...(await probeDecoder('ffmpeg'))!, path: join(clip, 'ffmpeg') }) },
      'decoder_failed'
    ]
  ])('%s', async (_name, source, over, problem) => {
    const { news } = open(source, over)
    const status = await news.next((one) => one.state === 'retrying')
    expect(status.problem).toBe(problem)
    expect(status.retryAt).not.toBeNull()
  })
})
