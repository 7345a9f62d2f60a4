import { encodeClip } from '../../e2e/fakes/rtsp/encode-clip'
import { RtspServer } from '../../e2e/fakes/rtsp-server'
import { RunningApp } from '../../e2e/harness/running-app'
import type { Actor } from '../../e2e/harness/site'
import { addRtspCamera, clipOf, enrolActor, setUpSite } from '../../e2e/harness/site'

export interface BenchCamera {
  id: string
  server: RtspServer
  path: string
}

/** Two of three cameras show somebody who is always in view, the third the other one. */
const actorOf = (index: number): Actor => (index % 3 === 2 ? 'cap' : 'franck')

/** As many streams of 720p20 H.264 with a face in nearly every picture; one server per clip. */
export async function startStreams(count: number): Promise<{ cameras: BenchCamera[]; stop: () => Promise<void> }> {
  const servers = new Map<Actor, RtspServer>()
  const cameras: BenchCamera[] = []
  for (let index = 0; index < count; index++) {
    const actor = actorOf(index)
    const server = servers.get(actor) ?? new RtspServer({ clip: await benchClip(actor) })
    if (!servers.has(actor)) await server.start()
    servers.set(actor, server)
    cameras.push({ id: `camera-${index + 1}`, server, path: `/cam${index + 1}` })
  }
  return {
    cameras,
    stop: async () => {
      for (const server of servers.values()) await server.stop()
    }
  }
}

const benchClip = (actor: Actor) =>
  encodeClip(clipOf(actor), { fps: 20, seconds: 30, fit: { width: 1280, height: 720 } })

/** A site on which both people are enrolled and these cameras run at 5 pictures a second, liveness asked for. */
export async function prepareSite(dataDir: string, cameras: readonly BenchCamera[]): Promise<void> {
  const app = await RunningApp.launch({ dataDir })
  await setUpSite(app, { attendance: { cooldownSeconds: 60 } })
  await enrolActor(app, 'franck')
  await enrolActor(app, 'cap')
  for (const { id, server, path } of cameras) await addRtspCamera(app, id, `Camera ${id}`, server.url(path))
  await app.quit()
}
