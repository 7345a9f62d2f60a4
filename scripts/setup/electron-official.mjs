import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { inCache, inRoot } from './paths.mjs'

const connectMs = 20_000
const downloadMs = 15 * 60_000

/**
 * Downloads the official binary. Offline it fails at once; where packets vanish it gives up after 20 s without a byte.
 *
 * @param {string} version
 * @returns {Promise<{ folder: string } | { failure: string }>} the unpacked folder
 */
export function downloadOfficial(version) {
  const folder = inCache('electron', 'official')
  rmSync(folder, { recursive: true, force: true })
  return new Promise((resolve) => {
    const script = inRoot('scripts', 'setup', 'download-electron.mjs')
    const child = spawn(process.execPath, [script, version, folder], { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    let failure = `no answer within ${connectMs / 1000} s`
    let timer = setTimeout(() => child.kill('SIGKILL'), connectMs)
    child.stdout.once('data', () => {
      clearTimeout(timer)
      failure = `not finished after ${downloadMs / 60_000} minutes`
      timer = setTimeout(() => child.kill('SIGKILL'), downloadMs)
    })
    child.stderr.setEncoding('utf8').on('data', (text) => (said += text))
    child.on('error', (error) => resolve({ failure: error.message }))
    child.on('close', (code) => {
      clearTimeout(timer)
      if (code === 0) return resolve({ folder })
      rmSync(folder, { recursive: true, force: true })
      resolve({ failure: said.trim().split('\n').at(-1) || failure })
    })
  })
}
