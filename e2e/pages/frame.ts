import type { Locator, Page } from 'playwright'

export type ScreenName = 'Live' | 'Attendance' | 'People' | 'Cameras' | 'Webhooks' | 'Reports' | 'Settings'
export const screenNames: readonly ScreenName[] = [
  'Live',
  'Attendance',
  'People',
  'Cameras',
  'Webhooks',
  'Reports',
  'Settings'
]

/** What stands around every screen. */
export class Frame {
  constructor(private readonly page: Page) {}

  get rail(): Locator {
    return this.page.getByRole('navigation', { name: 'Main' })
  }

  get status(): Locator {
    return this.page.getByRole('group', { name: 'Status' })
  }

  /** The banners that say what needs a hand. */
  get warnings(): Locator {
    return this.page.getByRole('list', { name: 'What needs a hand' })
  }

  /** Goes to a screen by the rail and waits for its heading. */
  async open(screen: ScreenName): Promise<void> {
    await this.rail.getByRole('link', { name: screen }).click()
    await this.page.getByRole('main').getByRole('heading', { level: 1, name: screen }).waitFor()
  }
}
