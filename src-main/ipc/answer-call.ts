import { z } from 'zod'
import type { IpcChannel } from '../../contracts/ipc'
import { ipc } from '../../contracts/ipc'
import type { Result } from '../../contracts/result'
import { fail, ok, toFailure } from '../../contracts/result'
import type { Log } from '../platform/log'
import type { Handlers } from './handlers'

const isChannel = (name: unknown): name is IpcChannel => typeof name === 'string' && Object.hasOwn(ipc, name)

/** One call from a window or the API: known channel, input parsed, handler run, every failure made a Result. */
export async function answerCall(
  channel: unknown,
  input: unknown,
  handlers: () => Promise<Handlers>,
  log: Log
): Promise<Result<unknown>> {
  if (!isChannel(channel))
    return fail('invalid_input', 'Muster does not know this call.', { channel: String(channel).slice(0, 80) })
  const parsed = ipc[channel].input.safeParse(input)
  if (!parsed.success) {
    const words = z.prettifyError(parsed.error)
    log.warn({ channel, issues: parsed.error.issues.map((issue) => issue.path.join('.')) }, 'call with invalid input')
    return fail('invalid_input', words, { channel })
  }
  try {
    const handler = (await handlers())[channel] as (value: unknown) => Promise<unknown>
    return ok(await handler(parsed.data))
  } catch (thrown) {
    const failure = toFailure(thrown)
    log.warn({ channel, code: failure.code, details: failure.details ?? null }, 'call failed')
    return { ok: false, error: failure }
  }
}
