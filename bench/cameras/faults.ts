import type { BenchCamera } from './camera-site'
import { decodersOf } from './processes'

/** What happens to one camera in a soak, and for how long. */
export interface Fault {
  kind: 'server_killed' | 'stalled' | 'hung_up' | 'mute' | 'decoder_killed' | 'refused'
  /** Milliseconds until it is mended; a killed decoder mends itself. */
  forMs: number
}

const kinds: readonly Fault['kind'][] = ['server_killed', 'stalled', 'hung_up', 'mute', 'decoder_killed', 'refused']

/** Numbers from 0 (inclusive) to 1 (exclusive), the same for the same seed (mulberry32, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function drawFault(random: () => number): Fault {
  const kind = kinds[Math.floor(random() * kinds.length)] ?? 'hung_up'
  return { kind, forMs: 500 + Math.floor(random() * 9500) }
}

/** Does it to a camera. The answer mends it. */
export async function strike(
  { kind }: Fault,
  { server, path }: BenchCamera,
  appPid: number,
  random: () => number
): Promise<() => Promise<void>> {
  switch (kind) {
    case 'server_killed':
      await server.stop()
      return async () => void (await server.start())
    case 'decoder_killed': {
      const decoders = await decodersOf(appPid)
      const pid = decoders[Math.floor(random() * decoders.length)]
      if (pid !== undefined) process.kill(pid, 'SIGKILL')
      return async () => undefined
    }
    case 'stalled':
    case 'hung_up':
    case 'mute':
    case 'refused': {
      const names = { stalled: 'stall', hung_up: 'close', mute: 'mute', refused: '503' } as const
      server.setFault(path, names[kind])
      if (kind === 'mute' || kind === 'refused') {
        // Only new connections meet these.
        await server.stop()
        await server.start()
      }
      return async () => server.setFault(path, null)
    }
  }
}
