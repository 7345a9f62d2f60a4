/** Libraries that ONNX Runtime's CUDA provider opens by these names; CUDA 12 and cuDNN 9 carry them. */
export const cudaLibraries = [
  'libcudart.so.12',
  'libcublas.so.12',
  'libcublasLt.so.12',
  'libcufft.so.11',
  'libcurand.so.10',
  'libcudnn.so.9'
]

/** Least driver for CUDA 12 on Linux (NVIDIA's CUDA compatibility table). */
const leastDriver = 525

/**
 * @param {string} listing what `ldconfig -p` prints
 * @param {readonly string[]} [wanted]
 * @returns {string[]} libraries that the linker does not know
 */
export function missingLibraries(listing, wanted = cudaLibraries) {
  const known = new Set(listing.split('\n').map((line) => line.trim().split(' ')[0] ?? ''))
  return wanted.filter((library) => !known.has(library))
}

/**
 * @param {string} text what `nvidia-smi --query-gpu=name,driver_version --format=csv,noheader` prints
 * @returns {{ cards: { name: string, driver: string }[], tooOld: boolean }}
 */
export function readCards(text) {
  const cards = text
    .split('\n')
    .filter((line) => line.includes(','))
    .map((line) => {
      const comma = line.lastIndexOf(',')
      return { name: line.slice(0, comma).trim(), driver: line.slice(comma + 1).trim() }
    })
  return { cards, tooOld: cards.some(({ driver }) => Number.parseInt(driver, 10) < leastDriver) }
}

/**
 * @param {NodeJS.Platform} platform
 * @param {string} arch
 * @returns {string | null} why CUDA cannot be had here; null when it can
 */
export function whyNoCuda(platform, arch) {
  if (platform === 'linux' && arch === 'x64') return null
  if (platform === 'win32')
    return 'On Windows, Muster uses DirectML, which needs no installation: choose it in Settings › Recognition.'
  return `ONNX Runtime has no CUDA libraries for ${platform} ${arch}.`
}
