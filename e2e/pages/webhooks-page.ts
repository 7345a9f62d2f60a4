import type { Locator, Page } from 'playwright'

export class WebhooksPage {
  readonly dialog: Locator
  /** The drawer of one delivery. */
  readonly drawer: Locator

  constructor(private readonly page: Page) {
    this.dialog = page.getByRole('dialog')
    this.drawer = page.getByRole('dialog')
  }

  async add(address: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Add an endpoint' }).first().click()
    await this.dialog.getByRole('textbox', { name: 'Address' }).fill(address)
  }

  get loopback(): Locator {
    return this.dialog.getByRole('checkbox', { name: /receiver on this computer/i })
  }

  async submit(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Add', exact: true }).click()
  }

  async openTab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name }).click()
  }

  async sendTest(): Promise<void> {
    await this.page.getByRole('button', { name: 'Send test' }).click()
  }

  /** Rows of the log of deliveries that hold these words, newest first. */
  deliveries(words: string | RegExp): Locator {
    return this.page.getByRole('table', { name: 'Deliveries' }).getByRole('row').filter({ hasText: words })
  }

  /** A block of text in the drawer. */
  block(name: string): Locator {
    return this.drawer.getByLabel(name, { exact: true })
  }
}
