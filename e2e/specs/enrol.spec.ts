import { expect, sharedApp, test } from '../fixtures'
import { inRepository } from '../harness/repository'
import { setUpSite, stillOf } from '../harness/site'
import { EnrolDialog } from '../pages/enrol-dialog'
import { Frame } from '../pages/frame'

const shared = sharedApp((app) => setUpSite(app))

const groupPhoto = inRepository('node_modules', '@vladmandic', 'face-api', 'demo', 'sample1.jpg')
const noPicture = inRepository('package.json')

test('a person is enrolled from photo files, under a consent', async () => {
  const { page } = shared
  await new Frame(page).open('People')
  const enrol = new EnrolDialog(page)
  await enrol.open()
  await enrol.newPerson('Franck Dubois', 'E-1001')

  await enrol.next()
  await expect(enrol.dialog.getByText('Without consent nothing may be captured.')).toBeVisible()
  await enrol.agreed.check()
  await enrol.recordedBy('Anna Keller')
  await enrol.next()

  await expect(enrol.save).toBeDisabled()
  await enrol.choosePhotos(stillOf('franck', 1), stillOf('franck', 2), stillOf('franck', 3))
  await expect(enrol.save).toHaveText('Save 3 references', { timeout: 30_000 })
  await enrol.save.click()
  await expect(enrol.dialog.getByRole('heading', { name: 'Franck Dubois is enrolled' })).toBeVisible()
  await enrol.dialog.getByRole('button', { name: 'Done' }).click()

  const row = page.getByRole('row', { name: /Franck Dubois/ })
  await expect(row).toContainText('E-1001')
  await expect(row).toContainText('3')
  const [person] = (await shared.app.call('people.list', {})).rows
  expect(person?.consent?.recordedBy).toBe('Anna Keller')
  const status = async () => (await shared.app.call('app.status')).vision.galleryTemplates
  await expect.poll(status).toBe(3)
})

test('a group photo enrols nobody by itself, and what is no picture is refused in words', async () => {
  const { page } = shared
  await new Frame(page).open('People')
  const enrol = new EnrolDialog(page)
  await enrol.open()
  await enrol.newPerson('Somebody Else', '')
  await enrol.agreed.check()
  await enrol.recordedBy('Anna Keller')
  await enrol.next()

  await enrol.choosePhotos(groupPhoto)
  const photo = enrol.photo('sample1.jpg')
  await expect(photo.getByText(/^\d+ faces$/)).toBeVisible({ timeout: 30_000 })
  await expect(enrol.save).toBeDisabled()
  expect(await photo.getByRole('img', { name: 'Found face' }).count()).toBeGreaterThan(1)

  await enrol.choosePhotos(noPicture)
  await expect(enrol.dialog.getByText('Only JPEG, PNG, WebP, GIF and BMP pictures are read.')).toBeVisible()
  await enrol.discard()
  expect((await shared.app.call('people.list', {})).total).toBe(1)
})

test('the same face under another name is asked about', async () => {
  const { page } = shared
  const enrol = new EnrolDialog(page)
  await enrol.open()
  await enrol.newPerson('Frank Duplicate', '')
  await enrol.agreed.check()
  await enrol.next()
  await enrol.choosePhotos(stillOf('franck', 4))
  await expect(enrol.dialog.getByText('This face looks like Franck Dubois')).toBeVisible({ timeout: 30_000 })
  await expect(enrol.save).toBeDisabled()
  await enrol.discard()
})

test('erasing a person takes the templates out of recognition', async () => {
  const { page } = shared
  await new Frame(page).open('People')
  await page.getByRole('row', { name: /Franck Dubois/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Franck Dubois' })).toBeVisible()
  await page.getByRole('button', { name: 'Erase…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Erase Franck Dubois?' })
  await expect(dialog.getByRole('button', { name: 'Erase for good' })).toBeDisabled()
  await dialog.getByRole('textbox').fill('Franck Dubois')
  await dialog.getByRole('button', { name: 'Erase for good' }).click()
  await expect.poll(async () => (await shared.app.call('people.list', {})).total).toBe(0)
  const templates = async () => (await shared.app.call('app.status')).vision.galleryTemplates
  await expect.poll(templates).toBe(0)
})
