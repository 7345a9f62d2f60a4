import type { Locator, Page } from 'playwright'

/** Who, consent, capture. */
export class EnrolDialog {
  readonly dialog: Locator

  constructor(private readonly page: Page) {
    this.dialog = page.getByRole('dialog')
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Enrol a person' }).first().click()
  }

  async next(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Continue' }).click()
  }

  /** First step: a new person. */
  async newPerson(name: string, number: string): Promise<void> {
    await this.dialog.getByRole('textbox', { name: 'Name' }).fill(name)
    await this.dialog.getByRole('textbox', { name: 'Number' }).fill(number)
    await this.next()
  }

  get agreed(): Locator {
    return this.dialog.getByRole('checkbox', { name: /has read this text/ })
  }

  async recordedBy(name: string): Promise<void> {
    await this.dialog.getByRole('textbox', { name: 'Recorded by' }).fill(name)
  }

  async choosePhotos(...files: string[]): Promise<void> {
    await this.dialog.locator('input[type="file"]').setInputFiles(files)
  }

  /** Third step, from a camera: its live picture, then the best of the next moments. */
  async captureFrom(camera: string): Promise<void> {
    await this.dialog.getByRole('combobox', { name: 'Camera' }).selectOption({ label: camera })
    await this.dialog.getByRole('button', { name: 'Capture' }).click()
  }

  /** What came of a photo; named by its file. */
  photo(file: string): Locator {
    return this.dialog.getByRole('region', { name: file })
  }

  /** Leaves without saving; captured pictures are asked about once. */
  async discard(): Promise<void> {
    const close = this.dialog.getByRole('button', { name: 'Close' })
    await close.click()
    await this.dialog.getByText('Close again to discard').waitFor()
    await close.click()
    await this.dialog.waitFor({ state: 'hidden' })
  }

  get save(): Locator {
    return this.dialog.getByRole('button', { name: /^Save/ })
  }
}
