import type { Locator, Page } from 'playwright'

export type EditTab = 'Source' | 'Recognition' | 'Picture' | 'Zones' | 'Schedule'

export class CamerasPage {
  readonly dialog: Locator

  constructor(private readonly page: Page) {
    this.dialog = page.getByRole('dialog')
  }

  get cards(): Locator {
    return this.page.getByRole('article')
  }

  card(name: string): Locator {
    return this.page.getByRole('article', { name, exact: true })
  }

  field(name: string): Locator {
    return this.dialog.getByRole('textbox', { name, exact: true })
  }

  button(name: string): Locator {
    return this.dialog.getByRole('button', { name, exact: true })
  }

  /** Opens the wizard at a camera by its address, which may hold a user name and a password. */
  async addByAddress(address: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Add camera' }).click()
    await this.dialog.getByText('By address', { exact: true }).click()
    await this.field('Address').fill(address)
  }

  async addByFile(file: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Add camera' }).click()
    await this.dialog.getByText('Video file', { exact: true }).click()
    await this.field('File').fill(file)
  }

  /** From the first step to the second; resolves with what came of the test. */
  async test(): Promise<'works' | 'fails'> {
    await this.button('Test it').click()
    return this.tested()
  }

  async tested(): Promise<'works' | 'fails'> {
    const works = this.dialog.getByText('A picture arrives')
    await works.or(this.dialog.getByRole('alert')).waitFor({ timeout: 30_000 })
    return (await works.isVisible()) ? 'works' : 'fails'
  }

  /** From the second step to the last, and out of the wizard. */
  async save(name: string): Promise<void> {
    await this.button('Next').or(this.button('Go on anyway')).click()
    await this.field('Name').fill(name)
    await this.button('Add camera').click()
    await this.dialog.waitFor({ state: 'hidden' })
  }

  async edit(name: string, tab: EditTab): Promise<void> {
    await this.choose(name, 'Edit')
    await this.dialog.getByRole('tab', { name: tab }).click()
  }

  async saveChanges(): Promise<void> {
    await this.button('Save camera').click()
    await this.dialog.waitFor({ state: 'hidden' })
  }

  async remove(name: string): Promise<void> {
    await this.choose(name, 'Remove')
    await this.page.getByRole('dialog', { name: `Remove the camera ${name}?` }).waitFor()
    await this.button('Remove camera').click()
    await this.dialog.waitFor({ state: 'hidden' })
  }

  /** An entry of the menu on a camera's card. */
  async choose(name: string, entry: string): Promise<void> {
    await this.card(name)
      .getByRole('button', { name: `Actions for ${name}` })
      .click()
    await this.page.getByRole('menuitem', { name: entry, exact: true }).click()
  }
}
