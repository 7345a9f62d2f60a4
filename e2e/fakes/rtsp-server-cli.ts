// npm run camera:fake -- --help
import { stat } from 'node:fs/promises'
import type { CameraArguments } from './camera-usage'
import { parseCameraArguments, usage } from './camera-usage'
import { encodeJpegs } from './mjpeg/encode-jpegs'
import { MjpegCamera } from './mjpeg-camera'
import { encodeClip } from './rtsp/encode-clip'
import { RtspServer } from './rtsp-server'

function giveUp(words: string): never {
  console.error(`${words}\nType npm run camera:fake -- --help for what there is.`)
  process.exit(1)
}

const words = (failure: unknown) => (failure instanceof Error ? failure.message : String(failure))
const codeOf = (failure: unknown) => (failure as NodeJS.ErrnoException).code

async function makeCamera(asked: CameraArguments) {
  const { clip: file, port, credentials, tls, udpOnly, fps, width, resizeTo } = asked
  const size = width === undefined ? {} : { width }
  if (asked.mjpeg) return new MjpegCamera({ clip: await encodeJpegs(file, { fps, ...size }), port, credentials, tls })
  const clip = await encodeClip(file, { fps, ...size })
  const resized = resizeTo === undefined ? {} : { resized: await encodeClip(file, { fps, width: resizeTo }) }
  return new RtspServer({ clip, port, credentials, tls, udpOnly, ...resized })
}

function argumentsGiven(): CameraArguments | null {
  try {
    return parseCameraArguments(process.argv.slice(2))
  } catch (failure) {
    return giveUp(words(failure))
  }
}

const asked = argumentsGiven()
if (asked === null) console.log(usage)
else {
  const found = await stat(asked.clip).catch(() => null)
  if (!found?.isFile()) giveUp(`--clip: there is no file "${asked.clip}".`)
  const camera = await makeCamera(asked).catch((failure: unknown) =>
    codeOf(failure) === 'ENOENT'
      ? giveUp('ffmpeg was not found: it prepares the clip.')
      : giveUp(`--clip: ffmpeg could not read "${asked.clip}".\n${words(failure).split('\n').slice(1, 3).join('\n')}`)
  )
  await camera
    .start()
    .catch((failure: unknown) =>
      giveUp(
        codeOf(failure) === 'EADDRINUSE'
          ? `--port: ${asked.port} is in use by another program.`
          : `--port: ${asked.port} cannot be opened (${words(failure)}).`
      )
    )
  const login = asked.credentials ? `, ${asked.credentials.scheme} login asked for` : ''
  console.log(`${camera.url('/cam')}  ${asked.fps} pictures a second, looping${login}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void camera.stop())
}
