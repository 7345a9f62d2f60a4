import { snapshotName } from '../../cameras/snapshot-name'
import type { Services } from '../services'
import type { HandlersOf } from './index'

export function cameraHandlers(services: Services): HandlersOf<'cameras'> {
  const { cameras, cameraTools: tools } = services
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
    'cameras.chooseFile': () => services.shell.chooseVideoFile(),
    'cameras.try': (input) => tools.tryOut(input),
    'cameras.findUsb': () => tools.findUsb(),
    'cameras.findNetwork': () => tools.findNetwork(),
    'cameras.onvifProfiles': (login) => tools.onvifProfiles(login),
    'cameras.snapshot': ({ id }) => tools.snapshot(id),
    'cameras.saveSnapshot': async ({ id }) => {
      // Taken before the dialog opens: what was meant is the moment of the click.
      const [snapshot, { timeZone }] = await Promise.all([tools.snapshot(id), services.reader.settings()])
      const name = snapshotName(cameras.get(id)?.name ?? id, snapshot.capturedAt, timeZone)
      return services.shell.savePicture(name, snapshot.jpeg)
    },
    'cameras.timeline': async ({ hours }) => {
      await cameras.writeTimelines()
      const to = services.now()
      const from = to - hours * 3_600_000
      return { from, to, cameras: await services.reader.cameraTimelines({ from, to }) }
    },
    'cameras.decoder': () => tools.decoder(),
    'cameras.chooseDecoder': async () => {
      const path = await services.shell.chooseProgram()
      return path === null ? null : tools.inspectDecoder(path)
    }
  }
}
