import type { IpcChannel, IpcOutput, IpcParsed } from '../../../contracts/ipc'
import type { Services } from '../services'
import { appHandlers } from './app'
import { attendanceHandlers } from './attendance'
import { cameraHandlers } from './cameras'
import { livenessHandlers } from './liveness'
import { packHandlers } from './packs'
import { peopleHandlers } from './people'
import { reportHandlers } from './reports'
import { webhookHandlers } from './webhooks'

export type Handlers = { [C in IpcChannel]: (input: IpcParsed<C>) => Promise<IpcOutput<C>> }

/** The handlers of one room: each exactly the channels that it names. */
export type HandlersOf<Prefix extends string> = Pick<Handlers, Extract<IpcChannel, `${Prefix}.${string}`>>

/** What every call does, over the services of an open site. */
export function makeHandlers(services: Services): Handlers {
  return {
    ...appHandlers(services),
    ...cameraHandlers(services),
    ...livenessHandlers(services),
    ...packHandlers(services),
    ...peopleHandlers(services),
    ...attendanceHandlers(services),
    ...reportHandlers(services),
    ...webhookHandlers(services)
  }
}
