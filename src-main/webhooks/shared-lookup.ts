import type { LookupAll } from './destination'

type Callback = Parameters<LookupAll>[2]

/**
 * Asks for a name once at a time, however many sockets wait for it. `dns.lookup` has two of libuv's threads in all: a name
 * whose servers are silent would take both with two connections, and every other endpoint's name would wait behind it.
 */
export function shareLookups(lookup: LookupAll): LookupAll {
  const waiting = new Map<string, Callback[]>()
  return (name, options, callback) => {
    const key = `${name} ${options.family ?? 0} ${options.hints ?? 0}`
    const others = waiting.get(key)
    if (others !== undefined) {
      others.push(callback)
      return
    }
    waiting.set(key, [callback])
    lookup(name, options, (error, addresses) => {
      const callbacks = waiting.get(key) ?? []
      waiting.delete(key)
      for (const answer of callbacks) answer(error, addresses)
    })
  }
}
