import { createReadStream } from 'node:fs'

const lineFeed = 0x0a
/** Bytes of the longest line that is looked at: a body and an answer, both escaped, with much room. */
const longest = 16 * 1024 * 1024

/**
 * The lines of a file as bytes, without their ends, however large the file is. (node:readline also breaks lines at U+2028,
 * which JSON may hold.)
 *
 * @param {string} file
 * @returns {AsyncGenerator<{ bytes: Buffer, ended: boolean }>} `ended` is false of a last line without its line feed
 */
export async function* readLines(file) {
  /** @type {Buffer[]} */
  let parts = []
  let held = 0
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const bytes = /** @type {Buffer} */ (chunk)
    let from = 0
    for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, from)) {
      const tail = bytes.subarray(from, at)
      yield { bytes: held === 0 ? tail : Buffer.concat([...parts, tail]), ended: true }
      parts = []
      held = 0
      from = at + 1
    }
    if (from < bytes.length) {
      parts.push(bytes.subarray(from))
      held += bytes.length - from
    }
    if (held > longest) break
  }
  if (held > 0) yield { bytes: Buffer.concat(parts), ended: false }
}
