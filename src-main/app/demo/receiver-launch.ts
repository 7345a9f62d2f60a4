import { join } from 'node:path'
import { utilityProcess } from 'electron'
import type { Log } from '../../platform/log'
import type { ReceivedDelivery, ReceiverCommand } from './receiver-messages'
import { receiverReportSchema } from './receiver-messages'

export interface DemoReceiver {
  url: string
  pid: number | null
  trust(secret: string): void
  stop(): void
}

/** Starts the demo's receiver in a process of its own and waits until it listens. Rejects when it cannot. */
export function launchReceiver(
  bundles: string,
  log: Log,
  onDelivery: (delivery: ReceivedDelivery) => void
): Promise<DemoReceiver> {
  const child = utilityProcess.fork(join(bundles, 'demo-receiver.js'), [], {
    serviceName: 'Muster demo receiver',
    stdio: 'ignore'
  })
  const post = (command: ReceiverCommand) => child.postMessage(command)
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the demo’s receiver ended with code ${code}`)))
    child.on('message', (message: unknown) => {
      const parsed = receiverReportSchema.safeParse(message)
      if (!parsed.success) return log.warn({}, 'the demo’s receiver said something unreadable')
      const report = parsed.data
      if (report.type === 'delivery') onDelivery(report)
      else if (report.type === 'problem') reject(new Error(report.message))
      else {
        resolve({
          url: `http://127.0.0.1:${report.port}/muster`,
          pid: child.pid ?? null,
          trust: (secret) => post({ type: 'secrets', secrets: [secret] }),
          stop: () => child.kill()
        })
      }
    })
    post({ type: 'start', port: 0, secrets: [] })
  })
}
