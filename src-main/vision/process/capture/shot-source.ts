import type { CameraProblem } from '../../../../contracts/domain/camera-status'

/**
 * Takes single pictures of a camera one after the other, for as long as it runs: where a stream cannot be had. It neither
 * retries nor waits for anybody; whoever started it decides what a problem means, and stops it.
 */
export interface ShotSource {
  /**
   * @param onJpeg one whole JPEG file per picture, as often as they come (about once a second)
   * @param onProblem why no picture comes, with the tool's own words; told at most once, no picture follows
   */
  start(onJpeg: (jpeg: Uint8Array) => void, onProblem: (problem: CameraProblem, detail: string) => void): void
  /** Resolves when its last child process is gone. */
  stop(): Promise<void>
}

/** @param device as `usbDeviceSchema` has checked it */
export type OpenShots = (device: string, size: { width: number; height: number } | null) => ShotSource
