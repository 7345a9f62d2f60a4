import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { encodeClip } from '../../../../e2e/fakes/rtsp/encode-clip'
import { RtspServer } from '../../../../e2e/fakes/rtsp-server'
import { createSourceRig } from './source-rig'

/** A password of everything that addresses, scripts and shells trip over. */
const password = `p@ss:w/#?%20'"$(x) \\;&`
const folder = mkdtempSync(join(tmpdir(), 'muster-rtsp-'))
let server: RtspServer
const rig = createSourceRig()

beforeAll(async () => {
  const file = join(folder, 'pattern.mp4')
  const pattern = ['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=20', '-t', '3', '-pix_fmt', 'yuv420p', file]
  execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', ...pattern])
  const clip = await encodeClip(file, { fps: 20 })
  server = new RtspServer({ clip, credentials: { username: 'admin', password, scheme: 'digest' } })
  await server.start()
})
afterEach(() => rig.stopAll())
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

const rtsp = (path: string) =>
  ({ kind: 'rtsp', url: server.url(path), transport: 'tcp', username: 'admin', hasPassword: true }) as const

describe('CameraSource over RTSP', () => {
  it('logs in with any password, shows it nowhere, and places each picture at the time it was sent', async () => {
    const { source, news } = rig.open({ source: rtsp('/cam'), password })
    await news.next(({ state }) => state === 'live' && news.analysed.length >= 8)
    const argv = readFileSync(`/proc/${source.pid}/cmdline`, 'utf8')
    expect(argv).toContain('pipe:0')
    expect(argv).not.toMatch(/admin|p@ss|p%40ss/)
    const session = server.sessions('/cam').at(-1)!
    for (const { ptsMs, capturedAt } of news.analysed.slice(-5)) {
      const lateness = capturedAt - session.sentAtPts(ptsMs)!
      expect(lateness).toBeGreaterThan(-60)
      expect(lateness).toBeLessThan(1500)
    }
    expect(news.statuses.at(-1)).toMatchObject({ width: 320, height: 240, problem: null })
  })

  it('says that the password is wrong, waits long before the next try, and repeats no credentials', async () => {
    const { news } = rig.open({ source: rtsp('/cam'), password: 'wrong-password' })
    const status = await news.next(({ state }) => state === 'retrying')
    expect(status.problem).toBe('auth_failed')
    expect(status.retryAt! - Date.now()).toBeGreaterThan(25_000)
    expect(JSON.stringify(status)).not.toMatch(/wrong-password|admin/)
    expect(status.detail).toContain('401')
  })

  it.each([
    ['/404', 'not_found'],
    ['/403', 'forbidden'],
    ['/453', 'camera_busy'],
    ['/503', 'camera_busy'],
    ['/udponly', 'try_udp'],
    ['/garbage', 'no_video'],
    ['/badsdp', 'no_video'],
    ['/mute', 'no_video']
  ])('%s is %s', async (path, problem) => {
    const timing = { firstFrameMs: path === '/mute' || path === '/badsdp' ? 1500 : 8000, frameMs: 1500, killMs: 300 }
    const { news } = rig.open({ source: rtsp(path), password }, { timing })
    expect(await news.next(({ state }) => state === 'retrying')).toMatchObject({ problem })
  })

  it('sees a camera that hangs up, one that stalls, and one whose port is closed', async () => {
    const { news } = rig.open({ source: rtsp('/cam2'), password })
    await news.next(({ state }) => state === 'live')
    const stalled = news.next(({ state }) => state === 'retrying')
    server.setFault('/cam2', 'stall')
    expect(await stalled).toMatchObject({ problem: 'stalled' })
    server.setFault('/cam2', null)
    await news.next(({ state }) => state === 'live')
    const gone = news.next(({ state }) => state === 'retrying')
    const refused = news.next(({ problem }) => problem === 'unreachable')
    await server.stop()
    expect(await gone).toMatchObject({ problem: 'disconnected' })
    await refused
    const back = news.next(({ state }) => state === 'live')
    await server.start()
    expect(await back).toMatchObject({ problem: null })
  })
})
