import type { Locator, Page } from 'playwright'

export class WebhooksPage {
  readonly dialog: Locator
  /** The drawer of one delivery. */
  readonly drawer: Locator
  readonly main: Locator

  constructor(private readonly page: Page) {
    this.dialog = page.getByRole('dialog')
    this.drawer = page.getByRole('dialog')
    this.main = page.getByRole('main')
  }

  /** Opens the form of a new endpoint from the list, with its address typed. */
  async add(address: string): Promise<void> {
    await this.main.getByRole('button', { name: 'Add an endpoint' }).first().click()
    await this.address.fill(address)
  }

  get address(): Locator {
    return this.main.getByRole('textbox', { name: 'Address', exact: true })
  }

  get loopback(): Locator {
    return this.main.getByRole('checkbox', { name: /receiver on this computer/i })
  }

  async chooseDialect(name: string): Promise<void> {
    // The radio itself is out of sight; its card is what is pressed.
    await this.main.getByRole('radiogroup', { name: 'Dialect' }).getByText(name, { exact: true }).click()
  }

  /** Unfolds a part of the form. */
  async unfold(name: string): Promise<void> {
    await this.main.locator('summary').filter({ hasText: name }).click()
  }

  /** What the form says will be sent. */
  preview(block: 'Request headers' | 'Request body'): Locator {
    return this.page.getByRole('region', { name: 'What will be sent' }).getByLabel(block, { exact: true })
  }

  async submit(): Promise<void> {
    await this.main.getByRole('button', { name: 'Add', exact: true }).click()
  }

  /** The secret in the dialog that shows it once; closes it. */
  async takeSecret(): Promise<string> {
    const done = this.dialog.getByRole('button', { name: 'I have copied it' })
    // The dialog before this one has a group of that name too.
    await done.waitFor()
    const secret = (await this.dialog.getByLabel('Signing secret').innerText()).trim()
    await done.click()
    await this.dialog.waitFor({ state: 'hidden' })
    return secret
  }

  async openTab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name }).click()
  }

  /** Sends a test by the dialog and leaves it open on what came of it. */
  async sendTest(): Promise<void> {
    await this.page.getByRole('button', { name: 'Send a test' }).click()
    await this.dialog.getByRole('button', { name: 'Send test' }).click()
  }

  async closeDialog(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Close' }).first().click()
    await this.dialog.waitFor({ state: 'hidden' })
  }

  /** Rows of the log of deliveries that hold these words, newest first. */
  deliveries(words: string | RegExp): Locator {
    return this.page.getByRole('table', { name: 'Deliveries' }).getByRole('row').filter({ hasText: words })
  }

  endpoint(words: string | RegExp): Locator {
    return this.page.getByRole('table', { name: 'Endpoints' }).getByRole('row').filter({ hasText: words })
  }

  /** A block of text in the drawer or dialog. */
  block(name: string): Locator {
    return this.drawer.getByLabel(name, { exact: true })
  }

  /** Opens a filter of the log and ticks one of its values. */
  async filter(name: string, value: string): Promise<void> {
    await this.main.getByRole('button', { name }).click()
    await this.page.getByRole('dialog', { name }).getByRole('checkbox', { name: value, exact: true }).click()
    await this.page.keyboard.press('Escape')
  }

  get jobs(): Locator {
    return this.page.getByRole('region', { name: 'Jobs' })
  }
}
