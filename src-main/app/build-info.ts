/** Put in by the build (electron.vite.config.ts `define`). */
declare const __MUSTER_VERSION__: string
declare const __ELECTRON_PINNED__: string
declare const __ONNXRUNTIME_VERSION__: string

export const buildInfo = {
  version: __MUSTER_VERSION__,
  electronPinned: __ELECTRON_PINNED__,
  onnxruntime: __ONNXRUNTIME_VERSION__
} as const

/** Electron supports its latest three lines; `pinned` is a supported one when a version of Muster is made. */
export function electronSupported(running: string, pinned: string): boolean {
  return Number.parseInt(running, 10) >= Number.parseInt(pinned, 10) - 2
}
