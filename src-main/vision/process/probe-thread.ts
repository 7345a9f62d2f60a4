import { Worker } from 'node:worker_threads'
import type { Result } from '../../../contracts/result'
import { fail, ok } from '../../../contracts/result'
import type { ProbedModels, ToVision } from '../protocol'
import type { WorkerStart } from './worker/worker-messages'
import { fromWorkerSchema } from './worker/worker-messages'

type Probe = Extract<ToVision, { type: 'probe-models' }>

/** Runs a pack's models on one provider in a thread of its own and resolves with what they answered; never rejects. */
export function probeInThread(entry: URL, message: Probe): Promise<Result<ProbedModels>> {
  const { modelsDir, provider, threads, jpeg, inputs } = message
  const workerData: WorkerStart = { modelsDir, threads, providers: [provider], probe: { jpeg, inputs } }
  return new Promise((resolve) => {
    const thread = new Worker(entry, { workerData, execArgv: [] })
    thread.on('message', (given: unknown) => {
      const answer = fromWorkerSchema.parse(given)
      if (answer.type === 'probed') resolve(ok(answer.probed))
      else if (answer.type === 'failed') resolve(fail(answer.failure.code, answer.failure.message))
    })
    thread.once('error', (failure) => resolve(fail('internal', failure.message)))
    thread.once('exit', (code) => resolve(fail('internal', `the thread ended with code ${code}`)))
  })
}
