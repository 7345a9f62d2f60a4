import { describe, expect, it } from 'vitest'
import { readOptions } from './options'

describe('readOptions', () => {
  it('runs the site with a window when nothing is asked', () => {
    expect(readOptions(['electron', '.'], {})).toEqual({
      demo: false,
      headless: false,
      exitAfterDeliveries: null,
      dataDir: null,
      modelsDir: null,
      onvifTargets: [],
      trace: false,
      hidden: false
    })
  })

  it.each([
    [['--demo', '--exit-after-deliveries', '3'], 3],
    [['--exit-after-deliveries=7'], 7]
  ])('counts deliveries in the demo: %j', (argv, count) => {
    expect(readOptions(argv, {})).toMatchObject({ demo: true, exitAfterDeliveries: count })
  })

  it.each([[['--exit-after-deliveries', 'many']], [['--exit-after-deliveries']], [['--exit-after-deliveries=0']]])(
    'refuses %j',
    (argv) => {
      expect(() => readOptions(argv, {})).toThrow(/whole number/)
    }
  )

  it('takes the data folder from the environment', () => {
    expect(readOptions(['--headless'], { MUSTER_DATA_DIR: '/srv/muster' })).toMatchObject({
      headless: true,
      dataDir: '/srv/muster'
    })
  })

  it('takes addresses to search for cameras at, and refuses what is none', () => {
    const probe = (text: string) => readOptions([], { MUSTER_ONVIF_PROBE: text }).onvifTargets
    expect(probe('127.0.0.1:3702, 10.0.0.5:3702')).toEqual(['127.0.0.1:3702', '10.0.0.5:3702'])
    expect(() => probe('camera')).toThrow(/wants addresses/)
  })
})
