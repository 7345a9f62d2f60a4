import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mostCameras } from '../../../contracts/domain/camera'
import type { CameraStateNote } from '../api'
import type { TestSite } from './test-site'
import { makeTestSite, testCamera } from './test-site'

let site: TestSite
beforeEach(() => (site = makeTestSite()))
afterEach(() => site.dispose())

describe('cameras', () => {
  it('have each an id of their own, which a second one is refused in words', async () => {
    const { api } = site.openWriter()
    await api.createCamera(testCamera({ id: 'door' }))
    await expect(api.createCamera(testCamera({ id: 'door', name: 'Another' }))).rejects.toMatchObject({
      code: 'conflict',
      message: 'A camera with the id “door” is there already. Choose another id.'
    })
    await expect(api.updateCamera(testCamera({ id: 'shed' }))).rejects.toMatchObject({ code: 'not_found' })
    expect(site.openReader().methods.cameras()).toMatchObject([{ id: 'door', name: 'Front door' }])
  })

  it(`are ${mostCameras} at most, and one more once another has gone`, async () => {
    const { api } = site.openWriter()
    const create = (index: number) => api.createCamera(testCamera({ id: `camera-${index}` }))
    await Promise.all(Array.from({ length: mostCameras }, (_, index) => create(index)))
    await expect(create(mostCameras)).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/64/) })
    await api.updateCamera(testCamera({ id: 'camera-7', name: 'Renamed' }))
    await api.removeCamera('camera-3')
    await create(mostCameras)
    expect(site.openReader().methods.cameras()).toHaveLength(mostCameras)
  })
})

describe('timelines', () => {
  const minute = 60_000
  const note = (cameraId: string, state: CameraStateNote['state'], problem: CameraStateNote['problem'] = null) => ({
    cameraId,
    state,
    problem
  })
  /** Spans from the start of the test in whole minutes, whole hours around it asked for. */
  const spans = (start: number, from = start - 24 * 60 * minute, to = start + 24 * 60 * minute) =>
    site
      .openReader()
      .methods.cameraTimelines({ from, to })
      .map(({ cameraId, spans: all }) => [
        cameraId,
        ...all.map((one) => `${(one.from - start) / minute}-${(one.to - start) / minute} ${one.problem ?? one.state}`)
      ])

  it('lengthen a state while it lasts, begin another when it changes, and leave out what nobody saw', async () => {
    const { api } = site.openWriter()
    await api.createCamera(testCamera({ id: 'door' }))
    await api.createCamera(testCamera({ id: 'shed' }))
    const start = site.clock.wall
    const say = async (...notes: CameraStateNote[]) => api.noteCameraStates(notes)

    await say(note('door', 'connecting'), note('shed', 'off'))
    for (let index = 0; index < 3; index++) {
      site.pass(minute)
      await say(note('door', 'live'), note('shed', 'off'))
    }
    site.pass(minute)
    await say(note('door', 'failed', 'stalled'))
    site.pass(minute)
    await say(note('door', 'failed', 'unreachable'))
    // Muster is away for two hours.
    site.pass(120 * minute)
    await say(note('door', 'failed', 'unreachable'))
    site.pass(minute)
    await say(note('door', 'failed', 'unreachable'), note('gone', 'live'))
    expect(spans(start)).toEqual([
      ['door', '0-1 connecting', '1-4 live', '4-5 stalled', '125-126 unreachable'],
      ['shed', '0-3 off']
    ])
    // Cut to what was asked for.
    expect(spans(start, start + 2 * minute, start + 4.5 * minute)).toEqual([
      ['door', '2-4 live', '4-4.5 stalled'],
      ['shed', '2-3 off']
    ])
    await api.removeCamera('door')
    expect(spans(start)).toEqual([['shed', '0-3 off']])
  })

  it('make spans of their own where the clock was set back', async () => {
    const { api } = site.openWriter()
    await api.createCamera(testCamera({ id: 'door' }))
    const start = site.clock.wall
    await api.noteCameraStates([note('door', 'live')])
    site.pass(minute)
    await api.noteCameraStates([note('door', 'live')])
    site.clock.wall -= 30 * minute
    await api.noteCameraStates([note('door', 'live')])
    site.pass(minute)
    await api.noteCameraStates([note('door', 'live')])
    expect(spans(start)).toEqual([['door', '-29--28 live', '0-1 live']])
  })
})
