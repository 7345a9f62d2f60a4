import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { pino } from 'pino'
import type { DestinationStream } from 'pino'

const keptFiles = 5
const maxBytes = 10_000_000

/**
 * The log's file as a pino destination. A file over 10 MB is moved to `.1` (and so on to `.5`) when the app starts:
 * logs must not fill the disk of a machine that nobody looks at.
 */
export function openLogFile(path: string): DestinationStream & { flushSync(): void; end(): void } {
  mkdirSync(dirname(path), { recursive: true })
  if (existsSync(path) && statSync(path).size > maxBytes) {
    for (let n = keptFiles - 1; n >= 1; n--) {
      if (existsSync(`${path}.${n}`)) renameSync(`${path}.${n}`, `${path}.${n + 1}`)
    }
    renameSync(path, `${path}.1`)
  }
  return pino.destination({ dest: path, sync: false, mkdir: true })
}
