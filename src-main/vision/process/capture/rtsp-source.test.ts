import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { encodeClip } from '../../../../e2e/fakes/rtsp/encode-clip'
import type { H264Clip } from '../../../../e2e/fakes/rtsp/h264-clip'
import { RtspServer } from '../../../../e2e/fakes/rtsp-server'
import type { Decoder } from './decoder-probe'
import { probeDecoder } from './decoder-probe'
import { createSourceRig } from './source-rig'

/** A password of everything that addresses, scripts and shells trip over. */
const password = `p@ss:w/#?%20'"$(x) \\;&`
const folder = mkdtempSync(join(tmpdir(), 'muster-rtsp-'))
let server: RtspServer
let clip: H264Clip
let today: Decoder | null
const patient = { firstFrameMs: 8000, frameMs: 5000, killMs: 300 }
const rig = createSourceRig()

beforeAll(async () => {
  today = await probeDecoder('ffmpeg')
  const file = join(folder, 'pattern.mp4')
  const pattern = ['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=20', '-t', '3', '-pix_fmt', 'yuv420p', file]
  execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', ...pattern])
  clip = await encodeClip(file, { fps: 20 })
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
    ['/500', 'camera_busy'],
    ['/503', 'camera_busy'],
    ['/udponly', 'try_udp'],
    ['/garbage', 'no_video'],
    ['/drop', 'no_video'],
    ['/audioonly', 'no_video'],
    ['/badsdp', 'no_video'],
    ['/noise', 'no_video'],
    ['/mute', 'no_video']
  ])('%s is %s', async (path, problem) => {
    const hangs = ['/mute', '/badsdp', '/noise'].includes(path)
    const timing = { firstFrameMs: hangs ? 1500 : 8000, frameMs: 1500, killMs: 300 }
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

describe('CameraSource over other kinds of RTSP', () => {
  const servers: RtspServer[] = []
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((one) => one.stop()))
  })
  const serve = async (options: ConstructorParameters<typeof RtspServer>[0]) => {
    const one = new RtspServer(options)
    servers.push(one)
    await one.start()
    return one
  }
  const plain = (url: string, over: { transport?: 'tcp' | 'udp'; username?: string } = {}) =>
    ({ kind: 'rtsp', url, transport: 'tcp', username: '', hasPassword: false, ...over }) as const

  it('asks for UDP where the camera wants it', async () => {
    const one = await serve({ clip, udpOnly: true })
    const { news } = rig.open({ source: plain(one.url('/cam'), { transport: 'udp' }) })
    await news.next(({ state }) => state === 'live')
    expect(one.sessions('/cam')[0]?.transport).toBe('udp')
  })

  it('speaks RTSPS with a camera that made its certificate itself', async () => {
    const one = await serve({ clip, tls: true })
    const { news } = rig.open({ source: plain(one.url('/cam')) })
    expect(await news.next(({ state }) => state === 'live')).toMatchObject({ codec: 'h264' })
  })

  it('logs in by Basic', async () => {
    const one = await serve({ clip, credentials: { username: 'gu ard', password, scheme: 'basic' } })
    const { news } = rig.open({ source: plain(one.url('/cam'), { username: 'gu ard' }), password })
    await news.next(({ state }) => state === 'live')
  })

  it('tells a web server from a camera', async () => {
    const web = createServer((_request, response) => response.end('<h1>Camera</h1>'))
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
    const { port } = web.address() as AddressInfo
    const { news } = rig.open({ source: plain(`rtsp://127.0.0.1:${port}/`) })
    expect(await news.next(({ state }) => state === 'retrying')).toMatchObject({ problem: 'not_a_stream' })
    web.closeAllConnections()
    await new Promise((resolve) => web.close(resolve))
  })

  it('plays 4K', async () => {
    const large = await encodeClip(join(folder, 'pattern.mp4'), { fps: 5, width: 3840, seconds: 2 })
    const one = await serve({ clip: large })
    const { news } = rig.open({ source: plain(one.url('/cam')) }, { timing: { ...patient, firstFrameMs: 30_000 } })
    const { width, height } = await news.next(({ state, width }) => state === 'live' && width !== null)
    expect([width, height]).toEqual([3840, 2880])
  })

  it('gives a host name to no decoder that crashes on them', async () => {
    const one = await serve({ clip })
    const decoder = async () => ({ ...today!, hostNames: false })
    const byName = one.url('/cam').replace('127.0.0.1', 'localhost')
    const { news } = rig.open({ source: plain(byName) }, { decoder })
    expect(await news.next(({ state }) => state === 'retrying')).toMatchObject({ problem: 'decoder_no_host_names' })
    const byNumber = rig.open({ source: plain(one.url('/cam')) }, { decoder })
    await byNumber.news.next(({ state }) => state === 'live')
  })

  it('speaks as an ffmpeg of 2018 understands it', async () => {
    const one = await serve({ clip, credentials: { username: 'admin', password, scheme: 'digest' } })
    // Without what that one does not know, today's plays the same.
    const old = { ...today!.options, scriptOptions: false, autoscale: false, packetLines: false }
    const decoder = async () => ({ ...today!, options: old })
    const { news } = rig.open({ source: plain(one.url('/cam'), { username: 'admin' }), password }, { decoder })
    const status = await news.next(({ state, fpsIn }) => state === 'live' && fpsIn > 5)
    expect(status).toMatchObject({ codec: null, bitrateKbps: null })
  })
})
