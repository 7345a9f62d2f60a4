import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cameraSchema } from '../../../contracts/domain/camera'
import type { CameraStatus } from '../../../contracts/domain/camera-status'
import { systemClock } from '../../platform/clock'
import { CameraFleet } from './camera-fleet'
import type { Decoder } from './capture/decoder-probe'
import { probeDecoder } from './capture/decoder-probe'
import { StartGate } from './capture/start-gate'
import { openWebcamShots } from './capture/webcam-shots'

const folder = mkdtempSync(join(tmpdir(), 'muster-fleet-'))
const clip = join(folder, 'pattern.mp4')
let decoder: Decoder | null
beforeAll(async () => {
  decoder = await probeDecoder('ffmpeg')
  const pattern = ['-f', 'lavfi', '-i', 'testsrc2=size=160x120:rate=10', '-t', '3', '-pix_fmt', 'yuv420p', clip]
  execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', ...pattern])
})
afterAll(() => rmSync(folder, { recursive: true }))

const config = (id: string, source: object) => ({
  camera: cameraSchema.parse({
    ...{ id, name: id, direction: 'in', enabled: true, analysisFps: 5, matchThreshold: null, livenessRequired: true },
    ...{ createdAt: 0, updatedAt: 0, source }
  }),
  password: null
})

function openFleet(places: number) {
  const statuses = new Map<string, CameraStatus[]>()
  const pids = new Set<number>()
  const buffers = new Set<SharedArrayBuffer>()
  let begun = 0
  let most = 0
  let check: () => void = () => undefined
  const fleet: CameraFleet = new CameraFleet({
    ...{ decoder: async () => decoder, detector: { width: 160, height: 120 }, gate: new StartGate(places, 60_000) },
    ...{ openShots: openWebcamShots, clock: systemClock, random: () => 0.5, workerOf: () => 0 },
    toWorker: (_cameraId, message) => {
      if (message.type !== 'slots') return
      begun++
      for (const buffer of message.buffers) buffers.add(buffer)
      check()
    },
    onGone: () => undefined,
    onStatus: (status) => {
      statuses.set(status.cameraId, [...(statuses.get(status.cameraId) ?? []), status])
      check()
    },
    onChildren: () => {
      const now = fleet.pids()
      most = Math.max(most, now.length)
      for (const pid of now) pids.add(pid)
    },
    onBegin: () => undefined,
    isWatched: () => false,
    onPreview: () => undefined,
    wantsStill: () => false,
    wantsSnapshot: () => false
  })
  /** Resolves once every camera has said something that passes. */
  const all = (ids: string[], test: (status: CameraStatus) => boolean) =>
    new Promise<void>((resolve) => {
      check = () => {
        if (ids.every((id) => statuses.get(id)?.some(test))) resolve()
      }
      check()
    })
  /** Resolves once so many decoders have named the size of their pictures. */
  const decoders = (count: number) =>
    new Promise<void>((resolve) => {
      check = () => {
        if (begun >= count) resolve()
      }
      check()
    })
  return { fleet, statuses, pids, buffers, all, decoders, most: () => most }
}

describe('CameraFleet', () => {
  // Nobody is passed over while the machine is slow: the number that begins is what is looked at.
  it('takes 64 cameras, begins a few at a time, and lets those that answer play undisturbed', async () => {
    const { fleet, statuses, pids, all, most } = openFleet(4)
    const dead = Array.from({ length: 62 }, (_, i) => `dead-${i}`)
    const living = ['first', 'last']
    const none = { kind: 'rtsp', url: 'rtsp://127.0.0.1:1/', transport: 'tcp', username: '', hasPassword: false }
    const file = { kind: 'file', path: clip, loop: true }
    fleet.apply([config('first', file), ...dead.map((id) => config(id, none)), config('last', file)])
    await all(dead, ({ state, problem }) => state === 'retrying' && problem === 'unreachable')
    await all(living, ({ state }) => state === 'live')
    expect(most()).toBeLessThanOrEqual(4 + living.length)
    for (const id of living) expect(statuses.get(id)?.some(({ state }) => state === 'retrying')).toBe(false)
    await fleet.stop()
    expect([...pids].filter(isAlive)).toEqual([])
    expect([...statuses.values()].every((all) => all.at(-1)?.state === 'off')).toBe(true)
  }, 90_000)

  it('starts a camera anew for what its decoder sees, and for nothing else', async () => {
    const { fleet, pids, all } = openFleet(4)
    const file = { kind: 'file', path: clip, loop: true }
    const one = config('gate', file)
    fleet.apply([one])
    await all(['gate'], ({ state }) => state === 'live')
    fleet.apply([{ ...one, camera: { ...one.camera, name: 'Other', matchThreshold: 0.8 } }])
    expect(pids.size).toBe(1)
    fleet.apply([{ ...one, camera: { ...one.camera, options: { ...one.camera.options, rotation: 90 } } }])
    await all(['gate'], ({ state, width }) => state === 'live' && width === 120)
    expect(pids.size).toBe(2)
    await fleet.stop()
    expect([...pids].filter(isAlive)).toEqual([])
  }, 60_000)

  it.each<[string, (fleet: CameraFleet, one: ReturnType<typeof config>) => void]>([
    ['is changed', (fleet, one) => fleet.apply([{ ...one, camera: { ...one.camera, analysisFps: 3 } }])],
    [
      'is switched off and on',
      (fleet, one) => {
        fleet.apply([{ ...one, camera: { ...one.camera, enabled: false } }])
        fleet.apply([one])
      }
    ],
    ['gets another decoder', (fleet) => fleet.renew()]
  ])(
    'opens a camera that %s once its decoder is gone, which is known to run until then',
    async (_name, change) => {
      const { fleet, pids, all, most, statuses } = openFleet(4)
      const one = config('gate', { kind: 'file', path: clip, loop: true })
      fleet.apply([one])
      await all(['gate'], ({ state }) => state === 'live')
      const [first] = [...pids]
      // It does not hear that it should end.
      process.kill(first!, 'SIGSTOP')
      statuses.clear()
      change(fleet, one)
      expect(fleet.pids()).toEqual([first])
      await all(['gate'], ({ state }) => state === 'live')
      expect(most()).toBe(1)
      expect([...pids].filter(isAlive)).toHaveLength(1)
      await fleet.stop()
    },
    60_000
  )

  it('needs no new memory for the decoders that follow the first, whatever ended it', async () => {
    const { fleet, buffers, decoders } = openFleet(4)
    const one = config('gate', { kind: 'file', path: clip, loop: true })
    fleet.apply([one])
    await decoders(1)
    fleet.renew()
    await decoders(2)
    fleet.apply([{ ...one, camera: { ...one.camera, analysisFps: 3 } }])
    await decoders(3)
    for (const pid of fleet.pids()) process.kill(pid, 'SIGKILL')
    await decoders(4)
    // Four, and one for the picture that the worker, which never answers here, still has from the first.
    expect(buffers.size).toBeLessThanOrEqual(5)
    await fleet.stop()
  }, 60_000)

  it('lends a camera at this computer to who tries it, and takes it back', async () => {
    const { fleet, statuses, all } = openFleet(4)
    const usb = { kind: 'usb', device: 'TEST', format: null, capture: 'auto' }
    fleet.apply([config('desk', usb), config('hall', { kind: 'file', path: clip, loop: true })])
    await all(['desk', 'hall'], ({ state }) => state === 'live')
    const [first] = fleet.pids()
    statuses.clear()
    const during = await fleet.lend('TEST', () => Promise.resolve(fleet.pids()))
    expect(during).toHaveLength(1)
    expect(during).not.toContain(first)
    await all(['desk'], ({ state }) => state === 'live')
    expect(
      statuses
        .get('desk')
        ?.map(({ state }) => state)
        .slice(0, 2)
    ).toEqual(['connecting', 'live'])
    await expect(fleet.lend('TEST', () => Promise.reject(new Error('failed')))).rejects.toThrow('failed')
    statuses.clear()
    await all(['desk'], ({ state }) => state === 'live')
    await fleet.lend('/dev/video0', () => Promise.resolve(expect(fleet.pids()).toHaveLength(2)))
    await fleet.stop()
  }, 90_000)
})

/** A zombie that nobody has waited for yet counts as gone. */
function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}
