import { WebhookReceiver } from '../fakes/webhook-receiver'
import type { RunningApp } from './running-app'
import { addEndpoint, addFileCamera, enrolActor, setUpSite } from './site'

/** A site where every screen has something to show: two cameras, two people, marks and deliveries. Ends with `stop`. */
export async function fillBusySite(app: RunningApp): Promise<{ stop: () => Promise<void> }> {
  const receiver = await new WebhookReceiver().start()
  await setUpSite(app, { attendance: { cooldownSeconds: 1 } })
  await enrolActor(app, 'franck')
  await enrolActor(app, 'cap')
  await addEndpoint(app, receiver.url)
  await addFileCamera(app, 'entrance', 'Entrance', 'franck')
  await addFileCamera(app, 'workshop', 'Workshop', 'cap')
  const marked = new Set<unknown>()
  await receiver.waitFor((requests) => {
    for (const { json } of requests) if (json.type === 'attendance.recorded') marked.add(json.data?.['camera'])
    return marked.size >= 2
  }, 45_000)
  return receiver
}
