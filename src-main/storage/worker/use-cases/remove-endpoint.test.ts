import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addLane, cameraNews, claim, finish } from '../test-lanes'
import type { TestSite } from '../test-site'
import { makeTestSite, page, testSecret } from '../test-site'
import type { OpenWriter } from '../writer-store'
import { cancelledAtOnce } from './endpoints'

const queued = 2 * cancelledAtOnce + 50

let site: TestSite
let writer: OpenWriter
beforeEach(() => {
  site = makeTestSite()
  writer = site.openWriter()
})
afterEach(() => site.dispose())

const read = () => site.openReader().methods
const queueMany = () =>
  Promise.all(Array.from({ length: queued }, (_, index) => writer.api.appendEvent(cameraNews(String(index)))))
const waiting = () => read().queue().waiting

describe('removing an endpoint with a long queue', () => {
  it('cancels it a slice a commit, sends nothing of it meanwhile, and says goodbye once', async () => {
    const { id } = await addLane(writer)
    await queueMany()
    expect(await writer.api.removeEndpoint(id)).toEqual({ cancelledDeliveries: cancelledAtOnce, more: true })
    expect(read().endpoints()).toEqual([])
    expect(await claim(writer)).toEqual([])
    expect(waiting()).toBe(queued - cancelledAtOnce)
    expect(await writer.api.removeEndpoint(id)).toMatchObject({ more: true })
    expect(await writer.api.removeEndpoint(id)).toEqual({ cancelledDeliveries: queued, more: false })
    const goodbye = await claim(writer)
    expect(goodbye).toMatchObject([{ eventType: 'webhook.deleted', secrets: [testSecret] }])
    expect(JSON.parse(Buffer.from(goodbye[0]?.body ?? []).toString())).toMatchObject({
      data: { cancelled_deliveries: queued }
    })
    await finish(writer, goodbye)
    await expect(writer.api.removeEndpoint(id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('goes on by itself after the app ended in the middle of it', async () => {
    const { id } = await addLane(writer)
    await queueMany()
    await writer.api.removeEndpoint(id)
    await site.close()
    writer = site.openWriter()
    expect(await claim(writer)).toEqual([])
    let due = false
    for (let more = true; more;) {
      const pruned = await writer.api.pruneDeliveries()
      more = pruned.more
      due ||= pruned.deliveriesDue
    }
    expect(due).toBe(true)
    expect(waiting()).toBe(1)
    expect(await claim(writer)).toMatchObject([{ eventType: 'webhook.deleted' }])
    expect(read().deliveries({ ...page, states: ['cancelled'] }).total).toBe(queued)
  })
})
