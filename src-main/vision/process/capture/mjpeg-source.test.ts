import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { JpegClip } from '../../../../e2e/fakes/mjpeg/encode-jpegs'
import { encodeJpegs } from '../../../../e2e/fakes/mjpeg/encode-jpegs'
import { MjpegCamera } from '../../../../e2e/fakes/mjpeg-camera'
import { createSourceRig } from './source-rig'

const password = `p@ss:w/#?%20'"$(x) \\;&`
const folder = mkdtempSync(join(tmpdir(), 'muster-mjpeg-'))
const rig = createSourceRig()
let clip: JpegClip
let camera: MjpegCamera

beforeAll(async () => {
  const file = join(folder, 'pattern.mp4')
  const pattern = ['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=20', '-t', '3', '-pix_fmt', 'yuv420p', file]
  execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', ...pattern])
  clip = await encodeJpegs(file, { fps: 20 })
  camera = new MjpegCamera({ clip })
  await camera.start()
})
afterEach(() => rig.stopAll())
afterAll(async () => {
  await camera.stop()
  rmSync(folder, { recursive: true })
})

const mjpeg = (url: string, username = '') => ({ kind: 'mjpeg', url, username, hasPassword: username !== '' }) as const

describe('CameraSource over HTTP', () => {
  it('shows the pictures, tells their rate and coding, and places each at the time it was sent', async () => {
    const { news } = rig.open({ source: mjpeg(camera.url('/cam')) })
    const status = await news.next(({ bitrateKbps, fpsIn }) => bitrateKbps !== null && fpsIn > 10 && fpsIn < 30)
    expect(status).toMatchObject({ state: 'live', codec: 'mjpeg', width: 320, height: 240 })
    await news.next(() => news.analysed.length >= 8)
    for (const { capturedAt, arrivedAt } of news.analysed.slice(-5)) {
      expect(arrivedAt - capturedAt).toBeGreaterThan(-60)
      expect(arrivedAt - capturedAt).toBeLessThan(1500)
    }
  })

  it.each(['basic', 'digest'] as const)(
    'logs in by %s with any password, over TLS, and shows it nowhere',
    async (scheme) => {
      const locked = new MjpegCamera({ clip, tls: true, credentials: { username: 'ad min', password, scheme } })
      await locked.start()
      const { source, news } = rig.open({ source: mjpeg(locked.url('/cam'), 'ad min'), password })
      await news.next(({ state }) => state === 'live')
      expect(readFileSync(`/proc/${source.pid}/cmdline`, 'utf8')).not.toMatch(/ad.{1,3}min|p@ss|p%40ss/)
      const wrong = rig.open({ source: mjpeg(locked.url('/cam'), 'ad min'), password: 'wrong-password' })
      const status = await wrong.news.next(({ state }) => state === 'retrying')
      expect(status.problem).toBe('auth_failed')
      expect(status.retryAt! - Date.now()).toBeGreaterThan(25_000)
      expect(JSON.stringify(status)).not.toContain('wrong-password')
      await rig.stopAll()
      await locked.stop()
    }
  )

  it.each([
    ['/401', 'auth_failed'],
    ['/403', 'forbidden'],
    ['/404', 'not_found'],
    ['/503', 'camera_busy'],
    ['/page', 'not_a_stream'],
    ['/still', 'not_a_stream'],
    ['/mute', 'no_video']
  ])('%s is %s', async (path, problem) => {
    const timing = { firstFrameMs: path === '/mute' ? 1500 : 8000, frameMs: 1500, killMs: 300 }
    const { news } = rig.open({ source: mjpeg(camera.url(path)) }, { timing })
    expect(await news.next(({ state }) => state === 'retrying')).toMatchObject({ problem })
  })

  it('sees a camera that stalls, goes on through half a picture, and comes back after one that hangs up', async () => {
    const { news } = rig.open({ source: mjpeg(camera.url('/cam2')) })
    await news.next(({ state }) => state === 'live')
    const stalled = news.next(({ state }) => state === 'retrying')
    camera.setFault('/cam2', 'stall')
    expect(await stalled).toMatchObject({ problem: 'stalled' })
    camera.setFault('/cam2', null)
    const before = news.previews.length
    await news.next(({ state }) => state === 'live' && news.previews.length > before + 3)
    const gone = news.next(({ state }) => state === 'retrying')
    camera.setFault('/cam2', 'close')
    expect(await gone).toMatchObject({ problem: 'disconnected' })
    camera.setFault('/cam2', null)
    expect(await news.next(({ state }) => state === 'live')).toMatchObject({ problem: null })
    const broken = rig.open({ source: mjpeg(camera.url('/truncated')) })
    await broken.news.next(({ state }) => state === 'live' && broken.news.analysed.length >= 10)
    expect(broken.news.statuses.some(({ state }) => state === 'retrying')).toBe(false)
  })
})
