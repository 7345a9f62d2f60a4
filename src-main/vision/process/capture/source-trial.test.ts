import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultCameraOptions } from '../../../../contracts/domain/camera-options'
import { encodeClip } from '../../../../e2e/fakes/rtsp/encode-clip'
import { RtspServer } from '../../../../e2e/fakes/rtsp-server'
import { systemClock } from '../../../platform/clock'
import type { TrialRequest } from '../../protocol'
import type { Decoder } from './decoder-probe'
import { probeDecoder } from './decoder-probe'
import type { SourceTrialDeps } from './source-trial'
import { SourceTrial } from './source-trial'
import { openWebcamShots } from './webcam-shots'

const folder = mkdtempSync(join(tmpdir(), 'muster-trial-'))
const clip = join(folder, 'pattern.mp4')
let server: RtspServer
let decoder: Decoder | null = null
beforeAll(async () => {
  decoder = await probeDecoder('ffmpeg')
  const pattern = ['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=20', '-t', '3', '-pix_fmt', 'yuv420p', clip]
  execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', ...pattern])
  const credentials = { username: 'admin', password: 'right', scheme: 'digest' } as const
  server = new RtspServer({ clip: await encodeClip(clip, { fps: 20 }), credentials })
  await server.start()
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

const isRunning = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Tries a source to the end, and sees to it that none of its decoders is left. */
async function tryOut(
  request: Partial<TrialRequest> & Pick<TrialRequest, 'source'>,
  over: Partial<SourceTrialDeps> = {}
) {
  const pids = new Set<number>()
  const trial: SourceTrial = new SourceTrial(
    { password: null, options: defaultCameraOptions, ...request },
    {
      ...{ decoder: async () => decoder, clock: systemClock, openShots: openWebcamShots },
      timing: { firstFrameMs: 8000, frameMs: 4000, killMs: 300 },
      ...{ detector: { width: 320, height: 240 }, budgetMs: 12_000, measureMs: 1500 },
      onChild: () => void (trial.pid === null || pids.add(trial.pid)),
      ...over
    }
  )
  const result = await trial.result()
  expect([...pids].filter(isRunning)).toEqual([])
  return { result, pids }
}
const rtsp = (path: string) =>
  ({ kind: 'rtsp', url: server.url(path), transport: 'tcp', username: 'admin', hasPassword: true }) as const

describe('SourceTrial', () => {
  it('shows a picture, and what the stream is', async () => {
    const { result, pids } = await tryOut({ source: rtsp('/cam'), password: 'right' })
    if (!result.works) throw new Error(`${result.problem}: ${result.detail}`)
    expect(pids.size).toBe(1)
    expect(result).toMatchObject({ width: 320, height: 240, codec: 'h264', capture: 'stream', hardware: null })
    expect([result.jpeg[0], result.jpeg[1]]).toEqual([0xff, 0xd8])
    expect(Math.abs(result.fps! - 20)).toBeLessThan(6)
    expect(result.bitrateKbps).toBeGreaterThan(1)
    expect(result.firstPictureMs).toBeGreaterThan(0)
  })

  it.each([
    ['/cam', 'wrong', 'auth_failed'],
    ['/404', 'right', 'not_found'],
    ['/udponly', 'right', 'try_udp'],
    ['/audioonly', 'right', 'no_video']
  ])('%s with the %s password is %s, said once and without it', async (path, password, problem) => {
    const { result, pids } = await tryOut({ source: rtsp(path), password })
    expect(result).toMatchObject({ works: false, problem })
    expect(JSON.stringify(result)).not.toContain(password)
    expect(pids.size).toBe(1)
  })

  it('ends what never answers', async () => {
    const { result } = await tryOut({ source: rtsp('/mute'), password: 'right' }, { budgetMs: 1000 })
    expect(result).toMatchObject({ works: false, problem: 'no_video' })
  })

  it('shows a clip that is over before it was measured, turned', async () => {
    const source = { kind: 'file', path: clip, loop: false } as const
    const options = { ...defaultCameraOptions, rotation: 90 as const }
    const { result } = await tryOut({ source, options }, { measureMs: 60_000 })
    expect(result).toMatchObject({ works: true, width: 240, height: 320, codec: 'h264' })
  })

  it('says why hardware does not decode, and shows the picture all the same', async () => {
    const source = { kind: 'file', path: clip, loop: true } as const
    const options = { ...defaultCameraOptions, hardwareDecoding: 'nonesuch' }
    const { result, pids } = await tryOut({ source, options }, { measureMs: 100 })
    expect(result).toMatchObject({ works: true, hardware: null })
    expect(result.works && result.hardwareRefused).toContain('nonesuch')
    expect(pids.size).toBe(2)
  })

  it('takes a single picture where there is no stream', async () => {
    const source = { kind: 'usb', device: 'TEST', format: null, capture: 'auto' } as const
    const { result } = await tryOut({ source })
    expect(result).toMatchObject({ works: true, capture: 'snapshots', fps: null, width: 1280, height: 720 })
  })

  it('says that there is no decoder', async () => {
    const source = { kind: 'file', path: clip, loop: true } as const
    const { result } = await tryOut({ source }, { decoder: () => Promise.resolve(null) })
    expect(result).toEqual({ works: false, problem: 'decoder_missing', detail: '' })
  })
})
