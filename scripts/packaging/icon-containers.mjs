/**
 * Packs PNGs into a Windows .ico (ICONDIR of the Windows SDK; PNG entries since Vista).
 *
 * @param {ReadonlyMap<number, Buffer>} pngs by side in pixels; those above 256 are left out
 * @returns {Buffer}
 */
export function packIco(pngs) {
  const images = [...pngs].filter(([size]) => size <= 256)
  const header = Buffer.alloc(6 + 16 * images.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(images.length, 4)
  let offset = header.length
  images.forEach(([size, png], index) => {
    const at = 6 + 16 * index
    // A byte cannot hold 256: the format says 0 for it.
    header.writeUInt8(size % 256, at)
    header.writeUInt8(size % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(png.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += png.length
  })
  return Buffer.concat([header, ...images.map(([, png]) => png)])
}

/** Type codes of PNG entries in Apple's icon format. */
const icnsTypes = new Map([
  [16, 'icp4'],
  [32, 'icp5'],
  [64, 'icp6'],
  [128, 'ic07'],
  [256, 'ic08'],
  [512, 'ic09']
])

/**
 * Packs PNGs into a macOS .icns.
 *
 * @param {ReadonlyMap<number, Buffer>} pngs by side in pixels; sizes without a type are left out
 * @returns {Buffer}
 */
export function packIcns(pngs) {
  const entries = [...pngs].flatMap(([size, png]) => {
    const type = icnsTypes.get(size)
    return type === undefined ? [] : [Buffer.concat([tagged(type, png.length + 8), png])]
  })
  const length = entries.reduce((sum, entry) => sum + entry.length, 8)
  return Buffer.concat([tagged('icns', length), ...entries])
}

/**
 * @param {string} type four letters
 * @param {number} length of the whole chunk, in bytes
 */
function tagged(type, length) {
  const header = Buffer.alloc(8)
  header.write(type, 'latin1')
  header.writeUInt32BE(length, 4)
  return header
}
