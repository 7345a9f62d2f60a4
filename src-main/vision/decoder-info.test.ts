import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { readDecoderInfo } from './decoder-info'

const folder = mkdtempSync(join(tmpdir(), 'muster-info-'))
afterAll(() => rmSync(folder, { recursive: true }))

function program(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text, { mode: 0o755 })
  return file
}

it('tells an ffmpeg’s version, licence and methods', async () => {
  const info = await readDecoderInfo('ffmpeg', 'path')
  const said = execFileSync('ffmpeg', ['-version'], { encoding: 'utf8' })
  expect(said).toContain(`ffmpeg version ${info?.version} `)
  expect(info).toMatchObject({ path: 'ffmpeg', origin: 'path', hostNames: true })
  expect(info?.licence).toMatch(/^L?GPL version [23]/)
  expect(info?.hardware.every((method) => /^[a-z0-9_]+$/.test(method))).toBe(true)
})

it('notices a build that crashes when it is given a host name', async () => {
  // Goes down as npm's build of 2018 does, whose C library cannot look names up.
  const crashing = program('crashing', '#!/bin/sh\ncase "$*" in *localhost*) kill -SEGV $$;; esac\nexec ffmpeg "$@"\n')
  expect(await readDecoderInfo(crashing, 'npm')).toMatchObject({ hostNames: false, origin: 'npm' })
})

it.each([
  ['what is not there', () => join(folder, 'none')],
  ['another program', () => program('other', '#!/bin/sh\necho hello\n')],
  ['a file that is no program', () => program('text', 'ffmpeg version 9\n')],
  ['a line for a shell', () => 'ffmpeg; echo ffmpeg version 9']
])('is no ffmpeg: %s', async (_name, path) => {
  expect(await readDecoderInfo(path(), 'setting')).toBeNull()
})
