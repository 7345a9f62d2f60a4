import { describe, expect, it } from 'vitest'
import type { CameraProblem, CameraStatus } from '../../contracts/domain/camera-status'
import { cameraTransition, timelineNote, unknownHealth } from './health'

type Step = CameraStatus['state'] | [CameraStatus['state'], CameraProblem]

/** Plays states one second apart. */
function play(steps: Step[]) {
  let health = unknownHealth
  return steps.map((step, index) => {
    const [state, problem = null] = typeof step === 'string' ? [step] : step
    const next = cameraTransition(health, { state, problem, since: 1000 * (index + 1) })
    health = next.health
    return { event: next.event, health, note: timelineNote('gate', health, state) }
  })
}

describe('cameraTransition', () => {
  it.each<[string, Step[], (string | null)[]]>([
    ['a good start', ['connecting', 'live', 'live'], [null, 'camera.started', null]],
    [
      'an outage',
      ['connecting', 'live', 'retrying', 'connecting', 'retrying', 'live'],
      [null, 'camera.started', 'camera.failed', null, null, 'camera.recovered']
    ],
    ['one that never came', ['connecting', 'retrying', 'connecting', 'retrying'], [null, 'camera.failed', null, null]],
    ['switched off while live', ['connecting', 'live', 'off', 'off'], [null, 'camera.started', 'camera.stopped', null]],
    ['switched off while it failed', ['retrying', 'off'], ['camera.failed', 'camera.stopped']],
    ['switched off before anything came of it', ['connecting', 'off'], [null, null]],
    ['never switched on', ['off', 'off'], [null, null]],
    ['a restart of the vision process', ['live', 'connecting', 'live'], ['camera.started', null, null]],
    ['and one while it had failed', ['retrying', 'connecting', 'live'], ['camera.failed', null, 'camera.recovered']],
    [
      'switched off and on',
      ['connecting', 'live', 'off', 'connecting', 'live'],
      [null, 'camera.started', 'camera.stopped', null, 'camera.started']
    ]
  ])('%s', (_name, steps, events) => {
    expect(play(steps).map(({ event }) => event)).toEqual(events)
  })

  it('knows since when a camera is down, and why it is now', () => {
    const steps = play(['live', ['retrying', 'stalled'], 'connecting', ['retrying', 'unreachable'], 'live'])
    expect(steps.map(({ health }) => [health.phase, health.problem, health.since])).toEqual([
      ['live', null, 1000],
      ['failed', 'stalled', 2000],
      ['failed', 'stalled', 2000],
      ['failed', 'unreachable', 2000],
      ['live', null, 5000]
    ])
  })
})

describe('timelineNote', () => {
  it('is one span over all tries of a failed camera, and none of its own for a restart that nobody but us caused', () => {
    const steps = play([
      'connecting',
      'live',
      'connecting',
      'live',
      ['retrying', 'stalled'],
      'connecting',
      ['retrying', 'stalled'],
      'off'
    ])
    expect(steps.map(({ note }) => [note.state, note.problem])).toEqual([
      ['connecting', null],
      ['live', null],
      ['connecting', null],
      ['live', null],
      ['failed', 'stalled'],
      ['failed', 'stalled'],
      ['failed', 'stalled'],
      ['off', null]
    ])
  })
})
