import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * @param {string | Uint8Array} bytes
 * @returns {string} sha256 in lower-case hex
 */
export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

/**
 * @param {string} file
 * @returns {string | undefined} sha256 in hex, or undefined when there is no such file
 */
export function sha256OfFile(file) {
  return existsSync(file) ? sha256(readFileSync(file)) : undefined
}

/**
 * One hash over the names and contents of files and folders. What does not exist counts as absent, so that adding it
 * changes the hash. Order of the file system plays no part.
 *
 * @param {string} base folder that names are relative to
 * @param {readonly string[]} entries files or folders inside it
 * @param {(relative: string) => boolean} [include] which files count
 * @returns {string} sha256 in hex
 */
export function fingerprint(base, entries, include = () => true) {
  const hash = createHash('sha256')
  for (const entry of [...entries].sort()) {
    for (const file of filesUnder(base, entry)) {
      if (!include(file)) continue
      hash
        .update(`${file}\0`)
        .update(sha256(readFileSync(path.join(base, file))))
        .update('\n')
    }
  }
  return hash.digest('hex')
}

/**
 * @param {string} base
 * @param {string} relative
 * @returns {string[]} files below, with forward slashes, sorted
 */
function filesUnder(base, relative) {
  const absolute = path.join(base, relative)
  if (!existsSync(absolute)) return []
  if (statSync(absolute).isFile()) return [relative]
  return readdirSync(absolute)
    .sort()
    .flatMap((name) => filesUnder(base, `${relative}/${name}`))
}
