/** A part of the package that its own types leave out. */
declare module 'onvif/lib/utils.js' {
  /**
   * Reads a SOAP envelope; tag names come without prefix and begin with a small letter, each holding an array.
   *
   * @param callback may be called more than once
   */
  export function parseSOAPString(
    xml: string,
    callback: (error: Error | null, body: unknown) => void,
    statusCode?: number
  ): void
}
