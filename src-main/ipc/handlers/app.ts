import type { Services } from '../services'
import type { HandlersOf } from './index'

export function appHandlers(services: Services): HandlersOf<'app'> & HandlersOf<'settings'> & HandlersOf<'engine'> {
  return {
    'app.status': async () => services.status(),
    'app.about': () => services.about(),
    'app.startDemo': async () => {
      services.shell.startDemo()
      return null
    },
    'app.leaveDemo': async () => {
      services.shell.leaveDemo()
      return null
    },
    'app.openWall': async () => {
      services.shell.openWall()
      return null
    },
    'app.openLogs': async () => {
      await services.shell.openLogs()
      return null
    },
    'app.rendererError': async (error) => {
      services.log.error({ error: error.message, stack: error.stack }, 'a screen failed')
      return null
    },
    'settings.get': () => services.reader.settings(),
    'settings.update': (change) => services.changeSettings(change),
    'engine.status': async () => services.engine.status(),
    'engine.check': () => services.engine.check()
  }
}
