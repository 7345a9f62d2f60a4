import type { Dispatcher } from 'undici'
import type { EndpointPool } from './endpoint-pools'

/** Bytes of an answer that are read and kept; a receiver that sends more is cut off. */
export const responseLimitBytes = 64 * 1024

type Headers = Record<string, string | string[] | undefined>

/** An answer as far as it came. */
export interface Answer {
  status: number | null
  headers: Headers
  body: string
  /** The receiver went on after the bytes that are kept. */
  cut: boolean
  /** Why it did not come, or not to its end; null when all that is kept is here. */
  thrown: unknown
  /** The request had a connection to go out on. */
  connected: boolean
}

/** Thrown into an exchange whose time is up. */
export class TimeUp extends Error {
  override readonly name = 'TimeoutError'
}

interface OutgoingRequest {
  headers: Record<string, string>
  body: Uint8Array
  /** Milliseconds until the exchange ends, wherever it stands. */
  limitMs: number
}

/**
 * Posts once and answers when it is over; never throws. undici's dispatch follows no redirects and unpacks nothing. The time
 * limit ends the whole exchange, so that a drip, a silence and a connection that never comes about end alike; a request
 * whose time is up before it has a connection is never sent.
 */
export function exchange(pool: EndpointPool, { headers, body, limitMs }: OutgoingRequest): Promise<Answer> {
  return new Promise((resolve) => {
    const run = new Exchange(resolve, limitMs)
    try {
      pool.dispatcher.dispatch({ origin: pool.origin, path: pool.path, method: 'POST', headers, body }, run)
    } catch (thrown) {
      run.end(thrown)
    }
  })
}

class Exchange implements Dispatcher.DispatchHandler {
  private readonly answer: Answer = { status: null, headers: {}, body: '', cut: false, thrown: null, connected: false }
  private readonly timer: NodeJS.Timeout
  private readonly chunks: Buffer[] = []
  private kept = 0
  private controller: Dispatcher.DispatchController | null = null
  private over = false

  constructor(
    private readonly resolve: (answer: Answer) => void,
    limitMs: number
  ) {
    this.timer = setTimeout(() => this.end(new TimeUp('The time is up.')), limitMs)
  }

  /** Ends the exchange with what has come so far; what comes after is no longer looked at. */
  end(thrown: unknown): void {
    if (this.over) return
    this.over = true
    clearTimeout(this.timer)
    this.answer.body = new TextDecoder().decode(this.chunks.length === 1 ? this.chunks[0] : Buffer.concat(this.chunks))
    this.answer.thrown = thrown
    this.controller?.abort(thrown instanceof Error ? thrown : new TimeUp('The answer is not read to its end.'))
    this.resolve(this.answer)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller
    if (this.over) controller.abort(new TimeUp('The time is up.'))
    else this.answer.connected = true
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    // 103 and its like announce the answer and are none.
    if (status < 200 || this.over) return
    this.answer.status = status
    this.answer.headers = headers
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.over) return
    const room = responseLimitBytes - this.kept
    this.chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk)
    this.kept += chunk.length
    if (this.kept <= responseLimitBytes) return
    this.answer.cut = true
    this.end(null)
  }

  onResponseEnd(): void {
    this.controller = null
    this.end(null)
  }

  onResponseError(_controller: Dispatcher.DispatchController, thrown: Error): void {
    this.controller = null
    this.end(thrown)
  }
}
