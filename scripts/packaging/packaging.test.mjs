import path from 'node:path'
import { expect, test } from 'vitest'
import { packagedLayout } from './check-package.mjs'
import { packIcns, packIco } from './icon-containers.mjs'
import { controlFile } from './make-deb.mjs'

test('the unpacked app is looked for where electron-builder puts it', () => {
  expect(packagedLayout('dist', 'linux', 'x64').executable).toBe(path.join('dist', 'linux-unpacked', 'muster'))
  expect(packagedLayout('dist', 'linux', 'arm64').executable).toBe(path.join('dist', 'linux-arm64-unpacked', 'muster'))
  expect(packagedLayout('dist', 'win32', 'x64').executable).toBe(path.join('dist', 'win-unpacked', 'Muster.exe'))
})

test('a control file has one field a line, and its description goes on indented', () => {
  const text = controlFile({
    version: '1.2.3',
    architecture: 'amd64',
    maintainer: 'M <m@example.invalid>',
    summary: 'Face attendance',
    description: 'First.\n\nSecond.',
    depends: ['ffmpeg', 'libgtk-3-0 | libgtk-3-0t64'],
    recommends: [],
    installedKb: 42
  })
  expect(text).toContain('Depends: ffmpeg, libgtk-3-0 | libgtk-3-0t64\n')
  expect(text).toContain('Description: Face attendance\n First.\n .\n Second.\n')
  expect(text.split('\n').every((line) => line === '' || /^( |[A-Z][A-Za-z-]+: ?)/.test(line))).toBe(true)
})

const pngs = new Map([
  [16, Buffer.from('sixteen')],
  [256, Buffer.from('two hundred')],
  [512, Buffer.from('five hundred')]
])

test('an .ico points at each picture up to 256 pixels', () => {
  const ico = packIco(pngs)
  expect([ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([1, 2])
  expect(ico.readUInt8(22)).toBe(0)
  const offset = ico.readUInt32LE(22 + 12)
  expect(ico.subarray(offset, offset + ico.readUInt32LE(22 + 8)).toString()).toBe('two hundred')
})

test('an .icns says its own length and holds every known size', () => {
  const icns = packIcns(pngs)
  expect(icns.readUInt32BE(4)).toBe(icns.length)
  expect(icns.includes('ic09')).toBe(true)
})
