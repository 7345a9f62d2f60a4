import { execFile } from 'node:child_process'

/** What a program wrote; null when it could not be started or did not end in time. */
export type RunTool = (file: string, args: readonly string[]) => Promise<{ stdout: string; stderr: string } | null>

const patienceMs = 5000

/** Runs a program without a shell. That it fails says nothing: ffmpeg lists devices and ends with an error. */
export const runTool: RunTool = (file, args) =>
  new Promise((resolve) => {
    const options = { timeout: patienceMs, killSignal: 'SIGKILL', maxBuffer: 1 << 20, windowsHide: true } as const
    // In English, whatever the computer speaks: its words are read.
    const env = { ...process.env, LC_ALL: 'C' }
    execFile(file, args, { ...options, env, encoding: 'utf8' }, (failure, stdout, stderr) => {
      const started = failure === null || typeof failure.code === 'number'
      resolve(started ? { stdout, stderr } : null)
    })
  })
