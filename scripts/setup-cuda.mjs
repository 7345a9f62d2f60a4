// npm run setup:cuda: makes ONNX Runtime able to run on an NVIDIA card under Linux x64, and proves it with a run.
// Each step says what it found; the first that fails says what to do, and nothing after it is tried.
import { existsSync } from 'node:fs'
import { missingLibraries, readCards, whyNoCuda } from './cuda/requirements.mjs'
import { inRoot } from './setup/paths.mjs'
import { isOnPath, lastLines, runCommand } from './setup/run-command.mjs'
import { SetupError } from './setup/setup-error.mjs'

const binaries = inRoot('node_modules', 'onnxruntime-node', 'bin', 'napi-v6', 'linux', 'x64')
const provider = `${binaries}/libonnxruntime_providers_cuda.so`

/** @type {[string, () => Promise<string>][]} */
const steps = [
  ['system', checkSystem],
  ['graphics card', findCard],
  ['CUDA 12 and cuDNN 9', findLibraries],
  ['ONNX Runtime for CUDA', fetchProvider],
  ['trial run', tryProvider]
]

for (const [name, step] of steps) {
  try {
    console.log(`${name.padEnd(22)} ${await step()}`)
  } catch (thrown) {
    if (!(thrown instanceof SetupError)) throw thrown
    console.error(`${name.padEnd(22)} failed: ${thrown.message}\n${' '.repeat(23)}${thrown.next}`)
    process.exit(1)
  }
}
console.log('\nChoose CUDA in Settings › Recognition, or let “Check this machine” there compare and time it first.')

async function checkSystem() {
  const why = whyNoCuda(process.platform, process.arch)
  if (why !== null) throw new SetupError(why, 'nothing to install here')
  return 'Linux x64'
}

async function findCard() {
  if (!isOnPath('nvidia-smi')) {
    throw new SetupError(
      'nvidia-smi was not found, so there is no NVIDIA driver',
      'install the driver of your distribution (Debian: apt install nvidia-driver), start again, then: npm run setup:cuda'
    )
  }
  const query = await runCommand('nvidia-smi', ['--query-gpu=name,driver_version', '--format=csv,noheader'])
  const { cards, tooOld } = readCards(query.stdout)
  if (query.code !== 0 || cards.length === 0)
    throw new SetupError(`nvidia-smi shows no card: ${query.tail}`, 'check the driver with: nvidia-smi')
  const words = cards.map(({ name, driver }) => `${name} (driver ${driver})`).join(', ')
  if (tooOld) throw new SetupError(`${words} is too old for CUDA 12`, 'install driver 525 or newer')
  return words
}

async function findLibraries() {
  const { stdout } = await runCommand('ldconfig', ['-p'])
  const missing = missingLibraries(stdout)
  if (missing.length === 0) return 'found'
  throw new SetupError(
    `the linker does not know ${missing.join(', ')}`,
    'install NVIDIA’s packages cuda-libraries-12-x and libcudnn9-cuda-12 from its repository for your distribution, run ldconfig, then: npm run setup:cuda'
  )
}

/** The package's own install step, which setup leaves out: it fetches some 300 MB that only such a machine needs. */
async function fetchProvider() {
  if (existsSync(provider)) return 'there already'
  const script = inRoot('node_modules', 'onnxruntime-node', 'script', 'install.js')
  // npm's own variables, as `npm run` sets them, make it end without having done anything.
  const outside = Object.entries(process.env).filter(([name]) => !name.toLowerCase().startsWith('npm_'))
  const env = { ...Object.fromEntries(outside), ONNXRUNTIME_NODE_INSTALL: 'cuda12' }
  const done = await runCommand(process.execPath, [script], { env, timeoutMs: 30 * 60_000 })
  if (done.code === 0 && existsSync(provider)) return 'downloaded'
  throw new SetupError(
    `the libraries could not be downloaded: ${/Error: (.+)/.exec(done.stderr)?.[1] ?? lastLines(done.tail, 2)}`,
    `where this machine may not download, put libonnxruntime_providers_cuda.so and libonnxruntime_providers_shared.so of the NuGet package Microsoft.ML.OnnxRuntime.Gpu.Linux (the version of node_modules/onnxruntime-node) into ${binaries}`
  )
}

async function tryProvider() {
  const script = inRoot('scripts', 'cuda', 'trial-run.mjs')
  const done = await runCommand(process.execPath, [inRoot('scripts', 'run-in-electron.mjs'), script, 'cuda'], {
    timeoutMs: 5 * 60_000
  })
  if (done.code !== 0) throw new SetupError(lastLines(done.tail, 3), 'check the driver and the libraries above')
  return done.stdout.trim()
}
