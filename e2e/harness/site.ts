import { readdir, readFile } from 'node:fs/promises'
import type { Camera } from '../../contracts/domain/camera'
import type { Endpoint } from '../../contracts/domain/webhook'
import { inRepository } from './repository'
import type { RunningApp } from './running-app'

/** Who appears in the demonstration's clips; stills of each are other moments than the clip's. */
export const cast = {
  franck: { folder: 'franck', clip: 'franck.mp4', name: 'Franck Dubois' },
  cap: { folder: 'cap', clip: 'cap12.mp4', name: 'Camille Petit' }
} as const
export type Actor = keyof typeof cast

export const clipOf = (actor: Actor): string => inRepository('resources', 'demo', cast[actor].clip)

export const stillOf = (actor: Actor, number = 1): string =>
  inRepository('resources', 'demo', 'people', cast[actor].folder, `${number}.jpg`)

/** A site that is past its first run, its first screen shown; the given groups of settings over the defaults. */
export async function setUpSite(app: RunningApp, change: Parameters<typeof app.call<'settings.update'>>[1] = {}) {
  await app.call('settings.update', { setUp: true, siteName: 'Test site', ...change })
  // The page goes to its first screen only once it has heard of this.
  await app.page.getByRole('navigation', { name: 'Main' }).waitFor()
  await app.page.getByRole('main').getByRole('heading', { level: 1 }).waitFor()
}

/** Enrols from every still that is accepted, through the same calls as the dialog. Answers the person's id. */
export async function enrolActor(app: RunningApp, actor: Actor): Promise<string> {
  await app.recognitionReady()
  const folder = inRepository('resources', 'demo', 'people', cast[actor].folder)
  const stills = (await readdir(folder)).filter((name) => name.endsWith('.jpg')).sort()
  const candidateIds: string[] = []
  for (const still of stills) {
    const picture = new Uint8Array(await readFile(`${folder}/${still}`))
    const faces = await app.call('enrolment.fromPhoto', { picture })
    candidateIds.push(...faces.filter((face) => face.accepted).map((face) => face.id))
  }
  const { personId } = await app.call('enrolment.commit', {
    personId: null,
    person: { name: cast[actor].name, externalId: `E-${actor}` },
    consent: { recordedBy: 'Test', textVersion: '1', language: 'en' },
    candidateIds
  })
  return personId
}

export const addFileCamera = (app: RunningApp, id: string, name: string, actor: Actor): Promise<Camera> =>
  app.call('cameras.create', { id, name, source: { kind: 'file', path: clipOf(actor), loop: true } })

export const addRtspCamera = (app: RunningApp, id: string, name: string, url: string): Promise<Camera> =>
  app.call('cameras.create', { id, name, source: { kind: 'rtsp', url } })

/** An endpoint on this computer, which loopback needs leave for. */
export const addEndpoint = (
  app: RunningApp,
  url: string,
  events: Endpoint['events'] = []
): Promise<{ endpoint: Endpoint; secret: string }> =>
  app.call('endpoints.create', { url, description: 'Receiver of the tests', allowLoopback: true, events })
