import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import type { ProviderCheck } from '../../contracts/domain/engine'
import { launchFork } from './launch-fork'
import type { FromVision } from './protocol'
import { fromVisionSchema } from './protocol'
import { checkProviders } from './site-check'
import type { VisionHandle } from './vision-client'

const root = resolve(import.meta.dirname, '../..')
const entry = resolve(root, 'src-main/vision/process/entry.ts')
const jpeg = readFileSync(resolve(root, 'resources/demo/people/franck/1.jpg'))
type Probed = Extract<FromVision, { type: 'models-probed' }>

/** What a real process answered on the CPU, kept for the tests that need only its words. */
let recorded: Probed | null = null

/** A real process, listened in on. */
function real(): VisionHandle {
  const handle = launchFork(entry)
  return {
    ...handle,
    onMessage: (listener) =>
      handle.onMessage((raw) => {
        const message = fromVisionSchema.parse(raw)
        if (message.type === 'models-probed' && message.result.ok) recorded ??= message
        listener(message)
      })
  }
}

const silent: VisionHandle = {
  pid: null,
  post: () => undefined,
  onMessage: () => undefined,
  onExit: () => undefined,
  kill: () => undefined
}

/** Answers what the real process did, each number bent. */
function replay(bend: (value: number, index: number) => number = (value) => value): VisionHandle {
  if (!recorded?.result.ok) throw new Error('nothing was recorded')
  const { value } = recorded.result
  const models = value.models.map((model) => ({
    ...model,
    outputs: Object.fromEntries(Object.entries(model.outputs).map(([name, floats]) => [name, floats.map(bend)]))
  }))
  let listener: (message: unknown) => void = () => undefined
  return {
    ...silent,
    onMessage: (given) => (listener = given),
    post: (message) => {
      if (message.type !== 'probe-models') return
      listener({ type: 'models-probed', result: { ok: true, value: { inputs: value.inputs, models } } })
    }
  }
}

const rig = (launch: () => VisionHandle, timeoutMs = 50_000) => ({
  launch,
  modelsDir: resolve(root, 'models'),
  threads: 1,
  jpeg,
  now: () => 7,
  timeoutMs,
  onProvider: () => undefined
})
const of = (checks: ProviderCheck[], provider: string) => checks.find((check) => check.provider === provider)!
const after = (first: VisionHandle, then: () => VisionHandle) => {
  let launched = 0
  return () => (++launched === 1 ? first : then())
}

it('times the CPU and says of a provider that is not there why', async () => {
  const told: string[] = []
  const { providers, at, threads } = await checkProviders(['coreml', 'cpu'], {
    ...rig(real),
    onProvider: ({ provider, state }) => told.push(`${provider} ${state}`)
  })
  expect([at, threads]).toEqual([7, 1])
  expect(told).toEqual(['cpu agrees', 'coreml refused'])
  const cpu = of(providers, 'cpu')
  expect(cpu.models.map(({ task }) => task).sort()).toEqual([
    ...['detect', 'embed', 'eyes', 'landmarks', 'liveness', 'pose']
  ])
  expect(cpu.models.every(({ runMs, difference }) => runMs > 0 && difference === 0)).toBe(true)
  expect(cpu.totalMs).toBeGreaterThan(0)
  expect(of(providers, 'coreml').reason).toMatch(/not part of this build/)
}, 60_000)

it.each([
  ['the same', 'agrees', (value: number) => value],
  ['rounded to half precision', 'agrees', (value: number) => value * (1 + 1e-4)],
  ['plainly other', 'differs', (value: number, index: number) => (index === 3 ? 2 * value + 0.5 : value)],
  ['no numbers', 'differs', () => NaN]
] as const)('judges answers that are %s: %s', async (_name, state, bend) => {
  const { providers } = await checkProviders(['webgpu'], rig(after(replay(), () => replay(bend))))
  expect(of(providers, 'webgpu')).toMatchObject({ state, reason: '' })
})

it('survives a provider whose process dies, and one that hangs', async () => {
  const dying = () => {
    const handle = launchFork(entry)
    setTimeout(() => handle.kill(), 50)
    return handle
  }
  const died = await checkProviders(['webgpu'], rig(after(replay(), dying)))
  expect(of(died.providers, 'webgpu')).toMatchObject({ state: 'crashed', models: [], totalMs: null })
  expect(of(died.providers, 'webgpu').reason).toMatch(/ended with code/)

  const hung = await checkProviders(
    ['webgpu'],
    rig(
      after(replay(), () => silent),
      1000
    )
  )
  expect(of(hung.providers, 'webgpu')).toMatchObject({ state: 'crashed', reason: 'it did not answer within 1 seconds' })
}, 60_000)

it('cannot judge without the CPU', async () => {
  await expect(
    checkProviders(
      ['webgpu'],
      rig(() => silent, 20)
    )
  ).rejects.toThrow(/did not answer/)
})
