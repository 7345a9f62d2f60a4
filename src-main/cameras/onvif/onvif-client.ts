import type { z } from 'zod'
import type { NetworkCamera, OnvifProfile, onvifLoginSchema } from '../../../contracts/cameras'
import { MusterError } from '../../../contracts/result'
import type { ManagedProcess } from '../../vision/supervision'
import type { FromOnvif, ToOnvif } from './onvif-protocol'
import { fromOnvifSchema } from './onvif-protocol'

/** A process of `process/entry`, however it was started. */
export interface OnvifHandle extends ManagedProcess {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}

export interface OnvifClientOptions {
  launch: () => OnvifHandle
  /** `HOST:PORT` asked instead of every network of this computer; for tests and for networks that multicast does not reach. */
  targets?: string[]
  /** How long cameras may take to answer a search. WS-Discovery lets them wait 0.5 s; slow ones take longer. */
  waitMs?: number
  /** How long one answer of a camera may take. */
  requestMs?: number
  /** After this a process that has not answered is ended. */
  processMs?: number
}

export interface OnvifClient {
  /**
   * @returns every camera that answered, by name; none is no error
   * @throws MusterError `unavailable` without a network, or when the process ends
   */
  findNetwork(): Promise<NetworkCamera[]>
  /**
   * @returns the streams that a camera offers, largest first
   * @throws MusterError `camera_auth_failed`, `camera_unreachable`, `not_found` where no ONVIF camera answers, `timeout`
   */
  onvifProfiles(login: z.output<typeof onvifLoginSchema>): Promise<OnvifProfile[]>
}

/** Asks in a process of its own, which ends with the answer: replies come from anything on the network. */
export function makeOnvifClient(options: OnvifClientOptions): OnvifClient {
  const { launch, targets = [], waitMs = 4000, requestMs = 5000, processMs = 20_000 } = options
  let search: Promise<NetworkCamera[]> | null = null
  const find = async () => {
    const answer = await askApart(launch, { type: 'find', targets, waitMs }, processMs)
    if (answer.type !== 'found') throw unexpected()
    return answer.cameras
  }
  return {
    // A second press of the button waits for the search that is under way.
    findNetwork: () => (search ??= find().finally(() => (search = null))),
    async onvifProfiles(login) {
      const answer = await askApart(launch, { type: 'profiles', ...login, requestMs }, processMs)
      if (answer.type !== 'profiles') throw unexpected()
      return answer.profiles
    }
  }
}

type Answer = Exclude<FromOnvif, { type: 'failed' }>

const unexpected = () => new MusterError('internal', 'The camera search said something that Muster does not know.')

function askApart(launch: () => OnvifHandle, question: ToOnvif, timeoutMs: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const handle = launch()
    let settled = false
    const settle = (then: () => void) => {
      if (settled) return
      settled = true
      clearTimeout(timer)
      then()
      handle.kill()
    }
    const late = new MusterError('timeout', 'The camera took too long to answer. Try again, or restart the camera.')
    const timer = setTimeout(() => settle(() => reject(late)), timeoutMs)
    handle.onExit((code) =>
      settle(() => reject(new MusterError('unavailable', 'The camera search ended early. Try again.', { code })))
    )
    handle.onMessage((raw) => {
      const message = fromOnvifSchema.safeParse(raw)
      settle(() => {
        if (!message.success) reject(unexpected())
        else if (message.data.type === 'failed') reject(new MusterError(message.data.code, message.data.message))
        else resolve(message.data)
      })
    })
    handle.post(question)
  })
}
