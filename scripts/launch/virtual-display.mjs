import { spawn } from 'node:child_process'
import { once } from 'node:events'

/**
 * @typedef {object} VirtualDisplay
 * @property {string} display value for DISPLAY
 * @property {() => Promise<void>} stop ends the server and waits for its end
 */

const startMs = 15_000

/**
 * Starts an X server without a screen. Our own child instead of xvfb-run, which swallows signals; -displayfd lets the
 * server pick a free number, so that two of them never race for one.
 *
 * @param {{ screen?: string }} [options] width x height x depth
 * @returns {Promise<VirtualDisplay>}
 * @throws {Error} when Xvfb is missing or does not come up
 */
export async function startVirtualDisplay({ screen = '1920x1080x24' } = {}) {
  const args = ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-noreset']
  // A group of its own: Ctrl+C in the terminal must not end the display before the app has shut down in order.
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true })
  let said = ''
  server.stderr?.setEncoding('utf8').on('data', (text) => (said = (said + text).slice(-2000)))
  const ended = new Promise((resolve) => server.once('close', () => resolve(undefined)))
  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null && server.pid !== undefined) {
      server.kill('SIGTERM')
      const force = setTimeout(() => server.kill('SIGKILL'), 3000)
      await ended
      clearTimeout(force)
    }
  }
  try {
    const number = await displayNumber(server)
    return { display: `:${number}`, stop }
  } catch (error) {
    await stop()
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`Xvfb did not start (${reason}) ${said}`.trim(), { cause: error })
  }
}

/** @param {import('node:child_process').ChildProcess} server */
async function displayNumber(server) {
  const pipe = /** @type {import('node:stream').Readable} */ (server.stdio[3])
  const timeout = AbortSignal.timeout(startMs)
  const failed = Promise.race([
    once(server, 'error', { signal: timeout }).then(([error]) => Promise.reject(error)),
    once(server, 'close', { signal: timeout }).then(([code]) => Promise.reject(new Error(`it ended with code ${code}`)))
  ])
  const first = once(pipe, 'data', { signal: timeout }).then(([bytes]) => Number(String(bytes)))
  const number = await Promise.race([first, failed])
  failed.catch(() => undefined)
  first.catch(() => undefined)
  pipe.resume()
  return number
}

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @returns {boolean} whether windows can be shown without a virtual display
 */
export const hasDisplay = (env = process.env, platform = process.platform) =>
  platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'])
