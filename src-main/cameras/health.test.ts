import { describe, expect, it } from 'vitest'
import type { CameraStatus } from '../../contracts/domain/camera-status'
import type { CameraHealth } from './health'
import { cameraTransition } from './health'

describe('cameraTransition', () => {
  it.each<[string, CameraStatus['state'][], (string | null)[]]>([
    ['a good start', ['connecting', 'live', 'live'], [null, 'camera.started', null]],
    [
      'an outage',
      ['connecting', 'live', 'retrying', 'connecting', 'retrying', 'live'],
      [null, 'camera.started', 'camera.failed', null, null, 'camera.recovered']
    ],
    ['one that never came', ['connecting', 'retrying', 'connecting', 'retrying'], [null, 'camera.failed', null, null]],
    ['switched off while live', ['connecting', 'live', 'off', 'off'], [null, 'camera.started', 'camera.stopped', null]],
    [
      'switched off and on',
      ['connecting', 'live', 'off', 'connecting', 'live'],
      [null, 'camera.started', 'camera.stopped', null, 'camera.started']
    ]
  ])('%s', (_name, states, events) => {
    let health: CameraHealth = { phase: 'off' }
    const seen = states.map((state) => {
      const step = cameraTransition(health, state)
      health = step.health
      return step.event
    })
    expect(seen).toEqual(events)
  })
})
