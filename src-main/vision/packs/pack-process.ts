import type { ModelRef } from '../../../contracts/domain/face'
import type { PackProblem, PackReport } from '../../../contracts/packs'
import { MusterError } from '../../../contracts/result'
import type { FromPack, ToPack } from '../process/pack/pack-messages'
import { fromPackSchema } from '../process/pack/pack-messages'
import type { ManagedProcess } from '../supervision'

/** A process of `process/pack/entry`, however it was started. */
export interface PackHandle extends ManagedProcess {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}

/** JPEGs, two of each of two people. */
export type SelfTestJpegs = Extract<ToPack, { type: 'check' }>['pictures']

/** A model that makes nothing of the self-test in this time will make nothing of a site either. */
const checkMs = 120_000
const openMs = 60_000
const embedMs = 60_000

/** Looks at a pack in a process of its own, which ends with the check. Never rejects. */
export function checkPackApart(
  launch: () => PackHandle,
  folder: string,
  pictures: SelfTestJpegs,
  timeoutMs = checkMs
): Promise<PackReport> {
  return new Promise((resolve) => {
    const handle = launch()
    const settle = (report: PackReport) => {
      clearTimeout(timer)
      resolve(report)
      handle.kill()
    }
    const failed = (reason: PackProblem['reason'], detail: string) =>
      settle({ problems: [{ reason, model: null, detail }], models: [], faces: null })
    const timer = setTimeout(() => failed('timeout', `${Math.round(timeoutMs / 1000)} s`), timeoutMs)
    handle.onExit((code) => failed('crashed', `code ${code ?? 'none'}`))
    handle.onMessage((raw) => {
      const message = fromPackSchema.safeParse(raw)
      if (message.success && message.data.type === 'checked') settle(message.data.report)
    })
    handle.post({ type: 'check', folder, pictures } satisfies ToPack)
  })
}

/** A pack that is loaded apart from the one that recognises. */
export interface PackEmbedder {
  /** Whose space its templates are in. */
  readonly model: ModelRef
  /**
   * @param jpeg one of Muster's own crops
   * @returns L2-normalised; null when it shows no face
   * @throws MusterError `unavailable` when the process is gone, `timeout`
   */
  embed(jpeg: Uint8Array): Promise<Float32Array | null>
  close(): void
}

/**
 * Loads a pack for embedding kept pictures.
 *
 * @throws MusterError as the models' loading does
 */
export async function openPackEmbedder(launch: () => PackHandle, folder: string): Promise<PackEmbedder> {
  const handle = launch()
  const waiting = new Map<number, (answer: FromPack | null) => void>()
  let gone = false
  handle.onExit(() => {
    gone = true
    for (const answer of waiting.values()) answer(null)
  })
  handle.onMessage((raw) => {
    const message = fromPackSchema.safeParse(raw)
    if (message.success) waiting.get(message.data.type === 'embedded' ? message.data.requestId : 0)?.(message.data)
  })
  const ask = (id: number, message: ToPack, timeoutMs: number): Promise<FromPack> =>
    new Promise((resolve, reject) => {
      const settle = (then: () => void) => {
        clearTimeout(timer)
        waiting.delete(id)
        then()
      }
      const timer = setTimeout(
        () => settle(() => reject(new MusterError('timeout', 'The model pack does not answer.'))),
        timeoutMs
      )
      const down = () => reject(new MusterError('unavailable', 'The process of the model pack ended.'))
      waiting.set(id, (answer) => settle(() => (answer === null ? down() : resolve(answer))))
      if (gone) waiting.get(id)?.(null)
      else handle.post(message)
    })
  let next = 1
  try {
    const opened = await ask(0, { type: 'open', folder }, openMs)
    if (opened.type === 'failed') throw new MusterError(opened.code, opened.message)
    if (opened.type !== 'opened')
      throw new MusterError('internal', 'The process of the model pack said something else.')
    return {
      model: opened.model,
      async embed(jpeg) {
        const requestId = next++
        const answer = await ask(requestId, { type: 'embed', requestId, jpeg: new Uint8Array(jpeg) }, embedMs)
        return answer.type === 'embedded' ? answer.template : null
      },
      close: () => handle.kill()
    }
  } catch (thrown) {
    handle.kill()
    throw thrown
  }
}
