export type Dispose = () => void | Promise<void>

/** Collects what was started and ends it in reverse order; one that throws does not keep the others alive. */
export class Disposables {
  private readonly items: Dispose[] = []

  add(dispose: Dispose): void {
    this.items.push(dispose)
  }

  /** Runs every disposer once. Answers what they threw, for the log. */
  async dispose(): Promise<unknown[]> {
    const failures: unknown[] = []
    for (let next = this.items.pop(); next; next = this.items.pop()) {
      try {
        await next()
      } catch (failure) {
        failures.push(failure)
      }
    }
    return failures
  }
}
