import type { Decoder } from './decoder-probe'

export interface KnownDecoderDeps {
  probe: (path: string) => Promise<Decoder | null>
  /** Milliseconds that never go back. */
  monotonic: () => number
}

/** A decoder that could not be run is asked anew after this long: it can be mended meanwhile. */
const patienceMs = 30_000

/** The decoder in use, asked once what it can do however many cameras want to know. */
export class KnownDecoder {
  private path: string | null = null
  private asked: { found: Promise<Decoder | null>; at: number } | null = null

  constructor(private readonly deps: KnownDecoderDeps) {}

  /** @param path of the program from now on; null when there is none */
  use(path: string | null): void {
    this.path = path
    this.asked = null
  }

  /** Null when there is none, or it cannot be run. */
  async find(): Promise<Decoder | null> {
    if (this.path === null) return null
    const now = this.deps.monotonic()
    const asked = (this.asked ??= { found: this.deps.probe(this.path), at: now })
    const found = await asked.found
    // Others wait for the same answer, and another program may have been chosen meanwhile.
    if (!found && now - asked.at > patienceMs && this.asked === asked) this.asked = null
    return found
  }
}
