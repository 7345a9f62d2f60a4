import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import type { Camera } from '../../contracts/domain/camera'
import { cameraInputSchema, cameraSchema } from '../../contracts/domain/camera'
import type { ScheduleWindow } from '../../contracts/domain/camera-options'
import type { CameraStatus } from '../../contracts/domain/camera-status'
import { offStatus } from '../../contracts/domain/camera-status'
import { silentLog } from '../platform/log'
import type { CameraSecretConfig, CameraStateNote } from '../storage/api'
import { CameraRegistry, withoutCredentialsInAddress } from './registry'
import { HandClock } from './timers.fixture'

const input = (url: string, extra: Record<string, string> = {}) =>
  cameraInputSchema.parse({ id: 'gate', name: 'Gate', source: { kind: 'rtsp', url, ...extra } })

describe('withoutCredentialsInAddress', () => {
  it.each([
    ['rtsp://cam.local/stream', 'rtsp://cam.local/stream', '', undefined],
    ['rtsp://admin:secret@cam.local/stream', 'rtsp://cam.local/stream', 'admin', 'secret'],
    ['rtsp://admin:p@ss#1/x@10.0.0.8:554/h264', 'rtsp://10.0.0.8:554/h264', 'admin', 'p@ss#1/x'],
    ["rtsp://admin:p@ss:w/rd#1?&%'@10.0.0.8/h264", 'rtsp://10.0.0.8/h264', 'admin', "p@ss:w/rd#1?&%'"],
    ['rtsp://admin:p%40ss@10.0.0.8/h264', 'rtsp://10.0.0.8/h264', 'admin', 'p@ss'],
    ['rtsp://guard@10.0.0.8/h264', 'rtsp://10.0.0.8/h264', 'guard', ''],
    ['rtsp://john.doe@10.0.0.8/h264', 'rtsp://10.0.0.8/h264', 'john.doe', ''],
    ['rtsp://[fe80::8]/live@1', 'rtsp://[fe80::8]/live@1', '', undefined],
    ['rtsp://10.0.0.8:554/live?mail=a@b.example', 'rtsp://10.0.0.8:554/live?mail=a@b.example', '', undefined]
  ])('%s', (url, plain, username, password) => {
    const { source } = withoutCredentialsInAddress(input(url))
    expect(source).toEqual({
      kind: 'rtsp',
      url: plain,
      username,
      transport: 'tcp',
      ...(password === undefined ? {} : { password })
    })
  })

  it('prefers what was typed into the fields', () => {
    const source = withoutCredentialsInAddress(input('rtsp://a:b@cam/s', { username: 'typed', password: 'own' })).source
    expect(source).toMatchObject({ url: 'rtsp://cam/s', username: 'typed', password: 'own' })
  })
})

const zone = 'Europe/Madrid'
const noon = DateTime.fromISO('2026-11-27T12:00', { zone }).toMillis()
const work: ScheduleWindow[] = [{ days: [1, 2, 3, 4, 5], from: '07:30', to: '18:00' }]

const camera = (id: string, over: { enabled?: boolean; schedule?: ScheduleWindow[] } = {}): Camera =>
  cameraSchema.parse({
    ...cameraInputSchema.parse({ id, name: id, source: { kind: 'file', path: '/clip.mp4' } }),
    enabled: over.enabled ?? true,
    options: { schedule: over.schedule ?? null },
    source: { kind: 'file', path: '/clip.mp4', loop: true },
    createdAt: 0,
    updatedAt: 0
  })

const status = (
  cameraId: string,
  state: CameraStatus['state'],
  problem: CameraStatus['problem'] = null
): CameraStatus => ({
  ...offStatus(cameraId, 1000),
  ...{ state, problem, lastFrameAt: 2000, fpsIn: 10, fpsAnalysed: 5, width: 640, height: 480 }
})

/** A registry over stored cameras that the test changes, with everything that it says. */
async function rig(...stored: Camera[]) {
  const clock = new HandClock(noon)
  const configs: CameraSecretConfig[] = stored.map((one) => ({ camera: one, password: null }))
  const [events, pushed, removed]: [string[], CameraStatus[], string[]] = [[], [], []]
  const applied: CameraSecretConfig[][] = []
  const notes: CameraStateNote[] = []
  const never = () => Promise.reject(new Error('nothing is written here'))
  const registry = new CameraRegistry({
    writer: {
      createCamera: never,
      updateCamera: never,
      removeCamera: never,
      noteCameraStates: (more) => {
        notes.push(...more)
        return Promise.resolve(null)
      }
    },
    reader: {
      cameras: () => Promise.resolve(configs.map((one) => one.camera)),
      cameraConfigs: () => Promise.resolve([...configs])
    },
    apply: (wanted) => applied.push(wanted),
    onEvent: (type, { id }) => {
      events.push(`${type} ${id}`)
      return Promise.resolve()
    },
    onStatus: (one) => pushed.push(one),
    onRemoved: (id) => removed.push(id),
    now: clock.now,
    after: clock.after,
    log: silentLog
  })
  registry.setTimeZone(zone)
  await registry.refresh()
  const running = () => (applied.at(-1) ?? []).filter((one) => one.camera.enabled).map((one) => one.camera.id)
  const change = (...cameras: Camera[]) => {
    configs.splice(0, configs.length, ...cameras.map((one) => ({ camera: one, password: null })))
    return registry.refresh()
  }
  return { registry, clock, events, pushed, removed, applied, notes, running, change }
}

describe('CameraRegistry', () => {
  it('drops the states of cameras that it does not know', async () => {
    const { registry } = await rig(camera('gate'))
    expect(registry.noteStatus(status('shed', 'live'))).toBe(false)
    expect(registry.noteStatus(status('gate', 'live'))).toBe(true)
    expect(registry.counts()).toEqual({ live: 1, enabled: 1 })
  })

  it('calls no camera live while nobody reads it, and blames none', async () => {
    const { registry, events, pushed } = await rig(camera('gate'), camera('shed'))
    registry.noteStatus(status('gate', 'live'))
    registry.noteStatus(status('shed', 'retrying', 'stalled'))
    pushed.length = 0
    registry.noteVisionDown()
    expect(pushed).toMatchObject([{ cameraId: 'gate', state: 'connecting', since: noon, fpsIn: 0, fpsAnalysed: 0 }])
    // The next process begins from nothing.
    for (const id of ['gate', 'shed']) {
      registry.noteStatus(status(id, 'connecting'))
      registry.noteStatus(status(id, 'live'))
    }
    expect(events).toEqual(['camera.started gate', 'camera.failed shed', 'camera.recovered shed'])
  })

  it('does not take the farewell of a vision process for the end of its cameras', async () => {
    const { registry, events, pushed } = await rig(camera('gate'))
    registry.noteStatus(status('gate', 'live'))
    registry.noteStatus(status('gate', 'off'))
    expect(pushed.at(-1)).toMatchObject({ state: 'connecting' })
    registry.noteStatus(status('gate', 'live'))
    expect(events).toEqual(['camera.started gate'])
    registry.noteStatus(status('gate', 'off', 'disconnected'))
    expect(events).toEqual(['camera.started gate', 'camera.stopped gate'])
  })

  it('says at once that a camera is off that was switched off, and believes nothing else of it', async () => {
    const { registry, events, pushed, change, running } = await rig(camera('gate'), camera('shed'))
    registry.noteStatus(status('gate', 'live'))
    await change(camera('gate', { enabled: false }), camera('shed'))
    expect(running()).toEqual(['shed'])
    expect(pushed.at(-1)).toMatchObject({ cameraId: 'gate', state: 'off', pausedUntil: null, since: noon })
    expect(registry.noteStatus(status('gate', 'live'))).toBe(false)
    expect(registry.noteStatus(status('gate', 'off'))).toBe(false)
    await change(camera('gate', { enabled: false }), camera('shed'))
    await change(camera('gate'), camera('shed'))
    registry.noteStatus(status('gate', 'connecting'))
    registry.noteStatus(status('gate', 'live'))
    expect(events).toEqual(['camera.started gate', 'camera.stopped gate', 'camera.started gate'])
  })

  it('says of a camera that is removed that it has stopped', async () => {
    const { registry, events, removed, change, notes } = await rig(camera('gate'), camera('shed'))
    registry.noteStatus(status('gate', 'live'))
    await change(camera('shed'))
    expect(events).toEqual(['camera.started gate', 'camera.stopped gate'])
    expect(removed).toEqual(['gate'])
    expect(registry.statuses()).toEqual([])
    await registry.writeTimelines()
    expect(notes).toEqual([])
  })

  it('runs a camera within its hours alone, and says until when it rests', async () => {
    const { registry, clock, events, pushed, running, applied } = await rig(
      camera('gate', { schedule: work }),
      camera('shed'),
      camera('yard', { enabled: false, schedule: work })
    )
    expect(running()).toEqual(['gate', 'shed'])
    registry.noteStatus(status('gate', 'live'))
    registry.noteStatus(status('shed', 'live'))
    clock.pass(6 * 3_600_000)
    expect(running()).toEqual(['shed'])
    // The one beside it is handed over as it was, so that nothing about it starts anew.
    expect(applied.at(-1)?.[1]).toBe(applied[0]?.[1])
    const monday = DateTime.fromISO('2026-11-30T07:30', { zone }).toMillis()
    expect(registry.statuses().map(({ cameraId, state, pausedUntil }) => [cameraId, state, pausedUntil])).toEqual([
      ['gate', 'off', monday],
      ['shed', 'live', null],
      ['yard', 'off', null]
    ])
    expect(registry.counts()).toEqual({ live: 1, enabled: 1 })
    const told = pushed.length
    registry.setTimeZone('America/New_York')
    expect(running()).toEqual(['gate', 'shed'])
    registry.setTimeZone('Asia/Tokyo')
    expect(running()).toEqual(['shed'])
    expect(pushed.slice(told).filter(({ cameraId }) => cameraId === 'shed')).toEqual([])
    expect(events).toEqual(['camera.started gate', 'camera.started shed', 'camera.stopped gate'])
    expect(registry.get('gate')?.enabled).toBe(true)
  })

  it('corrects until when a camera rests, without calling it off anew', async () => {
    const { registry, clock, pushed } = await rig(camera('gate', { schedule: work }))
    clock.pass(6 * 3_600_000)
    const [before] = registry.statuses()
    registry.setTimeZone('Europe/London')
    registry.setTimeZone('Asia/Tokyo')
    expect(pushed.at(-1)).toMatchObject({ state: 'off', since: before?.since })
    expect(pushed.at(-1)?.pausedUntil).not.toBe(before?.pausedUntil)
  })

  it('writes timelines with each failure as one span, and at the end that all have stopped', async () => {
    const { registry, clock, events, notes } = await rig(camera('gate'), camera('shed'))
    registry.noteStatus(status('gate', 'live'))
    for (let tries = 0; tries < 5; tries++) {
      registry.noteStatus(status('shed', 'connecting'))
      registry.noteStatus(status('shed', 'retrying', 'unreachable'))
      clock.pass(1000)
    }
    expect(notes).toEqual([
      { cameraId: 'gate', state: 'live', problem: null },
      { cameraId: 'shed', state: 'failed', problem: 'unreachable' }
    ])
    await registry.stop()
    expect(notes.slice(2)).toEqual(notes.slice(0, 2))
    expect(events.slice(2)).toEqual(['camera.stopped gate', 'camera.stopped shed'])
    expect(clock.waiting).toBe(0)
    expect(registry.noteStatus(status('gate', 'live'))).toBe(false)
  })
})
