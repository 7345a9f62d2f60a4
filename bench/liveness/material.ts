import { readdirSync } from 'node:fs'
import { basename, extname, join } from 'node:path'

/** Something that is shown to a camera: one picture, or pictures in a row. */
export type Presentation =
  { kind: 'picture'; path: string } | { kind: 'video'; path: string } | { kind: 'frames'; paths: string[] }

const pictures = new Set(['.jpg', '.jpeg', '.png', '.pgm', '.ppm', '.webp', '.bmp'])
const videos = new Set(['.mp4', '.mkv', '.webm', '.mov', '.avi', '.m4v'])
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'variant' })

/** Everything in a folder and its folders, by name. */
export function readPresentations(folder: string): Presentation[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => collator.compare(a.name, b.name))
  const withEnding = (endings: ReadonlySet<string>) =>
    entries.filter((entry) => entry.isFile() && endings.has(extname(entry.name).toLowerCase()))
  const stills = withEnding(pictures).map(({ name }) => name)
  const frames = areFrames(stills)
  return [
    ...(frames ? [{ kind: 'frames' as const, paths: stills.map((name) => join(folder, name)) }] : []),
    ...(frames ? [] : stills.map((name) => ({ kind: 'picture' as const, path: join(folder, name) }))),
    ...withEnding(videos).map(({ name }) => ({ kind: 'video' as const, path: join(folder, name) })),
    ...entries.filter((entry) => entry.isDirectory()).flatMap(({ name }) => readPresentations(join(folder, name)))
  ]
}

/** Whether pictures are a film's: seven or more, named alike but for numbers of four digits or more that leave none out. */
export function areFrames(names: readonly string[]): boolean {
  if (names.length < 7) return false
  const parts = names.map((name) => /^(.*?)(\d{4,})(\.[^.]+)$/.exec(name))
  const first = parts[0]
  return parts.every(
    (part, index) =>
      part !== null &&
      first != null &&
      part[1] === first[1] &&
      part[3] === first[3] &&
      Number(part[2]) === Number(first[2]) + index
  )
}

/** Kinds of attack: the folders of a folder, else the folder itself. */
export function attackFolders(folder: string): { kind: string; path: string }[] {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  if (folders.length === 0) return [{ kind: basename(folder), path: folder }]
  return folders
    .map(({ name }) => ({ kind: name, path: join(folder, name) }))
    .sort((a, b) => collator.compare(a.kind, b.kind))
}
