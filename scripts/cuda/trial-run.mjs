// Runs the detector once on an execution provider, in the app's own runtime: node scripts/run-in-electron.mjs FILE PROVIDER
import { readFileSync } from 'node:fs'
import * as ort from 'onnxruntime-node'
import { inRoot } from '../setup/paths.mjs'

const provider = process.argv[2] ?? 'cpu'
const { models } = JSON.parse(readFileSync(inRoot('models', 'manifest.json'), 'utf8'))
const spec = models.find((/** @type {{ task: string }} */ model) => model.task === 'detect')
const { name, width, height, channels } = spec.input
try {
  const session = await ort.InferenceSession.create(inRoot('models', ...spec.file.split('/')), {
    executionProviders: [provider],
    logSeverityLevel: 3
  })
  const input = new ort.Tensor('float32', new Float32Array(channels * width * height), [1, channels, height, width])
  await session.run({ [name]: input })
  const began = performance.now()
  await session.run({ [name]: input })
  console.log(`${spec.id} runs on ${provider}: ${(performance.now() - began).toFixed(1)} ms`)
  await session.release()
} catch (failure) {
  console.error(`${provider} cannot be used: ${failure instanceof Error ? failure.message : String(failure)}`)
  process.exit(1)
}
