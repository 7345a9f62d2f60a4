import { chmodSync, cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { runCommand } from '../setup/run-command.mjs'

/**
 * @typedef {object} DebFacts
 * @property {string} version
 * @property {string} architecture Debian's name of it
 * @property {string} maintainer
 * @property {string} summary one line
 * @property {string} description
 * @property {readonly string[]} depends
 * @property {readonly string[]} recommends
 * @property {number} installedKb
 */

/** @type {Partial<Record<string, string>>} Debian's names of Node's architectures */
export const debianArchitectures = { x64: 'amd64', arm64: 'arm64' }

/**
 * The control file of Debian Policy, chapter 5.
 *
 * @param {DebFacts} facts
 */
export const controlFile = (facts) =>
  [
    'Package: muster',
    `Version: ${facts.version}`,
    `Architecture: ${facts.architecture}`,
    `Maintainer: ${facts.maintainer}`,
    `Installed-Size: ${facts.installedKb}`,
    `Depends: ${facts.depends.join(', ')}`,
    `Recommends: ${facts.recommends.join(', ')}`,
    'Section: misc',
    'Priority: optional',
    `Description: ${facts.summary}`,
    ...facts.description.split('\n').map((line) => ` ${line === '' ? '.' : line}`),
    ''
  ].join('\n')

const desktopEntry = `[Desktop Entry]
Type=Application
Name=Muster
Comment=Face attendance
Exec=/opt/Muster/muster %U
Icon=muster
Terminal=false
StartupWMClass=Muster
Categories=Office;
`

/**
 * Makes a .deb of the unpacked app with dpkg-deb, which every Debian has.
 *
 * @param {{ unpacked: string, icons: string, licence: string, work: string, output: string, facts: DebFacts }} job
 * @returns {Promise<string>} empty, or why it could not be made
 */
export async function makeDeb({ unpacked, icons, licence, work, output, facts }) {
  rmSync(work, { recursive: true, force: true })
  const at = (/** @type {string[]} */ ...parts) => {
    const file = path.join(work, ...parts)
    mkdirSync(path.dirname(file), { recursive: true })
    return file
  }
  cpSync(unpacked, at('opt', 'Muster'), { recursive: true, verbatimSymlinks: true })
  // Without user namespaces Chromium's sandbox is this helper, owned by root and setuid.
  chmodSync(at('opt', 'Muster', 'chrome-sandbox'), 0o4755)
  for (const size of [16, 32, 48, 64, 128, 256, 512]) {
    const name = `${size}x${size}`
    cpSync(path.join(icons, `${name}.png`), at('usr', 'share', 'icons', 'hicolor', name, 'apps', 'muster.png'))
  }
  writeFileSync(at('usr', 'share', 'applications', 'muster.desktop'), desktopEntry)
  cpSync(licence, at('usr', 'share', 'doc', 'muster', 'copyright'))
  symlinkSync('/opt/Muster/muster', at('usr', 'bin', 'muster'))
  writeFileSync(at('DEBIAN', 'control'), controlFile(facts))
  const made = await runCommand('dpkg-deb', ['--build', '--root-owner-group', '-Zxz', '-z1', work, output], {
    timeoutMs: 10 * 60_000
  })
  rmSync(work, { recursive: true, force: true })
  return made.code === 0 ? '' : made.tail
}
