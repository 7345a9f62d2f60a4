import { readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import type * as NodeWebcam from 'node-webcam'
import { bmpToJpeg } from './bmp-to-jpeg'
import { makeShotFolder, removeShotFolder } from './shot-folder'
import type { OpenShots, ShotSource } from './shot-source'
import type { ShotCommand } from './webcam-command'
import { shotCommand } from './webcam-command'
import { ShotFailure, shotFailure } from './webcam-problem'

/** From the beginning of one picture to that of the next. */
const intervalMs = 1000
/** A tool that has not ended by then is ended by `timeout`. */
const guardSeconds = 12
const usualSize = { width: 1280, height: 720 }
/** Each picture opens the camera anew, whose exposure takes some to settle. */
const skip = 6

type Webcam = ReturnType<typeof NodeWebcam.create>

/**
 * Pictures by node-webcam, which starts fswebcam, imagesnap or CommandCam through a shell: nothing reaches it that
 * `shotCommand` has not found to be of a closed form.
 */
export const openWebcamShots: OpenShots = (device, size) => new WebcamShots(device, size ?? usualSize, process.platform)

/**
 * One picture for enrolment, of a camera that is not running.
 *
 * @throws ShotFailure
 */
export async function takeShot(device: string, size: { width: number; height: number } | null): Promise<Uint8Array> {
  const shots = openWebcamShots(device, size)
  try {
    return await new Promise<Uint8Array>((resolve, reject) =>
      shots.start(resolve, (problem, detail) => reject(new ShotFailure(problem, detail)))
    )
  } finally {
    await shots.stop()
  }
}

class WebcamShots implements ShotSource {
  private stopped = false
  private wake: () => void = () => undefined
  /** Where the tool that runs now has written its number. */
  private pidFile: string | null = null
  private finished: Promise<void> = Promise.resolve()

  constructor(
    private readonly device: string,
    private readonly size: { width: number; height: number },
    private readonly platform: NodeJS.Platform
  ) {}

  start(...[onJpeg, onProblem]: Parameters<ShotSource['start']>): void {
    this.finished = this.run(onJpeg).catch((thrown: unknown) => {
      if (this.stopped) return
      const failure = thrown instanceof ShotFailure ? thrown : new ShotFailure('no_video', String(thrown))
      onProblem(failure.problem, failure.detail)
    })
  }

  async stop(): Promise<void> {
    this.stopped = true
    this.wake()
    // A tool that has only just been started has not yet written its number.
    const asking = setInterval(() => void this.endTool(), 100)
    await this.endTool()
    await this.finished
    clearInterval(asking)
  }

  private async run(onJpeg: (jpeg: Uint8Array) => void): Promise<void> {
    const folder = await makeShotFolder(tmpdir())
    try {
      const command = shotCommand({
        ...{ device: this.device, platform: this.platform, folder, skip, guardSeconds },
        ...this.size
      })
      if (!command)
        throw new ShotFailure('device_missing', 'This name cannot be given to the tool for single pictures.')
      while (!this.stopped) {
        const due = Date.now() + intervalMs
        const jpeg = await this.take(command)
        if (this.stopped) return
        onJpeg(jpeg)
        await this.pause(due - Date.now())
      }
    } finally {
      await removeShotFolder(folder)
    }
  }

  private async take(command: ShotCommand): Promise<Uint8Array> {
    await rm(command.picture, { force: true })
    this.pidFile = command.pidFile
    const { code, said } = await capture(command)
    this.pidFile = null
    const bytes = await readFile(command.picture).catch(() => null)
    if (!bytes || bytes.length < 100) throw shotFailure(code, said, this.platform)
    return command.options.output === 'bmp' ? bmpToJpeg(bytes) : bytes
  }

  /** Ends what is running, whose number is that of a process group where the tool is led by `timeout`. */
  private async endTool(): Promise<void> {
    if (this.pidFile === null) return
    const pid = Number(await readFile(this.pidFile, 'utf8').catch(() => ''))
    if (this.pidFile === null || !(pid > 1)) return
    for (const target of [-pid, pid]) {
      try {
        process.kill(target, 'SIGKILL')
      } catch {
        // No such group, or it has ended by itself.
      }
    }
  }

  private pause(ms: number): Promise<void> {
    if (this.stopped || ms <= 0) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

/** Resolves with how the tool ended and what it said, however that was. */
function capture({ options, bin, location }: ShotCommand): Promise<{ code: number | null; said: string }> {
  const { create } = createRequire(import.meta.url)('node-webcam') as typeof NodeWebcam
  const webcam: Webcam = create({ ...options, skip: options.skip as unknown as boolean })
  let said = ''
  return new Promise((resolve) => {
    Object.assign(webcam, {
      ...(bin === null ? {} : { bin }),
      // It would hide the tool's words behind its own.
      runCaptureValidations: (words: string) => {
        said = words
        return null
      }
    })
    webcam.capture(location, (failure) => {
      const { code, message } = (failure ?? {}) as { code?: number; message?: string }
      // After the shell line, which says nothing that is not known, come the tool's words.
      const words = message === undefined ? said : message.split('\n').slice(1).join('\n')
      resolve({ code: code ?? (failure ? null : 0), said: words })
    })
  })
}
