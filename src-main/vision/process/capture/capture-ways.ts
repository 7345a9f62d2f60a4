import type { CameraOptions } from '../../../../contracts/domain/camera-options'
import type { CameraSource } from '../../../../contracts/domain/camera-source'
import type { CameraProblem } from '../../../../contracts/domain/camera-status'
import { isStill } from './source-inputs'

/** One way of opening a source. */
export interface CaptureWay {
  /** Method of hardware decoding to try, `auto` for any; null decodes in software. */
  hardware: string | null
  /** Single pictures are taken instead of a stream. */
  shots: boolean
}

/** How an attempt to open a source, or its life, ended. */
export interface WayEnd {
  problem: CameraProblem
  detail: string
  pictures: number
  /** The decoder went down by itself. */
  crashed: boolean
  /** The decoder's words for hardware that cannot be set up; null when it said nothing of it. */
  hardwareFailure: string | null
}

/** Fewer pictures do not show that hardware can decode a stream. */
const picturesToTrust = 25
/** What a camera that gives no stream to the decoder may still give to another program. */
const helpedByShots: ReadonlySet<CameraProblem> = new Set(['no_video', 'decoder_failed'])

/**
 * In which way a source is to be opened next: hardware that fails gives way to software and is remembered with its
 * reason; a USB camera whose stream cannot be had gives single pictures.
 */
export class CaptureWays {
  /** Why hardware that was asked for is no longer tried; null when it is, or was not asked for. */
  hardwareRefused: string | null = null
  private isCertain = false
  private readonly always: boolean
  private readonly onFailure: boolean
  private shots: boolean
  /** Why the stream could not be had; worth more to the operator than why single pictures could not either. */
  private streamFailure: { problem: CameraProblem; detail: string } | null = null

  constructor(
    source: CameraSource,
    private readonly options: Pick<CameraOptions, 'hardwareDecoding'>
  ) {
    this.always = source.kind === 'usb' && (source.capture === 'snapshots' || isStill(source.device))
    this.onFailure = source.kind === 'usb' && !this.always
    this.shots = this.always
  }

  get current(): CaptureWay {
    const { hardwareDecoding } = this.options
    // Decoding a picture a second is no work.
    const isSoftware = hardwareDecoding === 'off' || this.hardwareRefused !== null || this.shots
    return { hardware: isSoftware ? null : hardwareDecoding, shots: this.shots }
  }

  /** Single pictures stand in for the stream, which may be had again. */
  get isStandIn(): boolean {
    return this.shots && !this.always
  }

  /**
   * Learns from an end.
   *
   * @returns `again` when another way is due at once, and what an operator should be told otherwise
   */
  learn(end: WayEnd): { again: boolean; problem: CameraProblem; detail: string } {
    const { problem, detail, pictures } = end
    const way = this.current
    if (way.shots) return this.leaveShots(end)
    if (way.hardware !== null && this.blamesHardware(end)) return { again: true, problem, detail }
    // Software did no better: it was not the hardware.
    if (pictures === 0 && !this.isCertain) this.hardwareRefused = null
    if (this.onFailure && pictures === 0 && helpedByShots.has(problem)) {
      this.shots = true
      this.streamFailure = { problem, detail }
      return { again: true, problem, detail }
    }
    return { again: false, problem, detail }
  }

  private blamesHardware({ problem, detail, pictures, crashed, hardwareFailure }: WayEnd): boolean {
    if (pictures >= picturesToTrust) return false
    if (hardwareFailure === null && !crashed && problem !== 'decoder_failed') return false
    this.isCertain = hardwareFailure !== null
    this.hardwareRefused = hardwareFailure ?? (detail || 'The decoder ended while hardware decoded.')
    return true
  }

  private leaveShots({ problem, detail, pictures }: WayEnd): ReturnType<CaptureWays['learn']> {
    const failure = pictures === 0 ? this.streamFailure : null
    this.shots = this.always
    this.streamFailure = null
    return { again: false, ...(failure ?? { problem, detail }) }
  }
}
