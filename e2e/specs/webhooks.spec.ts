import type { ReceivedRequest } from '../fakes/webhook-receiver'
import { verifySignature, WebhookReceiver } from '../fakes/webhook-receiver'
import { expect, sharedApp, test } from '../fixtures'
import { setUpSite } from '../harness/site'
import { Frame } from '../pages/frame'
import { WebhooksPage } from '../pages/webhooks-page'

const shared = sharedApp((app) => setUpSite(app))

// One receiver for all: its endpoint, secret and log are what the tests of this file build on.
const receiver = new WebhookReceiver()
let secret = ''
test.beforeAll(() => receiver.start())
test.afterAll(() => receiver.stop())

test('an endpoint on this computer needs leave, and its secret is shown once', async () => {
  const { page } = shared
  const webhooks = new WebhooksPage(page)
  await new Frame(page).open('Webhooks')
  await webhooks.add(receiver.url)
  await expect(webhooks.main.getByText('This computer', { exact: true })).toBeVisible()
  await webhooks.submit()
  await expect(webhooks.main.getByRole('alert')).toBeVisible()
  expect(await shared.app.call('endpoints.list')).toHaveLength(0)

  await webhooks.loopback.check()
  await webhooks.submit()
  secret = await webhooks.takeSecret()
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/=]+$/)
  await expect(page.getByRole('heading', { level: 1, name: receiver.url })).toBeVisible()

  expect(await page.content()).not.toContain(secret)
  expect(JSON.stringify(await shared.app.call('endpoints.list'))).not.toContain(secret)
  expect(await shared.app.logTail(10_000)).not.toContain(secret)
  // It is told of itself first, which the tests that follow do not count.
  await receiver.waitFor((requests) => requests.some(({ json }) => json.type === 'webhook.created'))
})

test('a test is delivered, signed, and shows the whole exchange at once and in the log', async () => {
  const webhooks = new WebhooksPage(shared.page)
  receiver.reply({ kind: 'answer', status: 202, headers: { 'x-receiver': 'ours' }, body: 'thank you' })
  await webhooks.sendTest()
  const isTest = ({ json }: ReceivedRequest) => json.type === 'webhook.test'
  const request = (await receiver.waitFor((requests) => requests.some(isTest))).find(isTest)
  expect(request && verifySignature(request, secret)).toBe(true)
  const isWhole = async () => {
    await expect(webhooks.block('Request headers')).toContainText(request?.webhookId ?? 'an id')
    await expect(webhooks.block('Request body')).toContainText('webhook.test')
    await expect(webhooks.block('Response status and headers')).toContainText('202')
    await expect(webhooks.block('Response status and headers')).toContainText('x-receiver')
    await expect(webhooks.block('Response body')).toContainText('thank you')
  }
  await expect(webhooks.dialog.getByText('The receiver accepted it')).toBeVisible()
  await isWhole()
  await webhooks.closeDialog()

  await webhooks.openTab('Deliveries')
  const row = webhooks.deliveries('webhook.test').first()
  await expect(row).toContainText('Delivered')
  await row.click()
  await isWhole()
  await webhooks.closeDialog()
})

test('a receiver that is down gets the delivery once it is back, with the same id', async () => {
  const webhooks = new WebhooksPage(shared.page)
  const before = receiver.requests.length
  await receiver.stop()
  await webhooks.sendTest()
  await webhooks.closeDialog()
  const row = webhooks.deliveries('webhook.test').first()
  await expect(row).toContainText('Retrying')
  await expect(new Frame(shared.page).status).toContainText('1 waiting')
  await row.click()
  await expect(webhooks.drawer).toContainText(/refused/i)
  const [waiting] = (await shared.app.call('deliveries.list', { states: ['pending'] })).rows

  await receiver.start()
  await webhooks.drawer.getByRole('button', { name: 'Retry now' }).click()
  const requests = await receiver.waitFor((all) => all.length > before)
  expect(requests[before]?.webhookId).toBe(waiting?.eventId)
  await expect(webhooks.drawer).toContainText('Delivered')
  await expect(webhooks.drawer.getByRole('radio')).toHaveCount(2)
  await webhooks.closeDialog()
  await expect(new Frame(shared.page).status).toContainText('All delivered')
})

test('what waits survives the end of the app and is sent by the next start', async () => {
  const webhooks = new WebhooksPage(shared.page)
  const before = receiver.requests.length
  await receiver.stop()
  await webhooks.sendTest()
  await webhooks.closeDialog()
  await expect(webhooks.deliveries('webhook.test').first()).toContainText('Retrying')
  await shared.restart({
    beforeStart: async () => {
      await receiver.start()
    }
  })
  await receiver.waitFor((all) => all.length > before, 20_000)
  await expect(new Frame(shared.page).status).toContainText('All delivered')
})

test('an answer of 410 switches the endpoint off and says why', async () => {
  const { page } = shared
  receiver.fallback = 410
  const [endpoint] = await shared.app.call('endpoints.list')
  await new Frame(page).open('Webhooks')
  await page.getByRole('row').filter({ hasText: receiver.url }).click()
  const webhooks = new WebhooksPage(page)
  await webhooks.sendTest()
  await expect(webhooks.dialog.getByText('The receiver did not accept it')).toBeVisible()
  await webhooks.closeDialog()
  await expect(page.getByText(/^Nothing is sent: /)).toBeVisible()
  const now = await shared.app.call('endpoints.list')
  expect(now.find(({ id }) => id === endpoint?.id)?.disabledReason).not.toBeNull()
})
