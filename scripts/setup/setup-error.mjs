/**
 * A step that could not be done: why, and what a person types next. Setup prints both under the step's name.
 */
export class SetupError extends Error {
  /**
   * @param {string} why one sentence
   * @param {string} next a command to type, or what to do
   */
  constructor(why, next) {
    super(why)
    this.name = 'SetupError'
    this.next = next
  }
}
