import type { RequestCallback } from 'onvif'
import { Cam } from 'onvif'
import type { z } from 'zod'
import type { onvifLoginSchema } from '../../../../contracts/cameras'
import { boundedAgent } from './bounded-agent'
import type { LastAnswer } from './judge-failure'
import { judgeFailure, notOnvif } from './judge-failure'
import { isHostileXml } from './plain-text'

export type Login = z.output<typeof onvifLoginSchema>

/** Profiles of a recorder with 64 channels have half of it. */
const maxBytes = 1_048_576

/** What may be asked of a camera, each within its time and size. */
export interface CameraSession {
  readonly host: string
  readonly cam: Cam
  /** @throws MusterError as `judgeFailure` names it */
  ask<T>(question: (callback: RequestCallback<T>) => void): Promise<T>
  close(): void
}

/**
 * The `onvif` package's camera, held to its bounds. The package waits for ever for an answer that breaks off, reads without
 * limit, and throws where nobody can catch; `process/entry` reports what gets past this.
 */
export function openCameraSession(login: Login, requestMs: number): CameraSession {
  const { protocol, hostname, port, pathname, search } = new URL(login.address)
  const secure = protocol === 'https:'
  let last: LastAnswer = { status: null, xml: '' }
  let abandon: (error: Error) => void = () => undefined
  const agent = boundedAgent(secure, maxBytes, () => abandon(new Error('answer too long')))
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const cam = new Cam({
    hostname: host,
    port: Number(port) || (secure ? 443 : 80),
    path: pathname + search,
    useSecure: secure,
    username: escapeXml(login.username),
    password: asBytes(login.password),
    timeout: requestMs,
    autoconnect: false,
    agent
  })
  cam.on('rawResponse', (xml, status) => {
    last = { status, xml }
    // The package reads the document as soon as this returns.
    if (isHostileXml(xml)) throw notOnvif()
  })

  const ask = <T>(question: (callback: RequestCallback<T>) => void): Promise<T> => {
    last = { status: null, xml: '' }
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => abandon(new Error('Network timeout')), requestMs)
      abandon = (error) => {
        clearTimeout(timer)
        agent.destroy()
        reject(judgeFailure(error, last, login.username !== ''))
      }
      question((error, value) => {
        clearTimeout(timer)
        if (error) reject(judgeFailure(error, last, login.username !== ''))
        else resolve(value as T)
      })
    })
  }
  return { host: hostname, cam, ask, close: () => agent.destroy() }
}

/** The package writes the user name into its XML as it stands. */
export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** The package takes one byte of each character; the digest is over UTF-8. */
const asBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')
