import type { Locator, Page } from 'playwright'

/** The list of people, and one person's page with its dialogs. */
export class PeoplePage {
  readonly main: Locator
  readonly dialog: Locator

  constructor(private readonly page: Page) {
    this.main = page.getByRole('main')
    this.dialog = page.getByRole('dialog')
  }

  row(name: string): Locator {
    return this.main.getByRole('row', { name: new RegExp(name) })
  }

  async open(name: string): Promise<void> {
    await this.row(name).click()
    await this.main.getByRole('heading', { level: 1, name }).waitFor()
  }

  field(name: string): Locator {
    return this.dialog.getByLabel(name, { exact: true })
  }

  async save(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Save' }).click()
  }

  /** Ticks one value of a filter and closes its panel. */
  async filter(name: string, value: string): Promise<void> {
    await this.main.getByRole('button', { name, exact: true }).click()
    await this.page.getByRole('checkbox', { name: value, exact: true }).click()
    await this.page.keyboard.press('Escape')
  }
}
