import type { Locator, Page } from 'playwright'

export interface CameraForm {
  name: string
  /** May hold a user name and a password. */
  address?: string
  file?: string
}

export class CamerasPage {
  readonly dialog: Locator

  constructor(private readonly page: Page) {
    this.dialog = page.getByRole('dialog')
  }

  card(name: string): Locator {
    return this.page.getByRole('article', { name })
  }

  field(name: string): Locator {
    return this.dialog.getByRole('textbox', { name, exact: true })
  }

  /** Opens the dialog and fills it in; nothing is saved yet. */
  async fillIn({ name, address, file }: CameraForm): Promise<void> {
    await this.page.getByRole('button', { name: 'Add camera' }).click()
    await this.field('Name').fill(name)
    if (address !== undefined) await this.field('Address').fill(address)
    if (file !== undefined) {
      await this.dialog.getByRole('radio', { name: 'Video file' }).click()
      await this.field('File').fill(file)
    }
  }

  async submit(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Add camera' }).click()
    await this.dialog.waitFor({ state: 'hidden' })
  }

  async remove(name: string): Promise<void> {
    await this.card(name)
      .getByRole('button', { name: `Actions for ${name}` })
      .click()
    await this.page.getByRole('menuitem', { name: 'Remove' }).click()
    await this.page.getByRole('dialog', { name: `Remove the camera ${name}?` }).waitFor()
    await this.dialog.getByRole('button', { name: 'Remove camera' }).click()
  }
}
