/** The header reaches beyond the bytes that have arrived: try again with more. */
export class NutUnderflow extends Error {}

/** Numbers of the NUT format over bytes. Every method throws NutUnderflow at their end. */
export class NutReader {
  position = 0

  constructor(private readonly data: Uint8Array) {}

  get atEnd(): boolean {
    return this.position >= this.data.length
  }

  peek(): number {
    return this.data[this.position] ?? underflow()
  }

  byte(): number {
    const value = this.peek()
    this.position++
    return value
  }

  /** `v`: seven bits a byte, highest first. Values above 2^53 do not occur in what ffmpeg writes here. */
  unsigned(): number {
    let value = 0
    for (let count = 0; ; count++) {
      const byte = this.byte()
      value = value * 128 + (byte & 0x7f)
      if ((byte & 0x80) === 0) return value
      if (count > 8) throw new RangeError('a NUT number that never ends')
    }
  }

  /** `s`: zigzag with the sign in the lowest bit. */
  signed(): number {
    const value = this.unsigned() + 1
    return value % 2 === 1 ? -Math.floor(value / 2) : Math.floor(value / 2)
  }

  bytes(length: number): Uint8Array {
    const end = this.position + length
    if (end > this.data.length) underflow()
    const part = this.data.subarray(this.position, end)
    this.position = end
    return part
  }

  skip(length: number): void {
    this.bytes(length)
  }

  text(length: number): string {
    return String.fromCharCode(...this.bytes(length))
  }

  /** Eight bytes as sixteen hexadecimal digits: beyond what a double holds. */
  startcode(): string {
    return Array.from(this.bytes(8), (byte) => byte.toString(16).padStart(2, '0')).join('')
  }
}

function underflow(): never {
  throw new NutUnderflow()
}
