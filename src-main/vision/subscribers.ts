/** Who listens to one kind of news; one that throws does not keep it from the others. */
export class Subscribers<T> {
  private readonly listeners = new Set<(value: T) => void>()

  constructor(private readonly onFailure: (failure: unknown) => void) {}

  /** Answers how to stop listening. */
  add(listener: (value: T) => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  tell(value: T): void {
    for (const listener of this.listeners) {
      try {
        listener(value)
      } catch (failure) {
        this.onFailure(failure)
      }
    }
  }
}
