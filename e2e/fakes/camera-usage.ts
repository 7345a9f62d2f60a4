import { parseArgs } from 'node:util'
import type { RtspCredentials } from './rtsp/rtsp-auth'
import { faultWords, rtspFaults } from './rtsp/rtsp-fault'
import { mjpegFaultWords, mjpegFaults } from './mjpeg/mjpeg-fault'

export interface CameraArguments {
  clip: string
  port: number
  fps: number
  width: number | undefined
  resizeTo: number | undefined
  credentials: RtspCredentials | null
  tls: boolean
  udpOnly: boolean
  mjpeg: boolean
}

const listOf = <F extends string>(names: readonly F[], words: Record<F, string>) =>
  names.map((name) => `  /${name.padEnd(11)}${words[name]}`).join('\n')

export const usage = `A camera on this computer that plays a video file in a loop.

  npm run camera:fake -- --clip FILE --port N [options]

  --clip FILE          any video that ffmpeg reads
  --port N             1 to 65535; 8554 unless told, 8080 with --mjpeg
  --fps N              pictures per second, 1 to 60; 20 unless told
  --width N            pixels to scale to, 16 to 7680; 3840 makes a 4K camera
  --user U --pass P    asks for this login
  --auth digest|basic  how it asks; digest unless told
  --tls                rtsps:// (or https://) with a certificate of its own making
  --mjpeg              JPEGs over HTTP instead of H.264 over RTSP
  --udp-only           refuses RTSP over TCP
  --resize-to N        the width that /resize changes to
  --help               this text

Every path streams. These do not, over RTSP:
${listOf(rtspFaults, faultWords)}
and over HTTP (--mjpeg):
${listOf(mjpegFaults, mjpegFaultWords)}`

/**
 * @returns what was asked for, null for the usage text
 * @throws Error that says which argument is wrong
 */
export function parseCameraArguments(args: string[]): CameraArguments | null {
  const { values } = parseArgs({
    args,
    options: {
      clip: { type: 'string' },
      port: { type: 'string' },
      fps: { type: 'string', default: '20' },
      width: { type: 'string' },
      user: { type: 'string' },
      pass: { type: 'string' },
      auth: { type: 'string', default: 'digest' },
      tls: { type: 'boolean', default: false },
      mjpeg: { type: 'boolean', default: false },
      'udp-only': { type: 'boolean', default: false },
      'resize-to': { type: 'string' },
      help: { type: 'boolean', default: false }
    }
  })
  if (values.help) return null
  const { clip, user, pass, auth, tls, mjpeg } = values
  if (clip === undefined || clip === '') throw new Error('--clip FILE is missing: which video shall be played?')
  if (auth !== 'digest' && auth !== 'basic') throw new Error(`--auth is digest or basic, not "${auth}"`)
  if (user === undefined && pass !== undefined) throw new Error('--pass needs --user')
  const resizeTo = values['resize-to']
  if (mjpeg && (values['udp-only'] || resizeTo !== undefined))
    throw new Error('--udp-only and --resize-to are for RTSP, not for --mjpeg')
  return {
    ...{ clip, tls, mjpeg },
    port: whole('--port', values.port ?? (mjpeg ? '8080' : '8554'), 1, 65_535),
    fps: whole('--fps', values.fps, 1, 60),
    width: values.width === undefined ? undefined : whole('--width', values.width, 16, 7680),
    resizeTo: resizeTo === undefined ? undefined : whole('--resize-to', resizeTo, 16, 7680),
    credentials: user === undefined ? null : { username: user, password: pass ?? '', scheme: auth },
    udpOnly: values['udp-only']
  }
}

function whole(name: string, text: string, least: number, most: number): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= least && number <= most) return number
  throw new Error(`${name} is a whole number from ${least} to ${most}, not "${text}"`)
}
