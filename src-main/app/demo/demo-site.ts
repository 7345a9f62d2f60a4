import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { defaultCameraOptions } from '../../../contracts/domain/camera-options'
import { defaultEndpointOptions } from '../../../contracts/domain/webhook'
import { MusterError } from '../../../contracts/result'
import type { Services } from '../../ipc/services'
import type { DemoReceiver } from './receiver-launch'

/** Who appears in the demo's clips; each is enrolled from other moments than those the cameras show. */
const cast = [
  { folder: 'franck', name: 'Franck', externalId: 'E-1001' },
  { folder: 'cap', name: 'Caspar', externalId: 'E-1002' }
] as const

const cameras = [
  { id: 'entrance', name: 'Entrance', clip: 'franck.mp4' },
  { id: 'workshop', name: 'Workshop', clip: 'cap12.mp4' }
] as const

const cooldownSeconds = 10

/** Fills an empty demo site through the same services that an operator's clicks reach: nothing is planted. */
export async function fillDemoSite(
  services: Services,
  resources: string,
  receiver: Pick<DemoReceiver, 'url' | 'trust'>
): Promise<void> {
  const media = join(resources, 'demo')
  await services.changeSettings({ setUp: true, siteName: 'Demo site', attendance: { cooldownSeconds } })
  const { secret } = await services.endpoints.create({
    url: receiver.url,
    description: 'The demo’s own receiver, on this computer',
    dialect: 'standard',
    events: ['attendance.recorded'],
    enabled: true,
    timeoutMs: 15_000,
    allowLoopback: true,
    alias: '',
    headers: [],
    options: defaultEndpointOptions
  })
  receiver.trust(secret)
  // People first: cameras that run before would report them as strangers.
  await Promise.all(cast.map((person) => enrol(services, join(media, 'people', person.folder), person)))
  services.galleryChanged()
  for (const camera of cameras) {
    await services.cameras.create({
      id: camera.id,
      name: camera.name,
      direction: 'in',
      enabled: true,
      analysisFps: 5,
      matchThreshold: null,
      livenessRequired: true,
      zoom: 'off',
      options: defaultCameraOptions,
      source: { kind: 'file', path: join(media, camera.clip), loop: true }
    })
  }
  services.changed(['app', 'settings', 'cameras', 'people', 'endpoints'])
}

async function enrol(services: Services, folder: string, person: { name: string; externalId: string }): Promise<void> {
  const stills = (await readdir(folder)).filter((name) => name.endsWith('.jpg')).sort()
  const candidateIds: string[] = []
  for (const still of stills) {
    const faces = await services.enrolment.fromPhoto(await readFile(join(folder, still)))
    candidateIds.push(...faces.filter((face) => face.accepted).map((face) => face.id))
  }
  if (candidateIds.length === 0)
    throw new MusterError('face_rejected', `No still of ${person.name} in the demo could be enrolled.`)
  await services.enrolment.commit({
    personId: null,
    person,
    consent: { recordedBy: 'Muster demo', textVersion: 'demo-1', language: 'en' },
    candidateIds
  })
}
