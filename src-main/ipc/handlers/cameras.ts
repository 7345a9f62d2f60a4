import type { Services } from '../services'
import type { HandlersOf } from './index'

export function cameraHandlers(services: Services): HandlersOf<'cameras'> {
  const { cameras } = services
  const changed = <T>(value: T): T => {
    services.changed(['cameras', 'app'])
    return value
  }
  return {
    'cameras.list': () => cameras.list(),
    'cameras.status': async () => cameras.statuses(),
    'cameras.create': async (input) => changed(await cameras.create(input)),
    'cameras.update': async (input) => changed(await cameras.update(input)),
    'cameras.remove': async ({ id }) => changed(await cameras.remove(id)),
    'cameras.chooseFile': () => services.shell.chooseVideoFile()
  }
}
