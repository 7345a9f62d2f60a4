import type { FromVision } from '../protocol'

/** The end of a message port that previews use; Electron's MessagePortMain and Node's MessagePort both fit. */
export interface PortLike {
  postMessage(message: unknown): void
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

/** The line to whoever started this process: a window-less Electron main, or a test or bench over Node's fork. */
export interface ParentLink<Message = FromVision> {
  post: (message: Message) => void
  onMessage(listener: (message: unknown, ports: PortLike[]) => void): void
  /** The parent is gone: nobody will ever ask this process to end. */
  onLost(listener: () => void): void
}

/** Electron's utilityProcess, as far as it is used here; Electron's own types would pull its module in. */
interface UtilityParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown; ports: PortLike[] }) => void): void
}

/**
 * @throws Error when the process was started in neither way
 */
export function openParentLink<Message = FromVision>(): ParentLink<Message> {
  const { parentPort } = process as unknown as { parentPort?: UtilityParentPort }
  if (parentPort) {
    return {
      post: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', ({ data, ports }) => listener(data, ports.map(unwrapEvents))),
      // Electron ends a utilityProcess together with its main process.
      onLost: () => undefined
    }
  }
  if (!process.send) throw new Error('the vision process is started by Muster, not by hand')
  return {
    post: (message) => {
      if (process.connected) process.send?.(message)
    },
    onMessage: (listener) => void process.on('message', (message) => listener(message, [])),
    onLost: (listener) => void process.on('disconnect', listener)
  }
}

/** Electron's ports hand an event to their listeners, Node's the message itself. */
function unwrapEvents(port: PortLike): PortLike {
  return {
    postMessage: (message) => port.postMessage(message),
    on: (event: 'message' | 'close', listener: (message: unknown) => void) =>
      event === 'close'
        ? port.on('close', () => listener(null))
        : port.on('message', (message) => listener((message as { data: unknown }).data)),
    start: () => port.start(),
    close: () => port.close()
  }
}
