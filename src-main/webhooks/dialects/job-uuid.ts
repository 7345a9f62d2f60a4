const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * The UUID of what has a prefixed ULID here, for guides that ask for UUIDs: the same 128 bits (48 of them the time in
 * milliseconds, as UUIDv7 has it, RFC 9562 5.7) with version 7 and its variant written over. The same id always gives the
 * same UUID, and they sort by birth too.
 */
export function uuidOf(id: string): string {
  const ulid = id.slice(id.lastIndexOf('_') + 1).toLowerCase()
  let bits = 0n
  for (const char of ulid) bits = (bits << 5n) | BigInt(Math.max(0, alphabet.indexOf(char)))
  const hex = BigInt.asUintN(128, bits).toString(16).padStart(32, '0')
  const variant = ((parseInt(hex.charAt(16), 16) & 3) | 8).toString(16)
  const whole = `${hex.slice(0, 12)}7${hex.slice(13, 16)}${variant}${hex.slice(17)}`
  return whole.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
