import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import path from 'node:path'
import { inCache } from './paths.mjs'

/**
 * Keeps two setups of one checkout (a start and a test, say) from building into the same folders.
 *
 * @param {(text: string) => void} say
 * @returns {Promise<() => void>} gives the lock back
 */
export async function takeSetupLock(say) {
  const file = inCache('setup.lock')
  mkdirSync(path.dirname(file), { recursive: true })
  for (let told = false; ;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    const holder = Number(readHolder(file))
    if (!isAlive(holder)) {
      rmSync(file, { force: true })
      continue
    }
    if (!told) say(`waiting for another setup of this checkout (process ${holder})`)
    told = true
    await delay(500)
  }
}

/** @param {string} file */
function readHolder(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** @param {number} pid */
function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
