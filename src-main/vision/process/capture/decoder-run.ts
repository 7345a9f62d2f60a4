import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import type { Clock } from '../../../platform/clock'
import type { DecoderEnd } from './classify-exit'
import { DecoderWords } from './decoder-words'
import type { FfmpegCommand } from './ffmpeg-command'
import { outputFds } from './ffmpeg-command'
import { FrameAssembly } from './frame-assembly'
import type { FrameMemory } from './frame-memory'
import type { FrameSlots } from './frame-slots'
import { NutDemuxer } from './nut-demuxer'
import type { NutSink } from './nut-demuxer'
import { PacketMeter } from './packet-meter'
import { PtsClock } from './pts-clock'
import { pictureOnStdin } from './source-inputs'

export interface CaptureTiming {
  /** Longest wait for the first picture, and between pictures, ms. */
  firstFrameMs: number
  frameMs: number
  /** From the request to end to the order, ms. */
  killMs: number
}

export const captureTiming: CaptureTiming = { firstFrameMs: 10_000, frameMs: 4000, killMs: 1500 }

export interface PreviewPicture {
  jpeg: Uint8Array
  ptsMs: number
  width: number
  height: number
  capturedAt: number
}

export interface DecoderEvents {
  /** Where pictures for analysis are put. Whoever is told of slots ends them when the decoder has ended. */
  readonly memory: FrameMemory
  onSlots(slots: FrameSlots): void
  /** A picture came over the preview pipe, which carries every picture that is looked at. */
  onPicture(): void
  onReady(): void
  /** Whether somebody watches; pictures pass uncopied when not. */
  wantsPreview(): boolean
  onPreview(picture: PreviewPicture): void
}

export interface DecoderRun {
  readonly pid: number | null
  readonly words: DecoderWords
  readonly packets: PacketMeter
  /** Hands a single picture to a decoder that waits for them. One that comes while another is being taken in is passed over. */
  give(jpeg: Uint8Array): void
  /** Asks ffmpeg to end, and ends it 1.5 s later. */
  stop(): void
  readonly ended: Promise<Omit<DecoderEnd, 'kind'>>
}

/**
 * One life of one ffmpeg. The watchdog believes pictures, not exit codes: ffmpeg ends with 0 on a stall and hangs on odd
 * streams.
 *
 * @throws Error when the system will not start a process; a missing program is told by `ended`
 */
export function runDecoder(
  path: string,
  command: FfmpegCommand,
  events: DecoderEvents,
  clock: Clock,
  timing: CaptureTiming
): DecoderRun {
  let seen: DecoderEnd['seen'] = null
  let framesSeen = 0
  let lastSign = clock.monotonic()
  const child = begin(path, command)
  const ptsClock = new PtsClock()
  let killTimer: NodeJS.Timeout | null = null
  const stop = (reason: DecoderEnd['seen']) => {
    if (killTimer || child.exitCode !== null || child.signalCode !== null) return
    seen = reason
    child.kill('SIGTERM')
    killTimer = setTimeout(() => child.kill('SIGKILL'), timing.killMs)
  }
  const words = new DecoderWords(() => {
    // Sizes of as many bytes are told apart by nothing else.
    if (!command.fitted) stop('changed_size')
  })
  const packets = new PacketMeter(clock.monotonic)
  const assembly = new FrameAssembly(
    {
      onSlots: events.onSlots,
      onReady: events.onReady,
      onSizeChanged: () => stop('changed_size'),
      place: (ptsMs) => ptsClock.place(ptsMs, clock.now())
    },
    events.memory
  )
  const onPicture = () => {
    if (framesSeen++ === 0) packets.restart()
    lastSign = clock.monotonic()
    events.onPicture()
  }
  const demux = (fd: number, sink: NutSink) => {
    const demuxer = new NutDemuxer(sink)
    const stream = child.stdio[fd] as Readable
    stream.on('error', () => undefined)
    stream.on('data', (chunk: Uint8Array) => {
      try {
        demuxer.push(chunk)
      } catch (failure) {
        words.note(failure instanceof Error ? failure.message : 'unreadable output')
        stop('changed_size')
        stream.removeAllListeners('data').resume()
      }
    })
  }
  demux(outputFds.full, assembly.sink('full'))
  demux(outputFds.detector, assembly.sink('detector'))
  demux(
    outputFds.preview,
    // What still comes from a decoder that was told to end may have been stretched.
    previewSink({ ...events, wantsPreview: () => killTimer === null && events.wantsPreview() }, onPicture, (ptsMs) =>
      ptsClock.place(ptsMs, clock.now())
    )
  )
  child.stderr?.on('data', (chunk: Uint8Array) => words.push(chunk))
  const lines = (child.stdio as readonly unknown[])[outputFds.packets] as Readable
  lines.on('error', () => undefined)
  lines.on('data', (chunk: Uint8Array) => packets.push(chunk))
  if (!command.shots) feed(child, command.stdin)
  else child.stdin?.on('error', () => undefined)
  const watchdog = setInterval(
    () => {
      const limit = framesSeen === 0 ? timing.firstFrameMs : timing.frameMs
      if (clock.monotonic() - lastSign > limit) stop(framesSeen === 0 ? 'no_first_frame' : 'no_more_frames')
    },
    Math.min(250, timing.frameMs / 4)
  )
  const ended = new Promise<Omit<DecoderEnd, 'kind'>>((resolve) => {
    const end = (code: number | null) => {
      clearInterval(watchdog)
      if (killTimer) clearTimeout(killTimer)
      words.end()
      resolve({ seen, code, stderr: words.errors, framesSeen, packets: packets.total })
    }
    child.once('error', (failure) => {
      words.note(failure.message)
      if (child.pid !== undefined) return
      seen = 'not_started'
      end(null)
    })
    child.once('close', end)
  })
  const give = (jpeg: Uint8Array) => {
    if (!child.stdin?.writable || child.stdin.writableLength > 0) return
    for (const part of pictureOnStdin(jpeg)) child.stdin.write(part)
  }
  return { pid: child.pid ?? null, words, packets, give, stop: () => stop(seen), ended }
}

function begin(path: string, command: FfmpegCommand): ChildProcess {
  const child = spawn(path, command.args, {
    stdio: [command.stdin === null && !command.shots ? 'ignore' : 'pipe', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
    shell: false,
    windowsHide: true
  })
  // Where too many files are open there are no pipes either; the reason is told later, and must find a listener.
  child.once('error', () => undefined)
  if ((child.stdio as unknown) === undefined) throw new Error('too many files are open')
  return child
}

function feed(child: ChildProcess, stdin: string | null): void {
  const input = child.stdin
  if (stdin === null || input === null) return
  // A child that ends before it reads closes the pipe under us; its exit says the rest.
  input.on('error', () => undefined)
  input.end(stdin)
}

function previewSink(events: DecoderEvents, onPicture: () => void, place: (ptsMs: number) => number): NutSink {
  let jpeg = new Uint8Array(0)
  return {
    onStream: () => undefined,
    onFrame: ({ size }) => {
      onPicture()
      if (!events.wantsPreview()) return null
      jpeg = new Uint8Array(size)
      return jpeg
    },
    onFrameEnd: ({ ptsMs, stream: { width, height } }) => {
      events.onPreview({ jpeg, ptsMs, width, height, capturedAt: place(ptsMs) })
    }
  }
}
