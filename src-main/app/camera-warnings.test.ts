import { describe, expect, it } from 'vitest'
import { cameraInputSchema, cameraSchema } from '../../contracts/domain/camera'
import type { CameraProblem, Tamper } from '../../contracts/domain/camera-status'
import { offStatus } from '../../contracts/domain/camera-status'
import type { Warning } from '../../contracts/status'
import type { CameraStanding } from '../cameras/registry'
import { CameraWarnings, cameraWarnings } from './camera-warnings'

const now = 1_000_000

const base = (id: string): CameraStanding => ({
  camera: cameraSchema.parse({
    ...cameraInputSchema.parse({ id, name: `The ${id}`, source: { kind: 'file', path: '/clip.mp4' } }),
    createdAt: 0,
    updatedAt: 0
  }),
  status: offStatus(id, now),
  health: { phase: 'off', problem: null, since: 0 }
})
const down = (id: string, problem: CameraProblem, forMs = 0): CameraStanding => {
  const one = base(id)
  return {
    ...one,
    status: { ...one.status, state: 'retrying', problem },
    health: { phase: 'failed', problem, since: now - forMs }
  }
}
const live = (id: string, tamper: Tamper | null = null): CameraStanding => {
  const one = base(id)
  return {
    ...one,
    status: { ...one.status, state: 'live', tamper },
    health: { phase: 'live', problem: null, since: 0 }
  }
}

describe('cameraWarnings', () => {
  it.each<[string, CameraStanding[], string[]]>([
    ['all is well', [live('gate'), base('shed')], []],
    ['a wrong password at once', [down('gate', 'auth_failed'), live('shed')], ['camera_down:gate']],
    ['a stall that may pass', [down('gate', 'stalled', 14_000)], []],
    ['a stall that lasts', [down('gate', 'stalled', 15_000)], ['camera_down:gate']],
    [
      'three, each by name',
      [down('a', 'unplugged'), down('b', 'not_found'), down('c', 'try_udp')],
      ['camera_down:a', 'camera_down:b', 'camera_down:c']
    ],
    ['a switch that is down', ['a', 'b', 'c', 'd'].map((id) => down(id, 'unreachable')), ['cameras_down']],
    [
      'no decoder, told once',
      [down('a', 'decoder_missing', 60_000), down('b', 'decoder_missing')],
      ['decoder_missing']
    ],
    ['a covered lens', [live('gate', 'covered'), live('shed')], ['camera_tamper:gate']],
    ['the light is off', ['a', 'b', 'c', 'd'].map((id) => live(id, 'black')), ['cameras_tamper']]
  ])('%s', (_name, standings, ids) => {
    expect(cameraWarnings(standings, false, now).map(({ id }) => id)).toEqual(ids)
  })

  it('names the camera, what is wrong with it and where that is put right', () => {
    expect(cameraWarnings([down('gate', 'auth_failed')], true, now)).toEqual([
      { id: 'decoder_missing', level: 'bad', code: 'decoder_missing', values: {}, fix: '/settings/decoder' },
      {
        id: 'camera_down:gate',
        level: 'warning',
        code: 'camera_down',
        values: { camera: 'The gate', problem: 'auth_failed' },
        fix: '/cameras'
      }
    ])
  })
})

describe('CameraWarnings', () => {
  it('touches the board for what is new, other than before, or over', () => {
    const calls: string[] = []
    const warnings = new CameraWarnings({
      warn: ({ id, values }: Warning) => calls.push(`warn ${id} ${values['problem'] ?? ''}`),
      clear: (id) => calls.push(`clear ${id}`)
    })
    const show = (...standings: CameraStanding[]) => {
      warnings.show(cameraWarnings(standings, false, now))
      return calls.splice(0)
    }
    expect(show(down('a', 'not_found'), live('b', 'black'))).toEqual([
      'warn camera_down:a not_found',
      'warn camera_tamper:b '
    ])
    expect(show(down('a', 'not_found'), live('b', 'black'))).toEqual([])
    expect(show(down('a', 'forbidden'), live('b'))).toEqual(['clear camera_tamper:b', 'warn camera_down:a forbidden'])
    expect(show(live('a'), live('b'))).toEqual(['clear camera_down:a'])
  })
})
