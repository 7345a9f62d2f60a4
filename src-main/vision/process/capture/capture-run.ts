import { isIP } from 'node:net'
import type { CameraOptions } from '../../../../contracts/domain/camera-options'
import type { CameraSource } from '../../../../contracts/domain/camera-source'
import { hasLogin } from '../../../../contracts/domain/camera-source'
import type { CameraProblem } from '../../../../contracts/domain/camera-status'
import type { Clock } from '../../../platform/clock'
import type { CaptureWay, WayEnd } from './capture-ways'
import { answersRtsp } from './answers-rtsp'
import { classifyExit, saysNonsense } from './classify-exit'
import type { Decoder } from './decoder-probe'
import type { CaptureTiming, DecoderEvents, DecoderRun } from './decoder-run'
import { runDecoder } from './decoder-run'
import { hardwareFailureIn, lastWords } from './decoder-words'
import { captureCommand } from './ffmpeg-command'
import { redact } from './redact'
import type { OpenShots } from './shot-source'

export interface CaptureSpec {
  source: CameraSource
  password: string | null
  options: Pick<CameraOptions, 'rotation' | 'mirror'>
  analysisFps: number
  detector: { width: number; height: number }
  /** Pictures are fitted into this size: for a clip whose size is known to change. */
  fit: { width: number; height: number } | null
}

export interface CaptureDeps {
  clock: Clock
  timing: CaptureTiming
  openShots: OpenShots
}

export interface CaptureEnd extends WayEnd {
  /** The source is well, but its pictures have another size from now on. */
  isChange: boolean
}

/** One life of a source that was opened in one way. */
export interface CaptureRun {
  /** Null where no decoder was started. */
  readonly decoder: DecoderRun | null
  stop(): void
  /** Resolves when every process of it is gone. */
  readonly ended: Promise<CaptureEnd>
}

/** Single pictures come slowly, and the tool that takes them says itself when it cannot. */
const shotTiming = { firstFrameMs: 20_000, frameMs: 15_000 }

/** Opens a source with a decoder, and with the tool for single pictures before it where the way asks for it. */
export function runCapture(
  decoder: Decoder,
  spec: CaptureSpec,
  way: CaptureWay,
  events: DecoderEvents,
  { clock, timing, openShots }: CaptureDeps
): CaptureRun {
  const { source, password, options, analysisFps, detector, fit } = spec
  const refused = refusedBefore(decoder, source)
  if (refused) return refused
  const command = captureCommand(
    {
      ...{ source, password, analysisFps, fit, rotation: options.rotation, mirror: options.mirror, ...way },
      ...{ detectorWidth: detector.width, detectorHeight: detector.height, platform: process.platform }
    },
    decoder.options
  )
  const patience = way.shots ? { ...timing, ...slowest(timing, shotTiming) } : timing
  let run: DecoderRun
  try {
    run = runDecoder(decoder.path, command, events, clock, patience)
  } catch (thrown) {
    return notRun('decoder_failed', lastWords(redact(String(thrown), command.secrets)))
  }
  const shots = way.shots && source.kind === 'usb' ? openShots(source.device, source.format) : null
  let shotProblem: { problem: CameraProblem; detail: string } | null = null
  shots?.start(
    (jpeg) => run.give(jpeg),
    (problem, detail) => {
      shotProblem = { problem, detail }
      run.stop()
    }
  )
  const end = async (): Promise<CaptureEnd> => {
    const { seen, ...ending } = await run.ended
    await shots?.stop()
    const problem = classifyExit({ seen, ...ending, kind: source.kind })
    const isOther =
      source.kind === 'rtsp' && /^rtsp:/i.test(source.url) && problem === 'no_video' && saysNonsense(ending.stderr)
    return {
      problem: isOther && (await answersRtsp(source.url)) === false ? 'not_a_stream' : problem,
      // Before they are cut, which may leave half of a password.
      detail: lastWords(redact(ending.stderr, command.secrets)),
      ...shotProblem,
      pictures: ending.framesSeen,
      crashed: seen === null && ending.code === null,
      hardwareFailure: way.hardware === null || way.hardware === 'auto' ? null : hardwareFailureIn(ending.stderr),
      isChange: seen === 'changed_size'
    }
  }
  return { decoder: run, stop: () => run.stop(), ended: end() }
}

const slowest = (a: Omit<CaptureTiming, 'killMs'>, b: typeof shotTiming) => ({
  firstFrameMs: Math.max(a.firstFrameMs, b.firstFrameMs),
  frameMs: Math.max(a.frameMs, b.frameMs)
})

/** What is known to fail is not tried: a decoder that cannot look names up would crash, again and again. */
function refusedBefore({ hostNames, version }: Decoder, source: CameraSource): CaptureRun | null {
  if (hostNames || !hasLogin(source) || isNumber(source.url)) return null
  return notRun('decoder_no_host_names', `ffmpeg ${version} crashes on host names.`)
}

function notRun(problem: CameraProblem, detail: string): CaptureRun {
  const rest = { pictures: 0, crashed: false, hardwareFailure: null, isChange: false }
  return { decoder: null, stop: () => undefined, ended: Promise.resolve({ problem, detail, ...rest }) }
}

function isNumber(url: string): boolean {
  const { hostname } = new URL(url)
  return isIP(hostname.replace(/^\[|\]$/g, '')) !== 0
}
