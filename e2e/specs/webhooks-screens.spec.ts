import { createHmac } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { ReceivedRequest } from '../fakes/webhook-receiver'
import { WebhookReceiver } from '../fakes/webhook-receiver'
import { expect, sharedApp, test } from '../fixtures'
import { seriousViolations } from '../harness/axe'
import { setUpSite } from '../harness/site'
import { Frame } from '../pages/frame'
import { WebhooksPage } from '../pages/webhooks-page'

const shared = sharedApp((app) => setUpSite(app))

const receiver = new WebhookReceiver()
test.beforeAll(() => receiver.start())
test.afterAll(() => receiver.stop())

/** Each dialect as the form calls it, the header that carries its signature, and what its bodies have. */
const dialects = [
  { name: 'Standard Webhooks', at: 'standard', header: 'webhook-signature', body: '"timestamp"' },
  { name: 'Face service', at: 'face-service', header: 'x-signature-sha256', body: '"event_type"' },
  { name: 'FaceCV', at: 'facecv', header: 'webhook-signature', body: '"events"' },
  { name: 'Sonotheia', at: 'sonotheia', header: 'x-sonotheia-signature', body: '"type"' },
  { name: 'ImgGo', at: 'imggo', header: 'x-imggo-signature', body: '"job_id"' },
  { name: 'Lead', at: 'lead', header: 'x-webhook-signature', body: '"event"' }
] as const

const secrets = new Map<string, string>()
const addressOf = (at: string) => `http://127.0.0.1:${receiver.port}/${at}`
const requestsTo = (at: string): ReceivedRequest[] => receiver.requests.filter((one) => one.path === `/${at}`)
const arrived = async (at: string, count: number): Promise<ReceivedRequest[]> => {
  await receiver.waitFor(() => requestsTo(at).length >= count)
  return requestsTo(at)
}
const endpointAt = async (at: string) => {
  const found = (await shared.app.call('endpoints.list')).find(({ url }) => url === addressOf(at))
  if (!found) throw new Error(`no endpoint at ${at}`)
  return found
}
const openEndpoint = async (at: string, tab?: string) => {
  await new Frame(shared.page).open('Webhooks')
  const webhooks = new WebhooksPage(shared.page)
  await webhooks.endpoint(addressOf(at)).click()
  await webhooks.main.getByRole('heading', { level: 1, name: addressOf(at) }).waitFor()
  if (tab) await webhooks.openTab(tab)
}
const hexOf = (secret: string, body: Buffer) => createHmac('sha256', secret).update(body).digest('hex')

test('the form says at its fields what is wrong, and asks before typed things are lost', async () => {
  const { page } = shared
  const webhooks = new WebhooksPage(page)
  await new Frame(page).open('Webhooks')
  await webhooks.add('ftp://example.com')
  await webhooks.main.getByRole('radio', { name: 'I have one' }).click()
  await webhooks.main.getByRole('textbox', { name: 'Signing secret' }).fill('abc')
  await webhooks.unfold('Custom headers')
  await webhooks.main.getByRole('button', { name: 'Add a header' }).click()
  await webhooks.main.getByRole('textbox', { name: 'Name', exact: true }).fill('Webhook-Id')
  await webhooks.submit()
  await expect(webhooks.address).toHaveAccessibleDescription(/begins with https/)
  await expect(webhooks.address).toBeFocused()
  await expect(webhooks.main.getByText('At least 8 characters; 32 or more are safe.')).toBeVisible()
  await expect(webhooks.main.getByText('Muster sets this header itself.')).toBeVisible()
  await webhooks.main.getByRole('textbox', { name: 'Signing secret' }).fill('long-enough')
  await expect(webhooks.main.getByText(/characters are weak/)).toBeVisible()
  expect(await seriousViolations(page)).toEqual([])

  await new Frame(page).rail.getByRole('link', { name: 'People' }).click()
  await webhooks.dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(webhooks.address).toHaveValue('ftp://example.com')
  await new Frame(page).rail.getByRole('link', { name: 'People' }).click()
  await webhooks.dialog.getByRole('button', { name: 'Leave' }).click()
  await expect(webhooks.main.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()
})

test('every dialect is added with its own request in sight, and its test arrives signed', async () => {
  test.setTimeout(120_000)
  const webhooks = new WebhooksPage(shared.page)
  for (const { name, at, header, body } of dialects) {
    await new Frame(shared.page).open('Webhooks')
    await webhooks.add(addressOf(at))
    await webhooks.loopback.check()
    await webhooks.chooseDialect(name)
    await expect(webhooks.preview('Request headers')).toContainText(header)
    await expect(webhooks.preview('Request headers')).toContainText(`/${at}`)
    await expect(webhooks.preview('Request body')).toContainText(body)
    await webhooks.submit()
    secrets.set(at, await webhooks.takeSecret())
    await webhooks.sendTest()
    await expect(webhooks.dialog.getByText('The receiver accepted it')).toBeVisible()
    await expect(webhooks.block('Request headers')).toContainText(header)
    await webhooks.closeDialog()
  }
  const [lead] = await arrived('lead', 1)
  expect(lead?.headers['x-webhook-signature']).toBe(hexOf(secrets.get('lead') ?? '', lead?.body ?? Buffer.alloc(0)))
})

test('endpoints are filtered by the address bar and switched off and on together by the keyboard', async () => {
  const { page } = shared
  const webhooks = new WebhooksPage(page)
  await new Frame(page).open('Webhooks')
  await webhooks.filter('Dialect', 'Lead')
  await expect(webhooks.endpoint('127.0.0.1')).toHaveCount(1)
  expect(page.url()).toContain('dialect=lead')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await webhooks.main.getByRole('button', { name: 'Switch off' }).click()
  await expect(webhooks.endpoint('/lead')).toContainText('Off')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(webhooks.endpoint('/lead')).not.toContainText('Off')
  expect((await endpointAt('lead')).enabled).toBe(true)
})

test('dead letters are sent again together, after a preview of how many', async () => {
  const { page, app } = shared
  const webhooks = new WebhooksPage(page)
  receiver.fallback = 400
  const { id } = await endpointAt('face-service')
  for (let sent = 0; sent < 3; sent++) await app.call('endpoints.sendTest', { id })
  await openEndpoint('face-service', 'Dead letters')
  const table = page.getByRole('table', { name: 'Dead letters' })
  await expect(table.getByRole('row').filter({ hasText: '400' })).toHaveCount(3)
  expect(await seriousViolations(page)).toEqual([])
  const before = requestsTo('face-service')

  receiver.fallback = 200
  await webhooks.main.getByRole('button', { name: 'Replay all 3' }).click()
  await expect(webhooks.dialog.getByText('3 deliveries would be sent again')).toBeVisible()
  expect(await seriousViolations(page)).toEqual([])
  await webhooks.dialog.getByRole('button', { name: 'Send 3 again' }).click()
  const again = (await arrived('face-service', before.length + 3)).slice(before.length)
  const ids = (requests: ReceivedRequest[]) => requests.map(({ body }) => body.toString()).sort()
  expect(ids(again)).toEqual(ids(before.slice(-3)))
  await expect(page.getByText('No dead letters')).toBeVisible()
})

test('the log is filtered in the address, exported as it is filtered, and the job outlives the screen', async ({
  folder
}) => {
  const { page, app } = shared
  const webhooks = new WebhooksPage(page)
  const file = path.join(folder, 'log.ndjson')
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, file)
  await new Frame(page).open('Webhooks')
  await webhooks.openTab('Deliveries')
  await webhooks.filter('State', 'Delivered')
  const { id } = await endpointAt('face-service')
  await webhooks.main.getByRole('button', { name: 'Endpoint', exact: true }).click()
  await page.getByRole('button', { name: /face-service/ }).click()
  await page.keyboard.press('Escape')
  expect(page.url()).toContain(`endpoint=${id}`)
  expect(page.url()).toContain('state=delivered')
  const { total } = await app.call('deliveries.list', { endpointId: id, states: ['delivered'] })
  await expect(webhooks.main.getByText(`${total} deliveries`)).toBeVisible()
  expect(await seriousViolations(page)).toEqual([])

  await webhooks.main.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'As NDJSON' }).click()
  await expect(webhooks.jobs.getByText(`${total} rows written`)).toBeVisible()
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
  expect(lines).toHaveLength(total)
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ state: 'delivered' })

  await new Frame(page).open('People')
  await expect(webhooks.jobs.getByText(file)).toBeVisible()
  await webhooks.jobs.getByRole('button', { name: /Dismiss/ }).click()
  await expect(webhooks.jobs).toBeHidden()
})

test('the doctor names the cause', async () => {
  const { page } = shared
  const webhooks = new WebhooksPage(page)
  const [request] = await arrived('standard', 1)
  const lines = Object.entries(request?.headers ?? {}).map(([name, value]) => `${name}: ${value}`)
  await openEndpoint('standard', 'Doctor')
  await webhooks.main.getByRole('textbox', { name: 'Headers' }).fill(lines.join('\n'))
  await webhooks.main.getByRole('textbox', { name: 'Body' }).fill(request?.body.toString() ?? '')
  await webhooks.main.getByRole('button', { name: 'Find the cause' }).click()
  await expect(webhooks.main.getByText('The signature is right', { exact: true })).toBeVisible()

  const rewritten = JSON.stringify(JSON.parse(request?.body.toString() ?? '{}'), null, 2)
  await webhooks.main.getByRole('textbox', { name: 'Body' }).fill(rewritten)
  await webhooks.main.getByRole('button', { name: 'Find the cause' }).click()
  await expect(webhooks.main.getByText('The signature is wrong', { exact: true })).toBeVisible()
  await expect(webhooks.main.getByText('What to do:').first()).toBeVisible()
  expect(await seriousViolations(page)).toEqual([])
})

test('a receiver for the endpoint is shown, and saved to a folder', async ({ folder }) => {
  const { page, app } = shared
  const webhooks = new WebhooksPage(page)
  await app.electron.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
  }, folder)
  await openEndpoint('lead', 'Code')
  const shownCode = webhooks.main.getByLabel('Receiver', { exact: true })
  await expect(shownCode).toContainText('on_new_lead')
  await webhooks.main.getByRole('radio', { name: 'Node' }).click()
  await expect(shownCode).not.toContainText('on_new_lead')
  await expect(shownCode).toContainText('new_lead')
  await webhooks.main.getByRole('button', { name: 'Save to a folder…' }).click()
  const saved = path.join(folder, 'muster-receiver-lead-node')
  await expect(page.getByText(saved, { exact: true })).toBeVisible()
  const code = await app.call('endpoints.receiverCode', { id: (await endpointAt('lead')).id, language: 'node' })
  expect((await readdir(saved)).sort()).toEqual(code.files.map(({ name }) => name).sort())
})

test('a secret is rotated with an overlap, and the new one tested before the switch', async () => {
  const { page, app } = shared
  const webhooks = new WebhooksPage(page)
  const old = secrets.get('lead') ?? ''
  await openEndpoint('lead')
  await webhooks.main.getByRole('button', { name: 'Rotate secret' }).click()
  await webhooks.dialog.getByRole('button', { name: 'Rotate secret' }).click()
  const fresh = await webhooks.takeSecret()
  expect(fresh).not.toBe(old)
  await expect(webhooks.main.getByText('Waits for the switch')).toBeVisible()

  const { id } = await endpointAt('lead')
  /** The signature of one delivery, and what this secret would have made of its body. */
  const signatures = async (deliveryId: string, secret: string) => {
    const isIt = ({ headers }: ReceivedRequest) => headers['x-webhook-delivery-id'] === deliveryId
    await receiver.waitFor((requests) => requests.some(isIt))
    const request = receiver.requests.find(isIt)
    return [request?.headers['x-webhook-signature'], hexOf(secret, request?.body ?? Buffer.alloc(0))]
  }
  const [sent, byOld] = await signatures((await app.call('endpoints.sendTest', { id })).id, old)
  expect(sent).toBe(byOld)

  await webhooks.main.getByRole('button', { name: 'Switch now' }).click()
  await webhooks.dialog.getByRole('button', { name: 'Test the new secret' }).click()
  await expect(webhooks.dialog.getByText('The receiver accepted it')).toBeVisible()
  const [newest] = (await app.call('deliveries.list', { endpointId: id, limit: 1 })).rows
  const [sentNow, byFresh] = await signatures(newest?.id ?? '', fresh)
  expect(sentNow).toBe(byFresh)
  const [stillSent, stillByOld] = await signatures((await app.call('endpoints.sendTest', { id })).id, old)
  expect(stillSent).toBe(stillByOld)
  await webhooks.dialog.getByRole('button', { name: 'Switch', exact: true }).click()
  await expect(webhooks.dialog.getByText('The newest secret signs alone')).toBeVisible()
  await webhooks.closeDialog()
  await expect(webhooks.main.getByText('Still signs')).toBeHidden()
})

test('no webhook screen has a serious breach in the light theme; accessibility.spec.ts looks at the dark one', async () => {
  const { page, app } = shared
  const webhooks = new WebhooksPage(page)
  const check = async (what: string) => expect(await seriousViolations(page), what).toEqual([])
  await app.call('settings.update', { theme: 'light' })
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await new Frame(page).open('Webhooks')
  for (const view of ['Endpoints', 'Deliveries', 'Queue', 'Ledger']) {
    await webhooks.openTab(view)
    await check(view)
  }
  await openEndpoint('facecv')
  for (const tab of ['Overview', 'Deliveries', 'Settings', 'Code']) {
    await webhooks.openTab(tab)
    await check(tab)
  }
  await page.getByRole('button', { name: 'Send a test' }).click()
  await check('test')
})
