import { describe, expect, it } from 'vitest'
import type { NewDomainEvent } from '../../contracts/domain/event'
import { eventDataSchemas } from '../../contracts/domain/event'
import { FaceEvents, faceWindowMs } from './face-events'

function rig() {
  const offered: NewDomainEvent[] = []
  const timers: { ms: number; then: () => void; cancelled: boolean }[] = []
  const faces = new FaceEvents({
    origin: { siteId: 'site_1', nodeId: 'node_1' },
    cameraName: (id) => (id === 'door' ? 'Door' : null),
    offer: (event) => void offered.push(event),
    schedule: (ms, then) => {
      const timer = { ms, then, cancelled: false }
      timers.push(timer)
      return () => void (timer.cancelled = true)
    }
  })
  const see = (trackId: string, capturedAt: number, cameraId = 'door') =>
    faces.note({ trackId, capturedAt, cameraId, box: { x1: capturedAt, y1: 2, x2: 30, y2: 40 } })
  return { faces, offered, timers, see }
}

describe('FaceEvents', () => {
  it('tells the faces of a camera once a second, each at its newest place', () => {
    const { offered, timers, see } = rig()
    see('one', 1000)
    see('two', 1200)
    see('one', 1300)
    see('three', 1400, 'hall')
    expect(offered).toEqual([])
    expect(timers.map(({ ms }) => ms)).toEqual([faceWindowMs, faceWindowMs])
    timers.forEach(({ then }) => then())
    expect(offered.map(({ cameraId, occurredAt }) => [cameraId, occurredAt])).toEqual([
      ['door', 1300],
      ['hall', 1400]
    ])
    const data = eventDataSchemas['face.detected'].parse(offered[0]?.data)
    expect(data.camera).toEqual({ id: 'door', name: 'Door' })
    expect(data.faces).toEqual([
      { track_id: 'one', bbox: [1300, 2, 30, 40], detection_score: null },
      { track_id: 'two', bbox: [1200, 2, 30, 40], detection_score: null }
    ])
    see('one', 2500)
    expect(timers).toHaveLength(3)
  })

  it('leaves nothing untold and no timer behind', () => {
    const { faces, offered, timers, see } = rig()
    see('one', 1000)
    faces.dispose()
    expect(offered).toHaveLength(1)
    expect(timers.every(({ cancelled }) => cancelled)).toBe(true)
  })
})
