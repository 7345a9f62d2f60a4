import { expect, it } from 'vitest'
import { silentLog } from '../platform/log'
import { offStatus } from '../../contracts/domain/camera-status'
import type { FromVision, ToVision } from './protocol'
import type { Supervision, SupervisionState } from './supervision'
import type { VisionHandle } from './vision-client'
import { VisionClient } from './vision-client'

const thresholds = (matchThreshold: number) => ({
  ...{ matchThreshold, margin: 0.05, livenessThreshold: 0.7 },
  ...{ minEyeDistancePx: 24, keepCrops: true, repeatMs: 2000 }
})

/** Processes that only note what they are told; one ends when the test says so. */
function rig(findDecoder: () => string | null = () => null) {
  const listeners: ((message: unknown) => void)[] = []
  const processes: ToVision[][] = []
  let end: () => void = () => undefined
  const launch = (): VisionHandle => {
    const told: ToVision[] = []
    processes.push(told)
    return {
      pid: processes.length,
      post: (message) => void told.push(message),
      onMessage: (listener) => void listeners.push(listener),
      onExit: () => undefined,
      kill: () => undefined
    }
  }
  const client = new VisionClient({
    launch,
    supervise: (spec): Supervision => {
      const state: SupervisionState = { state: 'ready', pid: 1, restarts: 0, detail: '' }
      return {
        start: () => {
          spec.launch()
          spec.onState(state)
        },
        alive: () => undefined,
        ready: () => undefined,
        fatal: () => undefined,
        stop: () =>
          new Promise((resolve) => {
            end = () => {
              spec.onEnded(1)
              resolve()
            }
          })
      }
    },
    modelsDir: '/packs/shipped',
    findDecoder,
    log: silentLog
  })
  const say = (message: FromVision) => listeners.at(-1)?.(message)
  return { client, processes, say, end: () => end() }
}

it('tells a process on its way out nothing that was meant for the next one', async () => {
  const { client, processes, end } = rig()
  client.setRecognition(thresholds(0.45))
  client.start()
  client.setEngine({ modelsDir: '/packs/other' })
  client.setRecognition(thresholds(0.94))
  client.setCameras([])
  await new Promise(setImmediate)
  const typesOf = (told: ToVision[]) => told.map((message) => message.type)
  expect(processes.map(typesOf)).toEqual([['init', 'recognition', 'cameras']])

  end()
  await new Promise(setImmediate)
  expect(processes).toHaveLength(2)
  const [init, recognition, cameras] = processes[1]!
  expect(init).toMatchObject({ type: 'init', modelsDir: '/packs/other' })
  expect(recognition).toMatchObject({ type: 'recognition', config: { matchThreshold: 0.94 } })
  expect(cameras).toMatchObject({ type: 'cameras', cameras: [] })
  client.setRecognition(thresholds(0.95))
  expect(processes[1]!.at(-1)).toMatchObject({ type: 'recognition', config: { matchThreshold: 0.95 } })
})

it('tells of a decoder that was installed or chosen meanwhile, once', () => {
  let path: string | null = null
  const { client, processes, say } = rig(() => path)
  client.start()
  const missing = { ...offStatus('gate', 0), state: 'retrying', problem: 'decoder_missing' } as const
  say({ type: 'camera-status', status: missing })
  path = '/usr/bin/ffmpeg'
  say({ type: 'camera-status', status: missing })
  say({ type: 'camera-status', status: missing })
  path = '/opt/ffmpeg'
  client.refreshDecoder()
  const told = processes[0]!.filter(({ type }) => type === 'init' || type === 'decoder')
  expect(told.map((message) => 'ffmpegPath' in message && message.ffmpegPath)).toEqual([
    null,
    '/usr/bin/ffmpeg',
    '/opt/ffmpeg'
  ])
})
