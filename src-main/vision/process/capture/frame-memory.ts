/**
 * Shared memory for one camera's frames, handed from each decoder to the next. The garbage collector does not count shared
 * memory when it decides whether to run: what every decoder would leave behind would pile up for hundreds of megabytes.
 */
export class FrameMemory {
  private free: SharedArrayBuffer[] = []

  /** As many buffers as asked for, of `bytes` or more each; what lies in them is old. Smaller ones are forgotten for good. */
  take(count: number, bytes: number): SharedArrayBuffer[] {
    const fitting = this.free.filter(({ byteLength }) => byteLength >= bytes)
    const taken = fitting.splice(0, count)
    this.free = fitting
    while (taken.length < count) taken.push(new SharedArrayBuffer(bytes))
    return taken
  }

  /** Nobody reads or writes this one any more. */
  giveBack(buffer: SharedArrayBuffer): void {
    this.free.push(buffer)
  }
}
