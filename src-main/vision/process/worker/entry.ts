import { parentPort, workerData } from 'node:worker_threads'
import { ulid } from 'ulid'
import type { ModelPack } from '../../../../contracts/domain/model-pack'
import { toFailure } from '../../../../contracts/result'
import { readModelPack, requireModel } from '../../model-packs'
import { AnalysisWorker } from './analysis-worker'
import { decodeJpeg } from './jpeg-decoder'
import { openModels } from './models'
import { onnxRuntimeVersion } from './onnx-session'
import { probeModels, typicalInputs } from './probe-models'
import type { FromWorker } from './worker-messages'
import { toWorkerSchema, workerStartSchema } from './worker-messages'

/** Entry of one analysis thread: opens the models, then answers one message after the other. */
const port = parentPort ?? missingPort()
const post = (message: FromWorker) => port.postMessage(message)
const start = workerStartSchema.parse(workerData)

try {
  const pack = await readModelPack(start.modelsDir)
  if (start.probe) {
    const { jpeg, inputs } = start.probe
    const given = inputs ?? (await typicalInputs(pack, start, decodeJpeg(jpeg ?? new Uint8Array())))
    post({ type: 'probed', probed: { inputs: given, models: await probeModels(pack, start, given) } })
  } else await serve(pack)
} catch (thrown) {
  const { code, message, details } = toFailure(thrown)
  post({
    type: 'failed',
    failure: { code, message: code === 'internal' ? String(details?.['text'] ?? message) : message }
  })
}

async function serve(pack: ModelPack): Promise<void> {
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
    loaded: models.loaded,
    onnxruntime: onnxRuntimeVersion()
  })
}

function missingPort(): never {
  throw new Error('this file is the entry of a worker thread')
}
