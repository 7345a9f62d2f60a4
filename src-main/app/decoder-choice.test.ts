import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DecoderChoice, inspectDecoder, searchPathOf } from './decoder-choice'

const folder = mkdtempSync(join(tmpdir(), 'muster-choice-'))
afterAll(() => rmSync(folder, { recursive: true }))
const own = join(folder, 'own-ffmpeg')
const places = {
  override: null,
  bundledDir: null,
  searchPath: process.env['PATH'] ?? '',
  platform: process.platform,
  moduleDirs: []
}

describe('DecoderChoice', () => {
  beforeAll(() => writeFileSync(own, '#!/bin/sh\nexec ffmpeg "$@"\n', { mode: 0o755 }))

  it('tells version, licence and origin of the one on PATH, and of the operator’s own', async () => {
    const choice = new DecoderChoice(places)
    const onPath = await choice.info()
    expect(onPath).toMatchObject({ origin: 'path', licence: expect.stringMatching(/GPL/) })
    expect(onPath?.path.split(/[\\/]/).at(-1)).toMatch(/^ffmpeg/)
    choice.use(own)
    expect(await choice.info()).toMatchObject({ path: own, origin: 'setting', version: onPath?.version })
    expect(await new DecoderChoice({ ...places, override: own }).info()).toMatchObject({ path: own })
  })

  it('asks a program once, and again when it is another', async () => {
    const choice = new DecoderChoice(places)
    choice.use(own)
    const first = choice.info()
    expect(choice.info()).toBe(first)
    await first
    unlinkSync(own)
    expect(choice.locate()?.origin).toBe('path')
    writeFileSync(own, '#!/bin/sh\n# newer\nexec ffmpeg "$@"\n', { mode: 0o755 })
    expect(choice.info()).not.toBe(first)
    expect(await choice.info()).toMatchObject({ path: own })
  })

  it('is null where there is none', async () => {
    expect(await new DecoderChoice({ ...places, searchPath: folder }).info()).toBeNull()
  })
})

it('refuses in words what is no ffmpeg', async () => {
  const text = join(folder, 'letter')
  writeFileSync(text, '#!/bin/sh\necho hello\n', { mode: 0o755 })
  await expect(inspectDecoder(text)).rejects.toMatchObject({ code: 'invalid_input', details: { path: text } })
  await expect(inspectDecoder(`${text}; touch ${join(folder, 'harm')}`)).rejects.toMatchObject({
    code: 'invalid_input'
  })
})

it('looks for Homebrew’s on a Mac', () => {
  expect(searchPathOf('/usr/bin', 'darwin')).toBe('/usr/bin:/opt/homebrew/bin:/usr/local/bin')
  expect(searchPathOf('', 'darwin')).toBe('/opt/homebrew/bin:/usr/local/bin')
  expect(searchPathOf(`/a${delimiter}/b`, 'linux')).toBe(`/a${delimiter}/b`)
})
