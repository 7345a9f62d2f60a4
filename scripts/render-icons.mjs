// Renders resources/icons/*.svg to the sizes that systems want; the results are committed.
// node scripts/render-icons.mjs
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { packIcns, packIco } from './packaging/icon-containers.mjs'
import { inRoot } from './setup/paths.mjs'

const sharp = createRequire(inRoot('package.json'))('sharp')
const folder = inRoot('resources', 'icons')
const states = { ok: '#62d391', warn: '#f3bd62', off: '#ff8d83' }

/**
 * @param {string} svg
 * @param {number} size
 * @returns {Promise<Buffer>} PNG
 */
const render = (svg, size) =>
  sharp(Buffer.from(svg), { density: 300 })
    .resize(size, size)
    .png({ compressionLevel: 9, palette: size <= 64 })
    .toBuffer()

const mark = readFileSync(inRoot('resources', 'icons', 'mark.svg'), 'utf8')
const tray = readFileSync(inRoot('resources', 'icons', 'tray.svg'), 'utf8')
mkdirSync(inRoot('resources', 'icons', 'linux'), { recursive: true })

/** @type {Map<number, Buffer>} */
const sizes = new Map()
for (const size of [16, 32, 48, 64, 128, 256, 512]) {
  const png = await render(mark, size)
  sizes.set(size, png)
  writeFileSync(`${folder}/linux/${size}x${size}.png`, png)
}
writeFileSync(`${folder}/icon.png`, sizes.get(512) ?? '')
writeFileSync(`${folder}/icon.ico`, packIco(sizes))
writeFileSync(`${folder}/icon.icns`, packIcns(sizes))
for (const [state, colour] of Object.entries(states)) {
  const svg = tray.replace('fill="STATE"', `fill="${colour}"`)
  writeFileSync(`${folder}/tray-${state}.png`, await render(svg, 22))
  writeFileSync(`${folder}/tray-${state}@2x.png`, await render(svg, 44))
}
