import type { ModelSpec } from '../../../../contracts/domain/model-pack'
import type { OnnxSession, SessionOptions } from './onnx-session'
import { openSession } from './onnx-session'

/** A model that few pictures need: it costs neither start time nor memory until the first one does. */
export interface LazySession {
  readonly spec: ModelSpec
  /**
   * The session, opened (checked, created, warmed up) by the first call and shared by all.
   *
   * @throws MusterError as `openSession`; a failed opening is tried again by the next call
   */
  open(): Promise<OnnxSession>
  release(): Promise<void>
}

export function lazySession(
  spec: ModelSpec,
  options: SessionOptions,
  open: typeof openSession = openSession
): LazySession {
  let opening: Promise<OnnxSession> | null = null
  return {
    spec,
    open() {
      opening ??= open(spec, options).catch((failure: unknown) => {
        opening = null
        throw failure
      })
      return opening
    },
    async release() {
      const session = await opening?.catch(() => null)
      opening = null
      await session?.release()
    }
  }
}
