import type { Locator, Page } from 'playwright'

/** The first screen of a new installation. */
export class WelcomePage {
  constructor(private readonly page: Page) {}

  get heading(): Locator {
    return this.page.getByRole('heading', { name: 'Welcome to Muster' })
  }

  get demo(): Locator {
    return this.page.getByRole('button', { name: 'Explore the demo' })
  }

  get siteName(): Locator {
    return this.page.getByRole('textbox', { name: 'Name of the site' })
  }

  async chooseOwnSite(): Promise<void> {
    await this.page.getByRole('button', { name: 'Set up my site' }).click()
  }

  async finish(): Promise<void> {
    await this.page.getByRole('button', { name: 'Continue to cameras' }).click()
  }
}
