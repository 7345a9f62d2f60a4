import type { ParentPort } from 'electron'
import { receiverCommandSchema } from './receiver-messages'
import type { ReceiverReport } from './receiver-messages'
import { ReceiverServer } from './receiver-server'

/**
 * The demo's receiver, in a process of its own: an Electron utilityProcess in the app, a plain fork in tests. It knows
 * of the app only what any customer's receiver would: a secret and HTTP.
 */
function openParent(): {
  post: (report: ReceiverReport) => void
  listen: (receive: (message: unknown) => void) => void
} {
  const port = (process as NodeJS.Process & { parentPort?: ParentPort }).parentPort
  if (port)
    return {
      post: (report) => port.postMessage(report),
      listen: (receive) => void port.on('message', ({ data }) => receive(data))
    }
  return {
    post: (report) => void process.send?.(report),
    listen: (receive) => {
      process.on('message', receive)
      // Without its parent nobody would end it.
      process.on('disconnect', () => process.exit(0))
    }
  }
}

function run(): void {
  const parent = openParent()
  let server: ReceiverServer | null = null

  const obey = async (message: unknown): Promise<void> => {
    const command = receiverCommandSchema.parse(message)
    if (command.type === 'stop') {
      await server?.stop()
      process.exit(0)
    } else if (command.type === 'secrets') {
      server?.trust(command.secrets)
    } else {
      const { port, secrets } = command
      server = await ReceiverServer.start({ port, secrets, now: () => Date.now(), report: parent.post })
      parent.post({ type: 'listening', port: server.port })
    }
  }
  // One command after the other: secrets that follow a start are not lost while it binds its port.
  let last = Promise.resolve()
  parent.listen((message) => {
    last = last
      .then(() => obey(message))
      .catch((thrown: unknown) => parent.post({ type: 'problem', message: String(thrown) }))
  })
}

run()
