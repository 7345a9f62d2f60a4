import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * What ffmpeg makes of a file. Kept in the temporary folder under a name made of the source and the arguments, so that
 * it is made once.
 *
 * @param argumentsTo ffmpeg's arguments that write the result into the given file
 * @throws where the file cannot be read or ffmpeg fails
 */
export async function cachedEncoding(
  file: string,
  extension: string,
  argumentsTo: (output: string) => string[]
): Promise<Buffer> {
  const { size, mtimeMs } = await stat(file)
  const key = createHash('sha256')
    .update(JSON.stringify([path.resolve(file), size, mtimeMs, argumentsTo('')]))
    .digest('hex')
  const folder = path.join(tmpdir(), 'muster-test-clips')
  const encoded = path.join(folder, `${key.slice(0, 24)}.${extension}`)
  const known = await readFile(encoded).catch(() => null)
  if (known !== null) return known
  await mkdir(folder, { recursive: true })
  // Renamed into place, so that another test process never reads half a file.
  const unfinished = path.join(folder, `${randomUUID()}.part`)
  const plain = ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y']
  await run('ffmpeg', [...plain, ...argumentsTo(unfinished)], { maxBuffer: 1 << 20 })
  await rename(unfinished, encoded)
  return readFile(encoded)
}
