/** A camera as its system's list names it. */
export interface NamedDevice {
  /** What the decoder is told. */
  device: string
  name: string
}
