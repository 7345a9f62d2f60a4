import type { Services } from '../services'
import type { HandlersOf } from './index'

export function packHandlers({ packs, shell }: Services): HandlersOf<'packs'> {
  return {
    'packs.list': () => packs.list(),
    'packs.add': async () => {
      const folder = await shell.chooseFolder()
      return folder === null ? null : packs.offer(folder)
    },
    'packs.check': ({ pack }) => packs.check(pack),
    'packs.prepare': async ({ pack }) => {
      await packs.prepare(pack)
      return null
    },
    'packs.pause': async ({ pack }) => {
      await packs.pause(pack)
      return null
    },
    'packs.switch': async ({ pack }) => {
      await packs.switchTo(pack)
      return null
    },
    'packs.remove': async ({ pack }) => {
      await packs.remove(pack)
      return null
    },
    'packs.removeTemplates': ({ pack }) => packs.removeTemplates(pack),
    'packs.missing': (query) => packs.missing(query)
  }
}
