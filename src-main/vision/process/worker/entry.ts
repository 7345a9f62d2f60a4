import { parentPort, workerData } from 'node:worker_threads'
import { ulid } from 'ulid'
import { toFailure } from '../../../../contracts/result'
import { readModelPack, requireModel } from '../../model-packs'
import { AnalysisWorker } from './analysis-worker'
import { openModels } from './models'
import { onnxRuntimeVersion } from './onnx-session'
import type { FromWorker } from './worker-messages'
import { toWorkerSchema, workerStartSchema } from './worker-messages'

/** Entry of one analysis thread: opens the models, then answers one message after the other. */
const port = parentPort
if (!port) throw new Error('this file is the entry of a worker thread')
const post = (message: FromWorker) => port.postMessage(message)
const start = workerStartSchema.parse(workerData)

try {
  const pack = await readModelPack(start.modelsDir)
  const models = await openModels(pack, start)
  const worker = new AnalysisWorker({ models, newUlid: ulid, now: Date.now }, post, () => port.close())
  port.on('message', (message: unknown) => worker.receive(toWorkerSchema.parse(message)))
  const { width, height } = requireModel(pack, 'detect').input
  post({
    type: 'ready',
    model: models.template,
    dimension: models.embedder.dimension,
    detector: { width, height },
    provider: models.provider,
    onnxruntime: onnxRuntimeVersion()
  })
} catch (thrown) {
  const { code, message, details } = toFailure(thrown)
  post({
    type: 'failed',
    failure: { code, message: code === 'internal' ? String(details?.['text'] ?? message) : message }
  })
}
