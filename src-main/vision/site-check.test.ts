import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import type { ProviderCheck } from '../../contracts/domain/engine'
import { launchFork } from './launch-fork'
import { checkProviders } from './site-check'
import type { VisionHandle } from './vision-client'

const root = resolve(import.meta.dirname, '../..')
const entry = resolve(root, 'src-main/vision/process/entry.ts')
const jpeg = readFileSync(resolve(root, 'resources/demo/people/franck/1.jpg'))
/** Chromium's own software Vulkan, which every Electron carries: WebGPU without a graphics card. */
const softwareVulkan = join(dirname(process.execPath), 'vk_swiftshader_icd.json')

const before = process.env['VK_ICD_FILENAMES']
afterEach(() => {
  if (before === undefined) delete process.env['VK_ICD_FILENAMES']
  else process.env['VK_ICD_FILENAMES'] = before
})

const rig = (launch: () => VisionHandle = () => launchFork(entry), timeoutMs = 100_000) => ({
  launch,
  modelsDir: resolve(root, 'models'),
  threads: 1,
  jpeg,
  now: () => 7,
  timeoutMs,
  onProvider: () => undefined
})
const of = (checks: ProviderCheck[], provider: string) => checks.find((check) => check.provider === provider)!

it('times the CPU and says of a provider that is not there why', async () => {
  const told: string[] = []
  const { providers, at, threads } = await checkProviders(['coreml', 'cpu'], {
    ...rig(),
    onProvider: ({ provider, state }) => told.push(`${provider} ${state}`)
  })
  expect([at, threads]).toEqual([7, 1])
  expect(told).toEqual(['cpu agrees', 'coreml refused'])
  const cpu = of(providers, 'cpu')
  expect(cpu.models.map(({ task }) => task).sort()).toEqual([
    'detect',
    'embed',
    'eyes',
    'landmarks',
    'liveness',
    'pose'
  ])
  expect(cpu.models.every(({ runMs, difference }) => runMs > 0 && difference === 0)).toBe(true)
  expect(cpu.totalMs).toBeGreaterThan(0)
  expect(of(providers, 'coreml').reason).toMatch(/not part of this build/)
}, 60_000)

it.skipIf(!existsSync(softwareVulkan))(
  'runs another provider in earnest and finds its answers to be those of the CPU',
  async () => {
    process.env['VK_ICD_FILENAMES'] = softwareVulkan
    const { providers } = await checkProviders(['webgpu'], rig())
    const webgpu = of(providers, 'webgpu')
    expect(webgpu.reason).toBe('')
    expect(webgpu.state).toBe('agrees')
    for (const { difference } of webgpu.models) expect(difference).toBeLessThan(0.02)
    // Another arithmetic did run: it is close, not the same.
    expect(webgpu.models.some(({ difference }) => difference > 0)).toBe(true)
    expect(webgpu.models.find(({ task }) => task === 'embed')?.cosine).toBeGreaterThan(0.999)
  },
  120_000
)

it('survives a provider whose process dies, and one that hangs', async () => {
  let launched = 0
  const dying = (): VisionHandle => {
    const handle = launchFork(entry)
    if (++launched === 2) setTimeout(() => handle.kill(), 50)
    return handle
  }
  const { providers } = await checkProviders(['webgpu'], rig(dying))
  expect(of(providers, 'webgpu')).toMatchObject({ state: 'crashed', models: [], totalMs: null })
  expect(of(providers, 'webgpu').reason).toMatch(/ended with code/)

  launched = 0
  const mute = (): VisionHandle =>
    ++launched < 2
      ? launchFork(entry)
      : { pid: null, post: () => undefined, onMessage: () => undefined, onExit: () => undefined, kill: () => undefined }
  const hung = await checkProviders(['webgpu'], rig(mute, 15_000))
  expect(of(hung.providers, 'webgpu')).toMatchObject({
    state: 'crashed',
    reason: 'it did not answer within 15 seconds'
  })
}, 90_000)
