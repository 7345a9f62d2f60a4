import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DecoderSearch } from './find-decoder'
import { findDecoder, locateDecoder } from './find-decoder'

const root = mkdtempSync(join(tmpdir(), 'muster-decoder-'))
const [own, bundled, first, second, empty] = ['own', 'bundled', 'first', 'second', 'empty'].map((name) =>
  join(root, name)
) as [string, string, string, string, string]
const modules = join(root, 'modules')
const installer = join(modules, '@ffmpeg-installer', 'linux-x64')
beforeAll(() => {
  for (const folder of [own, bundled, first, second, empty]) mkdirSync(folder)
  mkdirSync(installer, { recursive: true })
  for (const folder of [own, bundled, second, installer]) writeFileSync(join(folder, 'ffmpeg'), '', { mode: 0o755 })
  writeFileSync(join(first, 'ffmpeg'), '')
  chmodSync(join(first, 'ffmpeg'), 0o644)
})
afterAll(() => rmSync(root, { recursive: true }))

describe('findDecoder', () => {
  it.each<[string, string | null, string | null, string[], string | null]>([
    ['the operator’s own first', join(own, 'ffmpeg'), bundled, [second], own],
    ['one of the operator’s that is gone', join(empty, 'ffmpeg'), bundled, [second], bundled],
    ['the bundled one before PATH', null, bundled, [second], bundled],
    ['PATH in order, what cannot be run left out', null, empty, [empty, '', first, second], second],
    ['none', null, null, [empty, first], null]
  ])('%s', (_name, setting, bundledDir, folders, expected) => {
    const searchPath = folders.join(':')
    const found = findDecoder({ setting, bundledDir, searchPath, platform: 'linux', moduleDirs: [] })
    expect(found).toBe(expected === null ? null : join(expected, 'ffmpeg'))
  })

  it('says where it was found, npm’s last', () => {
    const here = { setting: null, bundledDir: null, searchPath: second, platform: 'linux' as const, arch: 'x64' }
    const locate = (over: Partial<DecoderSearch>) => locateDecoder({ ...here, moduleDirs: [empty, modules], ...over })
    expect(locate({ setting: join(own, 'ffmpeg') })?.origin).toBe('setting')
    expect(locate({ bundledDir: bundled })?.origin).toBe('bundled')
    expect(locate({})?.origin).toBe('path')
    expect(locate({ searchPath: empty })).toEqual({ path: join(installer, 'ffmpeg'), origin: 'npm' })
    expect(locate({ searchPath: empty, arch: 'arm64' })).toBeNull()
  })
})
