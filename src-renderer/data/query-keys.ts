import type { IpcChannel } from '../../contracts/ipc'

/** [root, channel, input]: a `changed` push names roots, so everything below one goes stale together. */
export function queryKey(channel: IpcChannel, input?: unknown) {
  return [rootOf(channel), channel, input ?? null] as const
}

/** First part of a channel's name: `people.list` -> `people`. */
export const rootOf = (channel: IpcChannel): string => channel.slice(0, channel.indexOf('.'))
