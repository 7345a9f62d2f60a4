import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OnvifFault } from '../../../e2e/fakes/onvif-camera'
import { OnvifCamera } from '../../../e2e/fakes/onvif-camera'
import { launchFork } from '../../vision/launch-fork'
import type { OnvifClientOptions, OnvifHandle } from './onvif-client'
import { makeOnvifClient } from './onvif-client'

const entry = resolve(import.meta.dirname, 'process/entry.ts')
const cameras: OnvifCamera[] = []
const fake = async (fault?: OnvifFault, name?: string): Promise<OnvifCamera> => {
  const camera = await new OnvifCamera({ ...(fault && { fault }), ...(name && { name }) }).start()
  cameras.push(camera)
  return camera
}

/** The client over the real process; `exits` resolves with each that has ended. */
function realClient(options: Partial<OnvifClientOptions> = {}) {
  const exits: Promise<void>[] = []
  const launch = (): OnvifHandle => {
    const handle = launchFork(entry)
    exits.push(new Promise((ended) => handle.onExit(() => ended())))
    return handle
  }
  return { client: makeOnvifClient({ launch, ...options }), exits }
}

let door: OnvifCamera
let hall: OnvifCamera
beforeAll(async () => {
  door = await fake(undefined, 'Door \u202Eside')
  hall = await fake(undefined, 'Hall')
})
afterAll(() => Promise.all(cameras.map((camera) => camera.stop())))

describe('the search for cameras', () => {
  it('finds cameras in the midst of devices that mean harm, in a process that ends with the answer', async () => {
    const hostile: OnvifFault[] = ['garbage', 'laughs', 'namespaces', 'long-answer', 'file-address']
    const strangers = await Promise.all(hostile.map((fault) => fake(fault)))
    const elsewhere = await fake('other-host', 'Yard')
    const targets = [...strangers, hall, elsewhere, door].map(({ probeTarget }) => probeTarget)
    const { client, exits } = realClient({ targets })
    const [found, again] = await Promise.all([client.findNetwork(), client.findNetwork()])
    expect(found).toEqual([
      { address: door.address, host: '127.0.0.1', name: 'Door side', hardware: 'FC-2', location: 'norway, Oslo' },
      { address: hall.address, host: '127.0.0.1', name: 'Hall', hardware: 'FC-2', location: 'norway, Oslo' },
      // At the host that answered, not at the one that it named; and without the password in it.
      { address: elsewhere.address, host: '127.0.0.1', name: 'Yard', hardware: 'FC-2', location: 'norway, Oslo' }
    ])
    expect(again).toBe(found)
    expect(exits).toHaveLength(1)
    await exits[0]
  })
})

describe('the streams of a camera', () => {
  it('come from the real process, and what takes its reader over is ended there', async () => {
    const { client, exits } = realClient()
    const login = { username: 'admin', password: 'secret' }
    expect(await client.onvifProfiles({ address: door.address, ...login })).toMatchObject([
      { name: 'Large', url: 'rtsp://127.0.0.1/main' },
      { name: 'Small', url: 'rtsp://127.0.0.1/sub' }
    ])
    const harmful = await fake('namespaces')
    await expect(client.onvifProfiles({ address: harmful.address, ...login })).rejects.toMatchObject({
      code: 'not_found'
    })
    await Promise.all(exits)
  })

  it('are given up when the process says nothing, ends, or says what it should not', async () => {
    const login = { address: 'http://127.0.0.1/', username: '', password: '' }
    const handle = (over: Partial<OnvifHandle>) => () => {
      let ended: (code: number | null) => void = () => undefined
      const { onExit = (listener) => void (ended = listener) } = over
      return { pid: 1, post: () => undefined, onMessage: () => undefined, kill: () => ended(null), ...over, onExit }
    }
    const rejected = (over: Partial<OnvifHandle>) =>
      makeOnvifClient({ launch: handle(over), processMs: 20 })
        .onvifProfiles(login)
        .catch((error: { code: string }) => error.code)
    expect(await rejected({})).toBe('timeout')
    expect(await rejected({ onExit: (listener) => listener(1) })).toBe('unavailable')
    const profile = { token: 't', name: 'n', url: 'javascript:alert(1)', statedHost: null, codec: null }
    const said = {
      type: 'profiles',
      profiles: [{ ...profile, width: null, height: null, fps: null, bitrateKbps: null }]
    }
    expect(await rejected({ onMessage: (listener) => listener(said) })).toBe('internal')
    expect(await rejected({ onMessage: (listener) => listener({ type: 'found', cameras: [] }) })).toBe('internal')
  })
})
